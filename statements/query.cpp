#include "statements/query.hpp"

#include "base/limits.hpp"
#include "statements/agent.hpp"
#include "statements/vocabulary.hpp"

#include <boost/json/object.hpp>

#include <set>

namespace statements {
namespace {

namespace json = boost::json;

const json::value* member(const json::value* value, std::string_view name)
{
    const auto* object = value ? value->if_object() : nullptr;
    return object ? object->if_contains(name) : nullptr;
}

std::optional<std::string_view> text(const json::value* value)
{
    if (!value || !value->is_string()) return std::nullopt;
    return std::string_view(value->as_string());
}

bool is_type(const json::value& object, std::string_view type)
{
    return text(member(&object, "objectType")) == type;
}

bool is_activity(const json::value& object)
{
    const auto type = text(member(&object, "objectType"));
    return !type || type == "Activity";
}

// The agent itself, or a Group that lists it.
bool names(const json::value* agent, const std::string& who)
{
    if (!agent) return false;
    if (identity(*agent) == who) return true;
    const auto* members = member(agent, "member");
    if (!members || !members->is_array()) return false;
    for (const auto& each : members->as_array()) {
        if (identity(each) == who) return true;
    }
    return false;
}

bool lists(const json::value* list, std::string_view name, const std::string& who)
{
    if (!list || !list->is_array()) return false;
    for (const auto& each : list->as_array()) {
        if (names(member(&each, name), who)) return true;
    }
    return false;
}

bool names_agent_anywhere(const json::value& statement, const std::string& who)
{
    const auto* context = member(&statement, "context");
    const auto* object = member(&statement, "object");
    if (names(member(&statement, "actor"), who) || names(member(&statement, "authority"), who) ||
        names(member(context, "instructor"), who) || names(member(context, "team"), who) ||
        lists(member(context, "contextAgents"), "agent", who) ||
        lists(member(context, "contextGroups"), "group", who)) {
        return true;
    }
    if (!object) return false;
    if (is_type(*object, "SubStatement")) return names_agent_anywhere(*object, who);
    return (is_type(*object, "Agent") || is_type(*object, "Group")) && names(object, who);
}

bool names_agent(const json::value& statement, const Query& query)
{
    if (query.related_agents) return names_agent_anywhere(statement, *query.agent);
    const auto* object = member(&statement, "object");
    if (names(member(&statement, "actor"), *query.agent)) return true;
    return object && (is_type(*object, "Agent") || is_type(*object, "Group")) &&
           names(object, *query.agent);
}

bool is_activity_named(const json::value* activity, std::string_view id)
{
    return activity && is_activity(*activity) && text(member(activity, "id")) == id;
}

bool names_activity_anywhere(const json::value& statement, std::string_view id)
{
    const auto* object = member(&statement, "object");
    if (is_activity_named(object, id)) return true;
    for (const auto kind : {"parent", "grouping", "category", "other"}) {
        const auto* related =
            member(member(member(&statement, "context"), "contextActivities"), kind);
        if (!related) continue;
        if (const auto* list = related->if_array()) {
            for (const auto& each : *list) {
                if (is_activity_named(&each, id)) return true;
            }
        } else if (is_activity_named(related, id)) {
            return true;
        }
    }
    return object && is_type(*object, "SubStatement") && names_activity_anywhere(*object, id);
}

bool has_registration(const json::value& statement, const base::Uuid& registration)
{
    const auto found = text(member(member(&statement, "context"), "registration"));
    return found && base::parse_uuid(*found) == registration;
}

} // namespace

bool meets(const json::value& statement, const Query& query)
{
    if (query.agent && !names_agent(statement, query)) return false;
    if (query.verb && text(member(member(&statement, "verb"), "id")) != *query.verb) return false;
    if (query.activity) {
        const bool named = query.related_activities
                               ? names_activity_anywhere(statement, *query.activity)
                               : is_activity_named(member(&statement, "object"), *query.activity);
        if (!named) return false;
    }
    return !query.registration || has_registration(statement, *query.registration);
}

bool matches(const json::value& statement, const Query& query, const Lookup& lookup)
{
    const auto stored = stored_of(statement);
    if (query.since && !(stored && *stored > *query.since)) return false;
    if (query.until && !(stored && *stored <= *query.until)) return false;
    if (query.authority) {
        const auto* authority = member(&statement, "authority");
        if (!authority || identity(*authority) != *query.authority) return false;
    }
    if (!query.has_terms() || meets(statement, query)) return true;

    std::set<base::Uuid> seen;
    auto next = reference_of(statement);
    while (next && seen.size() < limits::reference_chain && seen.insert(*next).second) {
        const auto target = lookup(*next);
        if (!target) return false;
        if (meets(*target, query)) return true;
        next = reference_of(*target);
    }
    return false;
}

std::optional<base::Uuid> reference_of(const json::value& statement)
{
    const auto* object = member(&statement, "object");
    if (!object || !is_type(*object, "StatementRef")) return std::nullopt;
    const auto id = text(member(object, "id"));
    return id ? base::parse_uuid(*id) : std::nullopt;
}

bool is_voiding(const json::value& statement)
{
    return text(member(member(&statement, "verb"), "id")) == voided_verb && reference_of(statement);
}

std::optional<base::Timestamp> stored_of(const json::value& statement)
{
    const auto stored = text(member(&statement, "stored"));
    return stored ? base::parse_timestamp(*stored, base::TimestampRules::iso8601) : std::nullopt;
}

std::optional<base::Uuid> id_of(const json::value& statement)
{
    const auto id = text(member(&statement, "id"));
    return id ? base::parse_uuid(*id) : std::nullopt;
}

} // namespace statements
