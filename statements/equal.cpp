#include "statements/equal.hpp"

#include "base/ascii.hpp"
#include "base/duration.hpp"
#include "base/timestamp.hpp"
#include "statements/agent.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace statements {
namespace {

namespace json = boost::json;

using Equal = bool (*)(const json::value&, const json::value&, Version);

std::string_view view(const json::value& value)
{
    const auto* text = value.if_string();
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

// Any JSON. Numbers are equal when their values are, however they were read.
bool same_json(const json::value& a, const json::value& b, Version version)
{
    if (a.is_number() && b.is_number() && a.kind() != b.kind()) {
        return a.to_number<double>() == b.to_number<double>();
    }
    if (a.kind() != b.kind()) return false;
    if (const auto* array = a.if_array()) {
        return std::ranges::equal(*array, b.get_array(), [&](const auto& left, const auto& right) {
            return same_json(left, right, version);
        });
    }
    if (const auto* object = a.if_object()) {
        const auto& other = b.get_object();
        return object->size() == other.size() &&
               std::ranges::all_of(*object, [&](const json::key_value_pair& member) {
                   const auto* value = other.if_contains(member.key());
                   return value && same_json(member.value(), *value, version);
               });
    }
    return a == b;
}

bool always(const json::value&, const json::value&, Version)
{
    return true;
}

// UUIDs (RFC 4122 3), language tags (RFC 5646 2.1.1) and hexadecimal digits.
bool same_but_for_case(const json::value& a, const json::value& b, Version)
{
    return base::equal_but_for_case(view(a), view(b));
}

// By the rules of either version: RFC 3339 allows letters that the other does not.
bool same_instant(const json::value& a, const json::value& b, Version)
{
    const auto instant = [](const json::value& value) {
        const auto time = base::parse_timestamp(view(value), base::TimestampRules::iso8601);
        return time ? time : base::parse_timestamp(view(value), base::TimestampRules::rfc3339);
    };
    const auto left = instant(a);
    return left && left == instant(b);
}

// Cut to 0.01 s, but otherwise the text.
std::string short_duration(std::string_view text)
{
    std::string out(text);
    const auto point = out.find_first_of(".,");
    if (point == out.npos || !out.ends_with('S')) return out;
    out[point] = '.';
    const auto seconds = std::min(point + 3, out.size() - 1);
    auto end = seconds;
    while (out[end - 1] == '0')
        --end;
    if (end - 1 == point) end = point;
    out.erase(end, out.size() - 1 - end);
    return out;
}

// 1.0.3 Data 2.3.1.b8 calls a duration a string, 4.6.s1.b5 asks to compare no more than 0.01 s;
// IEEE 4.2.7 asks for the latter alone.
bool same_duration(const json::value& a, const json::value& b, Version version)
{
    if (version == Version::v1_0_3) return short_duration(view(a)) == short_duration(view(b));
    const auto left = base::parse_duration(view(a));
    const auto right = base::parse_duration(view(b));
    return left && right && base::equal_to_a_hundredth(*left, *right);
}

// How the members of an object are compared. Those not named are compared as any JSON.
struct Comparison {
    std::string_view key;
    Equal equal;
};

bool same_member(const json::value* a, const json::value* b, const Comparison& how, Version version)
{
    if (how.equal == always || (!a && !b)) return true;
    return a && b && how.equal(*a, *b, version);
}

bool same_object(const json::value& a, const json::value& b, std::span<const Comparison> how,
                 Version version)
{
    const auto* left = a.if_object();
    const auto* right = b.if_object();
    if (!left || !right) return false;
    const auto special = [&](std::string_view key) {
        return std::ranges::find(how, key, &Comparison::key) != how.end();
    };
    for (const auto& row : how) {
        const auto* one = left->if_contains(row.key);
        if (!same_member(one, right->if_contains(row.key), row, version)) return false;
    }
    const auto counterpart_in = [&](const json::object& other) {
        return [&](const json::key_value_pair& member) {
            if (special(member.key())) return true;
            const auto* value = other.if_contains(member.key());
            return value && same_json(member.value(), *value, version);
        };
    };
    return std::ranges::all_of(*left, counterpart_in(*right)) &&
           std::ranges::all_of(*right, counterpart_in(*left));
}

// Sets are compared by texts that are equal when the items are, in order of these texts: a list of
// ten thousand shuffled members must not cost a hundred million comparisons.
using ToText = std::string (*)(const json::value&);

std::vector<std::string> sorted_texts(const json::value& value, ToText to_text)
{
    std::vector<std::string> texts;
    if (const auto* array = value.if_array()) {
        texts.reserve(array->size());
        for (const auto& item : *array)
            texts.push_back(to_text(item));
    } else {
        texts.push_back(to_text(value)); // One activity instead of an array of one.
    }
    std::ranges::sort(texts);
    return texts;
}

template <ToText to_text>
bool same_text(const json::value& a, const json::value& b, Version)
{
    return to_text(a) == to_text(b);
}

template <ToText to_text>
bool same_set(const json::value& a, const json::value& b, Version)
{
    return sorted_texts(a, to_text) == sorted_texts(b, to_text);
}

// Parts are JSON, so that none holds a line feed.
void append(std::string& out, const json::value* part)
{
    if (part) out += json::serialize(*part);
    out += '\n';
}

std::string agent_text(const json::value& agent)
{
    const auto& object = agent.get_object();
    std::string out = is_group(agent) ? "group\n" : "agent\n";
    append(out, object.if_contains("name"));
    out += json::serialize(json::string(identity(agent).value_or(std::string())));
    const auto* members = object.if_contains("member");
    if (!members) return out;
    out += "\n[\n";
    for (const auto& member : sorted_texts(*members, agent_text))
        out.append(member).append("\n");
    return out;
}

std::string activity_text(const json::value& activity)
{
    return std::string(view(activity.get_object().at("id")));
}

std::string context_actor_text(const json::value& value)
{
    const auto& object = value.get_object();
    std::string out;
    append(out, object.if_contains("relevantTypes"));
    for (const auto* key : {"agent", "group"})
        if (const auto* actor = object.if_contains(key)) out += agent_text(*actor);
    return out;
}

constexpr auto same_agent = same_text<agent_text>;

constexpr Comparison verb_comparisons[] = {{"display", always}};

bool same_verb(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, verb_comparisons, version);
}

// Its definition is not part of the statement.
constexpr auto same_activity = same_text<activity_text>;
constexpr auto same_activities = same_set<activity_text>;

constexpr Comparison context_activities_comparisons[] = {
    {"parent", same_activities},
    {"grouping", same_activities},
    {"category", same_activities},
    {"other", same_activities},
};

bool same_context_activities(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, context_activities_comparisons, version);
}

