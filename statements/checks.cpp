#include "statements/checks.hpp"

#include "base/duration.hpp"
#include "base/iri.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "statements/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace statements::shapes {
namespace {

namespace json = boost::json;

std::optional<std::string_view> text_of(const json::value& value)
{
    const auto* text = value.if_string();
    if (!text) return std::nullopt;
    return std::string_view(text->data(), text->size());
}

template <class Is>
bool text_that(const json::value& value, Is is)
{
    const auto text = text_of(value);
    return text && is(*text);
}

bool is_hex(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
           (letter >= 'A' && letter <= 'F');
}

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// "1.0", "1.0.<patch>" and what Semantic Versioning lets follow the patch.
bool is_version(std::string_view text, std::string_view minor)
{
    if (!text.starts_with(minor)) return false;
    text.remove_prefix(minor.size());
    if (text.empty()) return true;
    if (text.size() < 2 || text[0] != '.' || !is_digit(text[1])) return false;
    text.remove_prefix(1);
    const auto behind = std::find_if_not(text.begin(), text.end(), is_digit);
    return std::all_of(behind, text.end(), [](char letter) {
        return is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '+' || letter == '.';
    });
}

// The member of an object, when there is an object and it has one.
const json::value* member(const json::value* value, std::string_view key)
{
    const auto* object = value ? value->if_object() : nullptr;
    return object ? object->if_contains(key) : nullptr;
}

bool is(const json::value* value, std::string_view text)
{
    return value && text_of(*value) == text;
}

const json::value* up(const Node& node)
{
    return node.parent ? &node.parent->value : nullptr;
}

const json::value* sibling(const Node& node, std::string_view key)
{
    return member(up(node), key);
}

std::optional<double> number_of(const json::value* value)
{
    if (!value || !value->is_number()) return std::nullopt;
    return value->to_number<double>();
}

constexpr std::array<std::string_view, 4> identifiers{"mbox", "mbox_sha1sum", "openid", "account"};

bool is_identified(const json::value& agent)
{
    return std::ranges::any_of(identifiers, [&](auto key) { return member(&agent, key); });
}

bool is_group(const json::value& agent)
{
    return is(member(&agent, "objectType"), "Group");
}

// Data 2.4.4.1.s15.table2; IEEE 4.2.2.3 "Interaction Components".
struct Components {
    std::string_view list;
    std::string_view interaction_type;
};

constexpr Components components[] = {
    {"choices", "choice"},  {"choices", "sequencing"}, {"scale", "likert"},
    {"source", "matching"}, {"target", "matching"},    {"steps", "performance"},
};

} // namespace

bool is_text(const json::value& value)
{
    return value.is_string();
}

bool is_boolean(const json::value& value)
{
    return value.is_bool();
}

bool is_number(const json::value& value)
{
    return value.is_number();
}

// JSON knows no integers: 27, 27.0 and 2.7e1 are one number.
bool is_octets(const json::value& value)
{
    if (const auto* number = value.if_int64()) return *number >= 0;
    if (value.is_uint64()) return true;
    constexpr double exact = 9007199254740992; // 2^53: beyond it a double skips integers.
    const auto* number = value.if_double();
    return number && *number >= 0 && *number <= exact &&
           static_cast<double>(static_cast<std::int64_t>(*number)) == *number;
}

bool is_iri(const json::value& value)
{
    return text_that(value, base::is_iri);
}

bool is_uri(const json::value& value)
{
    return text_that(value, [](std::string_view text) {
        return base::is_iri(text) && std::ranges::all_of(text, [](char c) {
                   return static_cast<unsigned char>(c) < 128;
               });
    });
}

bool is_mailto(const json::value& value)
{
    return text_that(value, base::is_mailto);
}

bool is_sha1(const json::value& value)
{
    return text_that(value, base::is_sha1_hex);
}

// FIPS 180: SHA-224, -256, -384 and -512, four bits a digit.
bool is_sha2(const json::value& value)
{
    return text_that(value, [](std::string_view text) {
        const auto size = text.size();
        return (size == 56 || size == 64 || size == 96 || size == 128) &&
               std::ranges::all_of(text, is_hex);
    });
}

bool is_uuid(const json::value& value)
{
    return text_that(value, [](std::string_view text) { return !!base::parse_uuid(text); });
}

bool is_iso8601(const json::value& value)
{
    return text_that(value, [](std::string_view text) {
        return !!base::parse_timestamp(text, base::TimestampRules::iso8601);
    });
}

bool is_rfc3339(const json::value& value)
{
    return text_that(value, [](std::string_view text) {
        return !!base::parse_timestamp(text, base::TimestampRules::rfc3339);
    });
}

bool is_duration(const json::value& value)
{
    return text_that(value, [](std::string_view text) { return !!base::parse_duration(text); });
}

bool is_language(const json::value& value)
{
    return text_that(value, base::is_language_tag);
}

bool is_media_type(const json::value& value)
{
    return text_that(value, base::is_media_type);
}

bool is_interaction_type(const json::value& value)
{
    constexpr std::array<std::string_view, 10> known{
        "true-false",  "choice",     "fill-in", "long-fill-in", "matching",
        "performance", "sequencing", "likert",  "numeric",      "other"};
    return text_that(value,
                     [&](auto text) { return std::ranges::find(known, text) != known.end(); });
}

