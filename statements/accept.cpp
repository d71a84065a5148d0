#include "statements/accept.hpp"

#include "base/limits.hpp"
#include "statements/definition.hpp"
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "statements/raw.hpp"
#include "statements/validate.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cassert>
#include <span>
#include <string>
#include <unordered_set>

namespace statements {
namespace {

namespace json = boost::json;
using base::Complaints;
using base::Error;
using base::ErrorKind;

constexpr std::string_view hole = "\"0000-00-00T00:00:00.000000Z\"";
static_assert(hole.size() == base::timestamp_size + 2);

// The stored text as it grows: pieces of the received text and what replaces the rest.
class Rewriter {
public:
    Rewriter(std::string_view text, std::string& out) : text_(text), out_(out) {}

    // Where `part`, a piece of the received text, begins in the new one.
    std::size_t replace(std::string_view part, std::string_view with)
    {
        const auto begin = copy_to(offset(part));
        out_ += with;
        copied_ = offset(part) + part.size();
        return begin;
    }

    void wrap(std::string_view part)
    {
        copy_to(offset(part));
        out_ += '[';
        copy_to(offset(part) + part.size());
        out_ += ']';
    }

    std::size_t copy_to(std::size_t end)
    {
        out_ += text_.substr(copied_, end - copied_);
        copied_ = end;
        return out_.size();
    }

private:
    std::size_t offset(std::string_view part) const
    {
        return static_cast<std::size_t>(part.data() - text_.data());
    }

    std::string_view text_;
    std::string& out_;
    std::size_t copied_ = 0;
};

const json::object* object_at(const json::object& parent, std::string_view name)
{
    const auto* value = parent.if_contains(name);
    return value ? value->if_object() : nullptr;
}

bool has_single_activity(const json::object& statement)
{
    const auto* context = object_at(statement, "context");
    const auto* activities = context ? object_at(*context, "contextActivities") : nullptr;
    return activities && std::ranges::any_of(*activities, [](const auto& kind) {
               return kind.value().is_object();
           });
}

bool needs_utc(const json::object& statement, Version version)
{
    const auto* timestamp = statement.if_contains("timestamp");
    return version == Version::v2_0_0 && timestamp && !base::is_utc(timestamp->as_string());
}

std::string quoted_utc(std::string_view value)
{
    // A timestamp holds no character that JSON would need to escape, but may be written with
    // escapes all the same.
    const auto text = json::parse(value);
    const auto time = base::parse_timestamp(text.as_string(), base::TimestampRules::rfc3339);
    return '"' + base::to_string(time.value()) + '"';
}

void wrap_activities(std::string_view context, Rewriter& out)
{
    const auto activities = raw::at(context, {"contextActivities"});
    for (const auto& kind : raw::members(activities.value())) {
        if (kind.value.starts_with('{')) out.wrap(kind.value);
    }
}

// What is edited in a sub-statement and in a statement alike.
void edit_member(std::string_view name, std::string_view value, const json::object& statement,
                 Version version, Rewriter& out)
{
    if (name == "context" && has_single_activity(statement))
        wrap_activities(value, out);
    else if (name == "timestamp" && needs_utc(statement, version))
        out.replace(value, quoted_utc(value));
}

void edit_object(std::string_view value, const json::object& statement, Version version,
                 Rewriter& out)
{
    const auto* object = object_at(statement, "object");
    const auto* type = object ? object->if_contains("objectType") : nullptr;
    if (!type || !type->is_string() || type->as_string() != "SubStatement") return;
    if (!has_single_activity(*object) && !needs_utc(*object, version)) return;
    std::string room;
    for (const auto& inner : raw::members(value))
        edit_member(raw::name_of(inner.key, room), inner.value, *object, version, out);
}

// A statement as it came, with its members where it is an object.
struct Received {
    std::string_view text;
    std::span<const raw::Member> members;
};

// Which of the members that an LRS sets were there.
struct Places {
    bool id = false, stored = false, authority = false, version = false, timestamp = false;
};

void append_missing(const Places& had, Version version, std::string_view authority,
                    PreparedStatement& out)
{
    auto& text = out.text;
    text.resize(text.find_last_not_of(" \t\r\n") + 1);
    assert(text.ends_with('}'));
    text.pop_back();
    const auto add = [&](std::string_view name, std::string_view value) {
        text += ",\"";
        text += name;
        text += "\":";
        text += value;
        return text.size() - value.size();
    };
    if (!had.id) add("id", '"' + base::to_string(out.id) + '"');
    if (!had.timestamp) out.timestamp_at = add("timestamp", hole) + 1;
    if (!had.stored) out.stored_at = add("stored", hole) + 1;
    if (!had.authority) add("authority", authority);
    if (!had.version) add("version", version == Version::v1_0_3 ? "\"1.0.0\"" : "\"2.0.0\"");
    text += '}';
}

void write_text(const Received& received, const json::object& statement,
                const Acceptance& acceptance, PreparedStatement& out)
{
    Places had;
    out.text.reserve(received.text.size() + acceptance.authority.size() + 192);
    Rewriter rewriter(received.text, out.text);
    std::string room;
    for (const auto& [key, value, begin, end] : received.members) {
        const auto name = raw::name_of(key, room);
        if (name == "id") {
            had.id = true;
        } else if (name == "stored") {
            had.stored = true;
            out.stored_at = rewriter.replace(value, hole) + 1;
        } else if (name == "authority") {
            had.authority = true;
            rewriter.replace(value, acceptance.authority);
        } else if (name == "version") {
            had.version = true;
        } else if (name == "object") {
            edit_object(value, statement, acceptance.version, rewriter);
        } else {
            had.timestamp = had.timestamp || name == "timestamp";
            edit_member(name, value, statement, acceptance.version, rewriter);
        }
    }
    rewriter.copy_to(received.text.size());
    append_missing(had, acceptance.version, acceptance.authority, out);
}

std::optional<base::Uuid> id_in(const json::value& statement)
{
    return statement.is_object() ? id_of(statement) : std::nullopt;
}

class Preparation {
public:
    explicit Preparation(const Acceptance& acceptance)
        : acceptance_(acceptance), authority_(json::parse(acceptance.authority, &memory_))
    {
        batch_.version = acceptance.version;
    }