constexpr Comparison reference_comparisons[] = {{"id", same_but_for_case}};

bool same_reference(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, reference_comparisons, version);
}

// Their objects "are independent of one another": IEEE 4.2.2.5.
constexpr auto same_context_actors = same_set<context_actor_text>;

constexpr Comparison context_comparisons[] = {
    {"registration", same_but_for_case},
    {"instructor", same_agent},
    {"team", same_agent},
    {"contextActivities", same_context_activities},
    {"contextAgents", same_context_actors},
    {"contextGroups", same_context_actors},
    {"language", same_but_for_case},
    {"statement", same_reference},
};

bool same_context(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, context_comparisons, version);
}

constexpr Comparison result_comparisons[] = {{"duration", same_duration}};

bool same_result(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, result_comparisons, version);
}

bool same_target(const json::value& a, const json::value& b, Version version);

// A sub-statement has happened to nobody yet: its timestamp is what its sender says, and no LRS
// adds one.
constexpr Comparison sub_statement_comparisons[] = {
    {"actor", same_agent},   {"verb", same_verb},       {"object", same_target},
    {"result", same_result}, {"context", same_context}, {"timestamp", same_instant},
    {"attachments", always},
};

bool same_sub_statement(const json::value& a, const json::value& b, Version version)
{
    return same_object(a, b, sub_statement_comparisons, version);
}

std::string_view object_type_of(const json::value& object)
{
    const auto* type = object.is_object() ? object.get_object().if_contains("objectType") : nullptr;
    return type ? view(*type) : "Activity";
}

bool same_target(const json::value& a, const json::value& b, Version version)
{
    const auto type = object_type_of(a);
    if (type != object_type_of(b)) return false;
    if (type == "Activity") return same_activity(a, b, version);
    if (type == "StatementRef") return same_reference(a, b, version);
    if (type == "SubStatement") return same_sub_statement(a, b, version);
    return same_agent(a, b, version);
}

constexpr Comparison statement_comparisons[] = {
    {"id", always},
    {"stored", always},
    {"authority", always},
    {"version", always},
    {"attachments", always},
    {"timestamp", always}, // In equal(): the LRS may have added it.
    {"actor", same_agent},
    {"verb", same_verb},
    {"object", same_target},
    {"result", same_result},
    {"context", same_context},
};

} // namespace

bool equal(const json::value& received, const json::value& stored, Version version)
{
    if (!same_object(received, stored, statement_comparisons, version)) return false;
    // IEEE 4.2 lists the timestamp among what is not considered.
    if (version == Version::v2_0_0) return true;
    const auto* theirs = received.get_object().if_contains("timestamp");
    const auto* ours = stored.get_object().if_contains("timestamp");
    return !theirs || (ours && same_instant(*theirs, *ours, version));
}

} // namespace statements
