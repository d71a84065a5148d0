// JSON from outside and what is stored of it. Boost's own parser, a naive search for duplicate
// keys and the list of edits applied to the tree say what must come out.
//
// A text that begins with "1:", "2:" ... is put into a statement at one of several places, so that
// more of them are statements.
#include "base/limits.hpp"
#include "statements/accept.hpp"
#include "statements/parse.hpp"
#include "statements/raw.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

namespace {

namespace json = boost::json;
namespace raw = statements::raw;
using statements::Version;

void require(bool holds)
{
    if (!holds) std::abort();
}

std::optional<json::value> boost_parsed(std::string_view text)
{
    json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::system::error_code failed;
    auto value = json::parse(text, failed, {}, options);
    return failed ? std::nullopt : std::optional(std::move(value));
}

// Duplicate keys in a text that is right otherwise, letter by letter.
class Duplicates {
public:
    explicit Duplicates(std::string_view text) : text_(text) { value(); }

    bool found() const { return found_; }

private:
    char next()
    {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos)
            ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    std::string string()
    {
        const auto begin = at_++;
        while (text_[at_] != '"')
            at_ += text_[at_] == '\\' ? 2 : 1;
        ++at_;
        return json::value_to<std::string>(json::parse(text_.substr(begin, at_ - begin)));
    }

    void value()
    {
        switch (next()) {
        case '"': string(); break;
        case '{': object(); break;
        case '[': array(); break;
        default:
            while (at_ < text_.size() &&
                   std::string_view(",]} \t\r\n").find(text_[at_]) == text_.npos)
                ++at_;
        }
    }

    void object()
    {
        std::set<std::string> keys;
        ++at_;
        while (next() != '}') {
            if (next() == ',') ++at_;
            next();
            found_ = !keys.insert(string()).second || found_;
            next();
            ++at_; // The colon.
            value();
        }
        ++at_;
    }

