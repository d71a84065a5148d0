#include "competency/facts.hpp"

#include "competency/vocabulary.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

// A single activity may stand where an array belongs (1.0.3 Data 2.4.6.2).
template <class Each>
void each_activity(const json::value* activities, Each call)
{
    if (!activities) return;
    if (const auto* array = activities->if_array()) {
        for (const auto& activity : *array)
            call(activity);
    } else {
        call(*activities);
    }
}

bool is_competency(const json::value& activity)
{
    return text_of(at(at(&activity, "definition"), "type")) == vocabulary::competency_type;
}

Iris ids_of(const json::value* activities)
{
    Iris out;
    each_activity(activities, [&](const json::value& activity) {
        const auto id = text_of(at(&activity, "id"));
        if (!id.empty()) out.push_back(id);
    });
    return out;
}

void add_competencies(const json::value* activities, Iris& out)
{
    each_activity(activities, [&](const json::value& activity) {
        const auto id = text_of(at(&activity, "id"));
        if (!id.empty() && is_competency(activity)) out.push_back(id);
    });
}

const json::value* extension_of(const json::value& statement, std::string_view iri)
{
    return at(at(at(&statement, "context"), "extensions"), iri);
}

} // namespace

const json::value* at(const json::value* value, std::string_view name)
{
    const auto* object = value ? value->if_object() : nullptr;
    return object ? object->if_contains(name) : nullptr;
}

std::string_view text_of(const json::value* value)
{
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::optional<bool> flag_of(const json::value* value)
{
    const auto* flag = value ? value->if_bool() : nullptr;
    return flag ? std::optional(*flag) : std::nullopt;
}

std::optional<Timestamp> time_of(const json::value* value)
{
    return base::parse_timestamp(text_of(value), base::TimestampRules::iso8601);
}

Timestamp happened(const json::value& statement, Timestamp stored)
{
    return std::min(time_of(at(&statement, "timestamp")).value_or(stored), stored);
}

std::string identity_of(const json::value* agent)
{
    return agent ? statements::identity(*agent).value_or("") : "";
}

Facts facts_of(const json::value& statement)
{
    Facts facts;
    facts.verb = text_of(at(at(&statement, "verb"), "id"));
    const auto* object = at(&statement, "object");
    const auto object_type = text_of(at(object, "objectType"));
    if (object_type.empty() || object_type == "Activity") {
        facts.object = ids_of(object);
        add_competencies(object, facts.competency);
        const auto type = text_of(at(at(object, "definition"), "type"));
        if (!type.empty()) facts.type.push_back(type);
    }
    const auto* activities = at(at(&statement, "context"), "contextActivities");
    facts.parent = ids_of(at(activities, "parent"));
    facts.grouping = ids_of(at(activities, "grouping"));
    facts.category = ids_of(at(activities, "category"));
    facts.other = ids_of(at(activities, "other"));
    add_competencies(at(activities, "grouping"), facts.carried);
    add_competencies(at(activities, "other"), facts.carried);
    const auto* result = at(&statement, "result");
    facts.success = flag_of(at(result, "success"));
    facts.completion = flag_of(at(result, "completion"));
    return facts;
}

std::optional<Timestamp> expires_of(const json::value& statement, Zone zone)
{
    const auto* value = extension_of(statement, vocabulary::expires);
    if (const auto date = parse_date(text_of(value))) return end_of_day(zone, *date);
    return time_of(value);
}

std::optional<Timestamp> known_since_of(const json::value& statement)
{
    return time_of(extension_of(statement, vocabulary::known_since));
}

} // namespace competency
