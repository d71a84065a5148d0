#include "tests/support/json_schema.hpp"

#include "base/iri.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

namespace support {
namespace {

using Complaints = JsonSchema::Complaints;

struct Place {
    const JsonSchema& by;
    const json::object& schema;
    const json::value& keyword; // Its value.
    const json::value& value;
    std::string where;
    Complaints& out;

    void complain(const std::string& why) const
    {
        out.push_back(where + ": " + why + ", not " + json::serialize(value).substr(0, 120));
    }

    void require(bool right, const std::string& why) const
    {
        if (!right) complain(why + ' ' + json::serialize(keyword));
    }

    std::size_t number() const { return keyword.to_number<std::size_t>(); }
};

void descend(const Place& at, const json::value& schema, const json::value& value,
             const std::string& below);

bool is_valid(const Place& at, const json::value& schema)
{
    return at.by.check(schema, at.value).empty();
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

bool has_type(const json::value& value, std::string_view type)
{
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    if (type == "number") return value.is_number();
    throw std::logic_error("no such type: " + std::string(type));
}

bool has_format(std::string_view text, std::string_view format)
{
    const auto is_time = [](const std::string& time) {
        return base::parse_timestamp(time, base::TimestampRules::rfc3339).has_value();
    };
    if (format == "date-time") return is_time(std::string(text));
    if (format == "date") return is_time(std::string(text) + "T00:00:00Z");
    if (format == "uuid") return base::parse_uuid(text).has_value();
    if (format == "iri" || format == "uri") return base::is_iri(text);
    throw std::logic_error("no such format: " + std::string(format));
}

bool matches(std::string_view text, const json::value& pattern)
{
    return std::regex_search(std::string(text), std::regex(pattern.as_string().c_str()));
}

// The schemas that the keyword `name` holds for a member of an object.
const json::value* member_schema(const json::object& schema, std::string_view name)
{
    const auto* properties = schema.if_contains("properties");
    const auto* own = properties ? properties->as_object().if_contains(name) : nullptr;
    if (own) return own;
    if (const auto* patterns = schema.if_contains("patternProperties")) {
        for (const auto& [pattern, one] : patterns->as_object()) {
            if (matches(name, json::value(pattern))) return &one;
        }
    }
    return schema.if_contains("additionalProperties");
}

// --- Keywords -----------------------------------------------------------------------------------

void check_reference(const Place& at)
{
    const auto* schema = at.by.find(at.keyword.as_string());
    if (!schema) throw std::logic_error("leads nowhere: " + json::serialize(at.keyword));
    descend(at, *schema, at.value, "");
}

void check_type(const Place& at)
{
    const auto is = [&](const json::value& name) { return has_type(at.value, name.as_string()); };
    const auto* names = at.keyword.if_array();
    at.require(names ? std::ranges::any_of(*names, is) : is(at.keyword), "must be");
}

void check_const(const Place& at)
{
    at.require(at.value == at.keyword, "must be");
}

void check_enum(const Place& at)
{
    at.require(std::ranges::count(at.keyword.as_array(), at.value) > 0, "must be one of");
}

// For "properties", "patternProperties" and "additionalProperties" at once: the first of them that
// is there calls it.
void check_members(const Place& at)
{
    const auto* object = at.value.if_object();
    if (!object) return;
    for (const auto name : {"properties", "patternProperties", "additionalProperties"}) {
        const auto* first = at.schema.if_contains(name);
        if (first && first != &at.keyword) return;
        if (first) break;
    }
    for (const auto& [name, value] : *object) {
        if (const auto* schema = member_schema(at.schema, name))
            descend(at, *schema, value, '/' + std::string(name));
    }
}

void check_required(const Place& at)
{
    const auto* object = at.value.if_object();
    if (!object) return;
    for (const auto& name : at.keyword.as_array()) {
        if (!object->contains(name.as_string())) at.complain("lacks " + json::serialize(name));
    }
}

void check_dependent(const Place& at)
{
    const auto* object = at.value.if_object();
    if (!object) return;
    for (const auto& [name, others] : at.keyword.as_object()) {
        if (!object->contains(name)) continue;
        const Place of{at.by, at.schema, others, at.value, at.where, at.out};
        check_required(of);
    }
}

void check_items(const Place& at)
{
    const auto* array = at.value.if_array();
    if (!array) return;
    for (std::size_t i = 0; i < array->size(); ++i)
        descend(at, at.keyword, (*array)[i], '/' + std::to_string(i));
}

void check_prefix_items(const Place& at)
{
    const auto* array = at.value.if_array();
    const auto& schemas = at.keyword.as_array();
    for (std::size_t i = 0; array && i < std::min(array->size(), schemas.size()); ++i)
        descend(at, schemas[i], (*array)[i], '/' + std::to_string(i));
}

void check_contains(const Place& at)
{
    const auto* array = at.value.if_array();
    if (!array) return;
    const auto is = [&](const json::value& item) { return at.by.check(at.keyword, item).empty(); };
    at.require(std::ranges::any_of(*array, is), "must contain");
}

void check_min_items(const Place& at)
{
    if (const auto* array = at.value.if_array())
        at.require(array->size() >= at.number(), "must have as many items as");
}

void check_max_items(const Place& at)
{
    if (const auto* array = at.value.if_array())
        at.require(array->size() <= at.number(), "must have no more items than");
}

void check_unique_items(const Place& at)
{
    const auto* array = at.value.if_array();
    if (!array || !at.keyword.as_bool()) return;
    std::set<std::string> seen;
    for (const auto& item : *array)
        at.require(seen.insert(json::serialize(item)).second, "must come once:");
}

void check_pattern(const Place& at)
{
    if (const auto* text = at.value.if_string())
        at.require(matches(*text, at.keyword), "must match");
}

void check_format(const Place& at)
{
    if (const auto* text = at.value.if_string())
        at.require(has_format(*text, at.keyword.as_string()), "must be a");
}

void check_min_length(const Place& at)
{
    if (const auto* text = at.value.if_string())
        at.require(characters(*text) >= at.number(), "must have as many characters as");
}

void check_max_length(const Place& at)
{
    if (const auto* text = at.value.if_string())
        at.require(characters(*text) <= at.number(), "must have no more characters than");
}

void check_minimum(const Place& at)
{
    if (at.value.is_double()) {
        at.require(at.value.get_double() >= at.keyword.to_number<double>(),
                   "must not be less than");
    } else if (has_type(at.value, "integer"))
        at.require(at.value.is_uint64() || at.value.as_int64() >= at.keyword.as_int64(),
                   "must not be less than");
}

void check_maximum(const Place& at)
{
    if (has_type(at.value, "integer"))
        at.require(at.value.is_int64() && at.value.as_int64() <= at.keyword.as_int64(),
                   "must not be more than");
}

void check_one_of(const Place& at)
{
    const auto& schemas = at.keyword.as_array();
    const auto fit =
        std::ranges::count_if(schemas, [&](const auto& one) { return is_valid(at, one); });
    at.require(fit == 1, "fits " + std::to_string(fit) + " instead of one of");
}

// Ours: of the value as JSON.
void check_max_bytes(const Place& at)
{
    at.require(json::serialize(at.value).size() <= at.number(), "must have no more bytes than");
}

// Tells people something.
void pass(const Place&) {}

enum class Holds { nothing, schema, list, map };

struct Keyword {
    std::string_view name;
    void (*check)(const Place&);
    Holds holds = Holds::nothing;
};

constexpr Keyword keywords[] = {
    {"$ref", check_reference},
    {"type", check_type},
    {"const", check_const},
    {"enum", check_enum},
    {"properties", check_members, Holds::map},
    {"patternProperties", check_members, Holds::map},
    {"additionalProperties", check_members, Holds::schema},
    {"required", check_required},
    {"dependentRequired", check_dependent},
    {"items", check_items, Holds::schema},
    {"prefixItems", check_prefix_items, Holds::list},
    {"contains", check_contains, Holds::schema},
    {"minItems", check_min_items},
    {"maxItems", check_max_items},
    {"uniqueItems", check_unique_items},
    {"pattern", check_pattern},
    {"format", check_format},
    {"minLength", check_min_length},
    {"maxLength", check_max_length},
    {"minimum", check_minimum},
    {"maximum", check_maximum},
    {"oneOf", check_one_of, Holds::list},
    {"x-max-bytes", check_max_bytes},
    {"description", pass},
    {"default", pass},
    {"discriminator", pass}, // Says of a oneOf again what its constants say.
};

const Keyword* keyword_named(std::string_view name)
{
    const auto at = std::ranges::find(keywords, name, &Keyword::name);
    return at == std::end(keywords) ? nullptr : &*at;
}

void descend(const Place& at, const json::value& schema, const json::value& value,
             const std::string& below)
{
    const auto where = at.where + below;
    if (const auto* anything = schema.if_bool()) {
        if (!*anything) at.out.push_back(where + ": must not be there");
        return;
    }
    for (const auto& [name, keyword] : schema.as_object()) {
        const auto* known = keyword_named(name);
        if (!known) throw std::logic_error("unknown keyword: " + std::string(name));
        known->check({at.by, schema.as_object(), keyword, value, where, at.out});
    }
}

void lint_types(const json::value& keyword)
{
    if (keyword.is_string()) has_type(nullptr, keyword.as_string());
    if (const auto* names = keyword.if_array()) {
        for (const auto& name : *names)
            has_type(nullptr, name.as_string());
    }
}

// What can be seen of a keyword without a value to hold it against.
std::string trouble_of(const JsonSchema& by, std::string_view name, const json::value& keyword)
try {
    if (name == "$ref" && !by.find(keyword.as_string())) return "leads nowhere";
    if (name == "pattern") matches("", keyword);
    if (name == "format") has_format("", keyword.as_string());
    if (name == "type") lint_types(keyword);
    if (name == "discriminator") {
        for (const auto& [value, reference] : keyword.at("mapping").as_object()) {
            if (!by.find(reference.as_string())) return "leads nowhere";
        }
    }
    return keyword_named(name) ? "" : "unknown keyword";
} catch (const std::exception& error) {
    return error.what();
}

void lint_into(const JsonSchema& by, const json::value& schema, const std::string& where,
               Complaints& out)
{
    if (schema.is_bool()) return;
    for (const auto& [name, keyword] : schema.as_object()) {
        const auto at = where + '/' + std::string(name);
        const auto trouble = trouble_of(by, name, keyword);
        if (!trouble.empty()) out.push_back(at + ": " + trouble);
        const auto* known = keyword_named(name);
        switch (known ? known->holds : Holds::nothing) {
        case Holds::nothing: break;
        case Holds::schema: lint_into(by, keyword, at, out); break;
        case Holds::list:
            for (const auto& one : keyword.as_array())
                lint_into(by, one, at, out);
            break;
        case Holds::map:
            for (const auto& [member, one] : keyword.as_object())
                lint_into(by, one, at + '/' + std::string(member), out);
            break;
        }
    }
}

} // namespace

Complaints JsonSchema::check(const json::value& schema, const json::value& value) const
{
    Complaints out;
    const json::object none;
    descend({*this, none, value, value, "", out}, schema, value, "");
    return out;
}

Complaints JsonSchema::lint(const json::value& schema) const
{
    Complaints out;
    lint_into(*this, schema, "", out);
    return out;
}

const json::value* JsonSchema::find(std::string_view reference) const
{
    if (!reference.starts_with("#/")) return nullptr;
    boost::system::error_code failed;
    return document_.find_pointer(reference.substr(1), failed);
}

} // namespace support