    base::Result<PreparedBatch> run(std::string_view body)
    {
        auto parsed = parse(body, &memory_);
        if (!parsed) return std::move(parsed).error();
        const auto text = body.substr(body.find_first_not_of(" \t\r\n"));

        auto* array = acceptance_.put_id ? nullptr : parsed->if_array();
        if (!array) {
            const auto members =
                parsed->is_object() ? raw::members(text) : std::vector<raw::Member>();
            add({text, members}, *parsed, std::nullopt);
        } else {
            if (array->size() > limits::batch_statements) return too_many(array->size());
            batch_.statements.reserve(array->size());
            raw::ElementReader reader(text);
            for (std::size_t at = 0; reader.next(); ++at)
                add({reader.text(), reader.members()}, (*array)[at], at);
        }
        if (too_big_) return std::move(*too_big_);
        if (!complaints_.empty()) return refusal();
        return std::move(batch_);
    }

private:
    void add(const Received& received, json::value& value, std::optional<std::size_t> index)
    {
        if (received.text.size() > limits::statement_bytes && !too_big_) {
            too_big_ = Error{ErrorKind::too_large,
                             "a statement may have at most " +
                                 std::to_string(limits::statement_bytes) + " bytes",
                             index ? '/' + std::to_string(*index) : ""};
        }
        auto complaints = validate(value, acceptance_.version);
        if (complaints.empty()) {
            check_id(value, complaints);
            if (acceptance_.inspect) {
                auto more = acceptance_.inspect(value, index);
                complaints.insert(complaints.end(), more.begin(), more.end());
            }
        }
        if (complaints.empty()) complaints = prepare_one(received, value);
        for (auto& complaint : complaints) {
            complaint.statement = index;
            if (const auto id = id_in(value)) complaint.id = base::to_string(*id);
            complaints_.push_back(std::move(complaint));
        }
    }

    void check_id(const json::value& value, Complaints& out)
    {
        const auto id = id_in(value);
        if (!id) return;
        if (acceptance_.put_id && *acceptance_.put_id != *id) {
            out.push_back({"/id", "statement.id.parameter", base::to_string(*id),
                           "equal the parameter statementId"});
        }
        if (!ids_.insert(*id).second) {
            out.push_back({"/id", "batch.id.unique", base::to_string(*id),
                           "differ from the ids of the other statements in the batch"});
        }
    }

    Complaints prepare_one(const Received& received, json::value& value)
    {
        PreparedStatement out;
        auto id = id_of(value);
        if (!id) id = acceptance_.put_id;
        out.id = id ? *id : acceptance_.new_id();
        out.received = base::siphash128(acceptance_.key, received.text);
        out.refers_to = reference_of(value);
        out.voids = is_voiding(value);
        write_text(received, value.as_object(), acceptance_, out);

        out.defines = acceptance_.defines;
        if (out.defines) mark_definitions(value, out);

        value.as_object()["authority"] = authority_;
        out.postings = terms_of(value, acceptance_.key);
        if (out.postings.size() > limits::statement_terms) {
            return {{"", "statement.terms", std::to_string(out.postings.size()),
                     "mention at most " + std::to_string(limits::statement_terms) +
                         " agents, activities and other things to be found by"}};
        }
        batch_.statements.push_back(std::move(out));
        return {};
    }

    void mark_definitions(const json::value& value, PreparedStatement& out) const
    {
        for (const auto& [activity, definition] : definitions_in(value)) {
            out.definitions.push_back(
                {hash_term(acceptance_.key, TermKind::activity, activity),
                 base::siphash128(acceptance_.key, json::serialize(*definition))});
        }
    }

    Error too_many(std::size_t count) const
    {
        return {ErrorKind::too_large, "a batch may have at most " +
                                          std::to_string(limits::batch_statements) +
                                          " statements; this one has " + std::to_string(count)};
    }

    Error refusal()
    {
        std::string why = "the statements break rules of xAPI; nothing was stored";
        if (complaints_.size() >= limits::complaints) {
            complaints_.resize(limits::complaints);
            why += "; at most " + std::to_string(limits::complaints) + " complaints are listed";
        }
        return {ErrorKind::invalid, std::move(why), "", std::move(complaints_)};
    }

    const Acceptance& acceptance_;
    json::monotonic_resource memory_;
    json::value authority_;
    PreparedBatch batch_;
    Complaints complaints_;
    std::optional<Error> too_big_;
    std::unordered_set<base::Uuid> ids_;
};

} // namespace

void PreparedStatement::set_stored(base::Timestamp stored)
{
    base::write_timestamp(stored, text.data() + stored_at);
    if (timestamp_at) base::write_timestamp(stored, text.data() + *timestamp_at);
}

std::size_t PreparedBatch::bytes() const
{
    std::size_t sum = 0;
    for (const auto& statement : statements)
        sum += statement.text.size();
    for (const auto& content : contents)
        sum += content.bytes.size();
    return sum;
}

base::Result<PreparedBatch> prepare(std::string_view body, const Acceptance& acceptance)
{
    return Preparation(acceptance).run(body);
}

} // namespace statements