bool is_version_1_0(const json::value& value)
{
    return text_that(value, [](std::string_view text) { return is_version(text, "1.0"); });
}

bool is_version_1_0_or_2_0(const json::value& value)
{
    return text_that(value, [](std::string_view text) {
        return is_version(text, "1.0") || is_version(text, "2.0");
    });
}

Fault second_identifier(const Node& node)
{
    for (const auto& [key, value] : up(node)->get_object()) {
        if (&value == &node.value) return nullptr;
        if (std::ranges::find(identifiers, std::string_view(key)) != identifiers.end()) break;
    }
    return &node.value;
}

Fault no_identifier(const Node& agent)
{
    return is_identified(agent.value) ? nullptr : &agent.value;
}

Fault anonymous_without_members(const Node& group)
{
    return is_identified(group.value) || member(&group.value, "member") ? nullptr : &group.value;
}

Fault anonymous_with_empty_members(const Node& members)
{
    return is_identified(*up(members)) ? nullptr : empty_list(members);
}

Fault empty_list(const Node& list)
{
    const auto* items = list.value.if_array();
    return items && items->empty() ? &list.value : nullptr;
}

Fault repeated_id(const Node& list)
{
    const auto* items = list.value.if_array();
    if (!items) return nullptr;
    std::vector<std::pair<std::string_view, Fault>> ids;
    ids.reserve(items->size());
    for (const auto& item : *items) {
        const auto* id = member(&item, "id");
        if (const auto name = id ? text_of(*id) : std::nullopt) ids.emplace_back(*name, id);
    }
    const auto text = &std::pair<std::string_view, Fault>::first;
    std::ranges::sort(ids, {}, text);
    const auto repeated = std::ranges::adjacent_find(ids, {}, text);
    return repeated == ids.end() ? nullptr : repeated->second;
}

// A type that is missing or unknown has its own complaint.
Fault components_of_another_type(const Node& list)
{
    const auto* type = sibling(list, "interactionType");
    if (!type || !is_interaction_type(*type)) return nullptr;
    const auto fits = [&](const Components& row) {
        return row.list == list.key && is(type, row.interaction_type);
    };
    return std::ranges::any_of(components, fits) ? nullptr : &list.value;
}

Fault interaction_without_type(const Node& definition)
{
    const auto has = [&](std::string_view key) {
        return member(&definition.value, key) != nullptr;
    };
    if (has("interactionType")) return nullptr;
    if (has("correctResponsesPattern")) return &definition.value;
    return std::ranges::any_of(components, has, &Components::list) ? &definition.value : nullptr;
}

Fault scaled_out_of_range(const Node& scaled)
{
    const auto number = number_of(&scaled.value);
    return number && (*number < -1 || *number > 1) ? &scaled.value : nullptr;
}

// A range that is none has its own complaint, at max.
Fault raw_out_of_range(const Node& raw)
{
    const auto number = number_of(&raw.value);
    const auto min = number_of(sibling(raw, "min"));
    const auto max = number_of(sibling(raw, "max"));
    if (!number || (min && max && *min >= *max)) return nullptr;
    return (min && *number < *min) || (max && *number > *max) ? &raw.value : nullptr;
}

Fault max_not_above_min(const Node& max)
{
    const auto number = number_of(&max.value);
    const auto min = number_of(sibling(max, "min"));
    return number && min && *min >= *number ? &max.value : nullptr;
}

// An objectType that is none has its own complaint.
Fault object_is_no_activity(const Node& node)
{
    constexpr std::array<std::string_view, 4> others{"Agent", "Group", "StatementRef",
                                                     "SubStatement"};
    const auto* type = member(sibling(*node.parent, "object"), "objectType");
    const auto is_type = [&](std::string_view other) { return is(type, other); };
    return std::ranges::any_of(others, is_type) ? &node.value : nullptr;
}

Fault voids_no_reference(const Node& object)
{
    if (!is(member(sibling(object, "verb"), "id"), voided_verb)) return nullptr;
    return is(member(&object.value, "objectType"), "StatementRef") ? nullptr : &object.value;
}

Fault identified_authority(const Node& authority)
{
    if (!is_group(authority.value)) return nullptr;
    return is_identified(authority.value) ? &authority.value : nullptr;
}

Fault authority_without_two_members(const Node& authority)
{
    if (!is_group(authority.value) || is_identified(authority.value)) return nullptr;
    const auto* members = member(&authority.value, "member");
    const auto* list = members ? members->if_array() : nullptr;
    return !list || list->size() == 2 ? nullptr : &authority.value;
}

Fault authority_without_account(const Node& authority)
{
    if (!is_group(authority.value)) return nullptr;
    const auto* members = member(&authority.value, "member");
    const auto* list = members ? members->if_array() : nullptr;
    if (!list || list->size() != 2) return nullptr;
    const auto has = [](const json::value& agent) { return member(&agent, "account") != nullptr; };
    return std::ranges::any_of(*list, has) ? nullptr : members;
}

Fault anonymous(const Node& agent)
{
    return is_group(agent.value) && !is_identified(agent.value) ? &agent.value : nullptr;
}

} // namespace statements::shapes