    void array()
    {
        ++at_;
        while (next() != ']') {
            if (next() == ',') ++at_;
            value();
        }
        ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool found_ = false;
};

bool overflows(const json::value& value)
{
    if (const auto* number = value.if_double()) return !std::isfinite(*number);
    if (const auto* array = value.if_array())
        return std::any_of(array->begin(), array->end(), overflows);
    if (const auto* object = value.if_object()) {
        return std::any_of(object->begin(), object->end(),
                           [](const auto& member) { return overflows(member.value()); });
    }
    return false;
}

// Equal but for the last digit of doubles: Boost 1.81 does not always read back what it writes, and
// reads long ones otherwise at a text's end than within.
bool same(const json::value& a, const json::value& b)
{
    if (a.kind() != b.kind()) return false;
    if (const auto* x = a.if_double()) {
        const auto y = b.as_double();
        return *x == y || std::abs(*x - y) <= std::abs(*x) * 1e-14;
    }
    if (const auto* x = a.if_array()) {
        return std::equal(x->begin(), x->end(), b.as_array().begin(), b.as_array().end(), same);
    }
    if (const auto* x = a.if_object()) {
        const auto& y = b.as_object();
        return x->size() == y.size() && std::all_of(x->begin(), x->end(), [&](const auto& member) {
                   const auto* other = y.if_contains(member.key());
                   return other && same(member.value(), *other);
               });
    }
    return a == b;
}

void check_raw(std::string_view text, const json::value& value)
{
    if (const auto* object = value.if_object()) {
        const auto members = raw::members(text);
        require(members.size() == object->size());
        for (const auto& member : members) {
            const auto key = json::parse('"' + std::string(member.key) + '"');
            require(raw::is_key(member.key, key.as_string()));
            require(text[member.begin] == '"' && member.begin + member.key.size() < member.end);
            require(member.value.data() + member.value.size() == text.data() + member.end);
            require(raw::at(text, {key.as_string()}) == member.value);
            check_raw(member.value, object->at(key.as_string()));
        }
    } else if (const auto* array = value.if_array()) {
        const auto elements = raw::elements(text);
        require(elements.size() == array->size());
        raw::ElementReader reader(text);
        for (std::size_t at = 0; at < elements.size(); ++at) {
            require(reader.next() && reader.text() == elements[at]);
            const auto& element = (*array)[at];
            const auto size = element.is_object() ? element.as_object().size() : 0;
            require(reader.members().size() == size);
            check_raw(elements[at], (*array)[at]);
        }
        require(!reader.next());
    } else {
        require(same(json::parse(text), value));
    }
}

const base::Hash128 key{1, 2, 3};
constexpr std::string_view authority = R"({"mbox":"mailto:lms@example.org"})";
constexpr std::string_view id = "00000000-0000-4000-8000-000000000001";
constexpr std::string_view stored = "2026-11-23T17:55:00.123456Z";

// The edits that a statement and a sub-statement have in common.
void edit(json::object& statement, Version version)
{
    auto* timestamp = statement.if_contains("timestamp");
    if (timestamp && version == Version::v2_0_0 && !base::is_utc(timestamp->as_string())) {
        *timestamp = base::to_string(
            base::parse_timestamp(timestamp->as_string(), base::TimestampRules::rfc3339).value());
    }
    auto* context = statement.if_contains("context");
    auto* kinds = context ? context->as_object().if_contains("contextActivities") : nullptr;
    if (!kinds) return;
    for (auto& kind : kinds->as_object()) {
        if (kind.value().is_object()) kind.value() = json::array{kind.value()};
    }
}

json::object edited(json::object statement, Version version)
{
    edit(statement, version);
    auto& object = statement.at("object").as_object();
    const auto* type = object.if_contains("objectType");
    if (type && *type == "SubStatement") edit(object, version);
    statement.emplace("id", id);
    statement.emplace("timestamp", stored);
    statement.emplace("version", version == Version::v1_0_3 ? "1.0.0" : "2.0.0");
    statement["stored"] = stored;
    statement["authority"] = json::parse(authority);
    return statement;
}

void check_prepared(std::string_view text, const json::value& value, Version version)
{
    auto batch = statements::prepare(
        text, {.version = version, .authority = authority, .key = key, .new_id = [] {
                   return *base::parse_uuid(id);
               }});
    if (!batch) return;
    std::size_t at = 0;
    for (auto& prepared : batch->statements) {
        prepared.set_stored(base::parse_timestamp(stored, base::TimestampRules::rfc3339).value());
        const auto kept = statements::parse(prepared.text);
        require(kept.has_value());
        const auto& received = value.is_array() ? value.at(at) : value;
        require(same(*kept, edited(received.as_object(), version)));
        require(prepared.postings == statements::terms_of(*kept, key));
        ++at;
    }
    require(at == (value.is_array() ? value.as_array().size() : 1));
}

std::string completed(std::string text)
{
    if (text.size() < 2 || text[1] != ':') return text;
    const std::string head = R"({"actor":{"mbox":"mailto:ann@example.org"},"verb":{"id":"urn:v"},)";
    const auto rest = text.substr(2);
    switch (text[0]) {
    case '1': return head + R"("object":{"id":"urn:o"},"context":)" + rest + "}";
    case '2': return head + R"("object":)" + rest + "}";
    case '3': return head + R"("object":{"id":"urn:o"},"result":)" + rest + "}";
    case '4': return head + R"("object":{"id":"urn:o"},"timestamp":)" + rest + "}";
    case '5': return head + R"("object":{"id":"urn:o"},)" + rest + "}";
    default: return text;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = completed(std::string(reinterpret_cast<const char*>(data), size));
    const auto value = statements::parse(text);
    const auto expected = boost_parsed(text);
    require(value.has_value() == (expected && !overflows(*expected) && !Duplicates(text).found()));
    for (const auto version : {Version::v1_0_3, Version::v2_0_0})
        check_prepared(text, value ? *value : json::value(), version);
    if (!value) return 0;

    require(*value == *expected);
    const auto again = statements::parse(json::serialize(*value));
    require(again && same(*again, *value));
    const auto begin = text.find_first_not_of(" \t\r\n");
    check_raw(std::string_view(text).substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin),
              *value);
    return 0;
}
