#include "content/cmi.hpp"

#include "base/number.hpp"
#include "content/cmi_read.hpp"
#include "content/cmi_values.hpp"
#include "statements/parse.hpp"

#include <charconv>

namespace content {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;

// The code unit of the escape "\uXXXX" at this place. Empty: there is none.
std::optional<unsigned> unit_at(std::string_view text, std::size_t at)
{
    if (text.size() < at + 6 || text.substr(at, 2) != "\\u") return std::nullopt;
    unsigned unit = 0;
    const auto* end = text.data() + at + 6;
    if (std::from_chars(end - 4, end, unit, 16).ptr != end) return std::nullopt;
    return unit;
}

bool is_first_half(unsigned unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

bool is_second_half(unsigned unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

// With U+FFFD in the place of each half surrogate pair; scripts cut and pack their texts by code
// units. Empty: there was none.
std::optional<std::string> mended(std::string_view body)
{
    std::optional<std::string> out;
    for (auto at = body.find('\\'); at < body.size(); at = body.find('\\', at)) {
        const auto unit = unit_at(body, at);
        const auto next = unit ? unit_at(body, at + 6) : std::nullopt;
        if (unit && is_first_half(*unit) && next && is_second_half(*next)) {
            at += 12;
        } else if (unit && (is_first_half(*unit) || is_second_half(*unit))) {
            if (!out) out.emplace(body);
            out->replace(at, 6, "\\ufffd");
            at += 6;
        } else {
            at += 2;
        }
    }
    return out;
}

Error refusal(std::string why, std::string where, std::string_view rule, const json::value& found,
              std::string expected)
{
    Error error{ErrorKind::invalid, std::move(why), where};
    complain(error.complaints, std::move(where), rule, found, std::move(expected));
    return error;
}

const json::object* object_in(const json::object& parent, std::string_view name)
{
    const auto* value = parent.if_contains(name);
    return value ? value->if_object() : nullptr;
}

// Where the data model lies in a commit.
struct Place {
    const json::object* parent; // Of cmi and adl.
    std::string where;
};

std::optional<Place> model_in(const json::object& commit)
{
    if (const auto* data = object_in(commit, "runtimeData"); data && object_in(*data, "cmi"))
        return Place{data, "/runtimeData"};
    if (object_in(commit, "cmi")) return Place{&commit, ""};
    return std::nullopt;
}

std::optional<std::uint64_t> sequence_in(const json::object& commit)
{
    const auto* value = commit.if_contains("commitSequence");
    if (!value) return std::nullopt;
    if (const auto* text = value->if_string())
        return base::parse_number<std::uint64_t>(std::string_view(*text));
    boost::system::error_code failed;
    const auto number = value->to_number<std::uint64_t>(failed);
    if (failed) return std::nullopt;
    return number;
}

// The player's own count, in seconds with a fraction.
std::optional<Hundredths> total_time(const Elements& commit)
{
    const auto seconds = commit.decimal("totalTimeSeconds", "0", "3600000000");
    if (seconds.empty()) return std::nullopt;
    return timespan("PT" + seconds + "S", ScormVersion::v2004);
}

json::object object_or_warn(const json::object& commit, const Elements& elements,
                            std::string_view name)
{
    const auto* value = commit.if_contains(name);
    if (!value || value->is_null()) return {};
    if (const auto* object = value->if_object()) return *object;
    elements.warn(name, "cmi.type", "be an object");
    return {};
}

struct Body {
    json::object value;
    bool is_mended;
};

base::Result<Body> read_body(std::string_view body)
{
    if (body.size() > limits::scorm_commit_bytes)
        return Error{ErrorKind::too_large,
                     "A commit has at most " + std::to_string(limits::scorm_commit_bytes) +
                         " bytes, and this one has " + std::to_string(body.size()) + "."};
    const auto whole = mended(body);
    auto parsed = statements::parse(whole ? *whole : body);
    if (!parsed)
        return Error{ErrorKind::invalid, "The commit is no JSON: " + parsed.error().why,
                     parsed.error().where};
    if (!parsed->is_object())
        return refusal("The commit is no JSON object.", "", "commit.type", *parsed, "be an object");
    return Body{std::move(parsed->get_object()), whole.has_value()};
}

} // namespace

base::Result<json::object> read_commit_object(std::string_view body)
{
    auto read = read_body(body);
    if (!read) return read.error();
    return std::move(read->value);
}

base::Result<Commit> read_commit(std::string_view body, ScormVersion version)
{
    const auto read = read_body(body);
    if (!read) return read.error();
    const auto* commit = &read->value;
    const auto place = model_in(*commit);
    if (!place)
        return refusal("The commit has no data model.", "/runtimeData/cmi", "commit.model", {},
                       "be the data model, an object");
    const auto sequence = sequence_in(*commit);
    if (!sequence) {
        const auto* found = commit->if_contains("commitSequence");
        return refusal("The commit has no number.", "/commitSequence", "commit.sequence",
                       found ? *found : json::value(), "be a whole number that rises");
    }

    Commit out;
    out.sequence = *sequence;
    if (read->is_mended)
        complain(out.warnings, "", "cmi.surrogate", "", "have no half of a surrogate pair");
    const Elements top(commit, "", out.warnings);
    const Elements model(place->parent, place->where, out.warnings);
    out.cmi = version == ScormVersion::v1_2 ? read_cmi_1_2(model.inner("cmi"))
                                            : read_cmi_2004(model.inner("cmi"), model.inner("adl"));
    out.roll_up = read_roll_up(top, version);
    out.total_time = total_time(top);
    out.global_objectives = object_or_warn(*commit, top, "globalObjectives");
    out.shared_data = object_or_warn(*commit, top, "sharedData");
    return out;
}

} // namespace content
