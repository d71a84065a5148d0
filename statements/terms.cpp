#include "statements/terms.hpp"

#include "statements/agent.hpp"
#include "statements/query.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <tuple>

namespace statements {
namespace {

namespace json = boost::json;

class Collector {
public:
    explicit Collector(const base::Hash128& key) : key_(key) { postings_.reserve(16); }

    void add(TermKind kind, std::string_view value, Roles roles)
    {
        if (inside_) roles = role::in_sub_statement(roles);
        postings_.push_back({kind, hash_term(key_, kind, value), roles});
    }

    // An Agent or Group where the standard allows one; `members` is the role of those it lists.
    void agent(const json::value* value, Roles roles, Roles members)
    {
        if (!value || !value->is_object()) return;
        if (const auto who = identity(*value)) add(TermKind::agent, *who, roles);
        const auto* list = value->as_object().if_contains("member");
        if (!list || !list->is_array()) return;
        for (const auto& member : list->as_array()) {
            if (const auto who = identity(member)) add(TermKind::agent, *who, members);
        }
    }

    void activity(const json::value& value, Roles roles)
    {
        const auto* object = value.if_object();
        const auto* id = object ? object->if_contains("id") : nullptr;
        if (id && id->is_string()) add(TermKind::activity, id->as_string(), roles);
    }

    void activities(const json::value& value, Roles roles)
    {
        if (const auto* list = value.if_array()) {
            for (const auto& each : *list)
                activity(each, roles);
        } else {
            activity(value, roles);
        }
    }

    void context(const json::object& context);
    void context_members(const json::object& context, const char* list, const char* name,
                         Roles roles);
    void object(const json::value& object);
    void statement(const json::object& statement);

    std::vector<Posting> take();

private:
    const base::Hash128& key_;
    bool inside_ = false; // A sub-statement.
    std::vector<Posting> postings_;
};

std::string_view object_type(const json::object& object)
{
    const auto* type = object.if_contains("objectType");
    return type && type->is_string() ? std::string_view(type->as_string()) : "Activity";
}

void Collector::context_members(const json::object& context, const char* list, const char* name,
                                Roles roles)
{
    const auto* all = context.if_contains(list);
    if (!all || !all->is_array()) return;
    for (const auto& each : all->as_array()) {
        if (const auto* entry = each.if_object())
            agent(entry->if_contains(name), roles, role::member_of_other);
    }
}

void Collector::context(const json::object& context)
{
    agent(context.if_contains("instructor"), role::instructor, role::member_of_other);
    agent(context.if_contains("team"), role::team, role::member_of_other);
    context_members(context, "contextAgents", "agent", role::context_agent);
    context_members(context, "contextGroups", "group", role::context_group);

    const auto* registration = context.if_contains("registration");
    if (registration && registration->is_string() && !inside_) {
        if (const auto uuid = base::parse_uuid(registration->as_string()))
            add(TermKind::registration, base::to_string(*uuid), role::registration);
    }
    const auto* activities_of = context.if_contains("contextActivities");
    if (!activities_of || !activities_of->is_object()) return;

    constexpr struct {
        std::string_view name;
        Roles roles;
    } kinds[] = {{"parent", role::parent},
                 {"grouping", role::grouping},
                 {"category", role::category},
                 {"other", role::other}};

    for (const auto& kind : kinds) {
        if (const auto* list = activities_of->as_object().if_contains(kind.name))
            activities(*list, kind.roles);
    }
}

void Collector::object(const json::value& value)
{
    const auto* object = value.if_object();
    if (!object) return;
    const auto type = object_type(*object);
    if (type == "Activity") {
        activity(value, role::object);
    } else if (type == "Agent" || type == "Group") {
        agent(&value, role::object, role::member_of_object);
    } else if (type == "SubStatement") {
        inside_ = true;
        statement(*object);
        inside_ = false;
    }
}

void Collector::statement(const json::object& statement)
{
    agent(statement.if_contains("actor"), role::actor, role::member_of_actor);
    const auto* verb = statement.if_contains("verb");
    if (verb && verb->is_object() && !inside_) {
        const auto* id = verb->as_object().if_contains("id");
        if (id && id->is_string()) add(TermKind::verb, id->as_string(), role::verb);
    }
    if (const auto* value = statement.if_contains("object")) object(*value);
    if (const auto* value = statement.if_contains("context"); value && value->is_object())
        context(value->as_object());
    agent(statement.if_contains("authority"), role::authority, role::member_of_other);
}

std::vector<Posting> Collector::take()
{
    const auto order = [](const Posting& posting) { return std::tie(posting.kind, posting.term); };
    std::ranges::sort(postings_, {}, order);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < postings_.size(); ++at) {
        if (kept > 0 && order(postings_[kept - 1]) == order(postings_[at])) {
            postings_[kept - 1].roles |= postings_[at].roles;
        } else {
            postings_[kept++] = postings_[at];
        }
    }
    postings_.resize(kept);
    return std::move(postings_);
}

} // namespace

base::Hash128 hash_term(const base::Hash128& key, TermKind kind, std::string_view value)
{
    base::Hash128 with_kind = key;
    with_kind[0] = static_cast<std::uint8_t>(with_kind[0] ^ static_cast<std::uint8_t>(kind));
    return base::siphash128(with_kind, value);
}

std::vector<Posting> terms_of(const json::value& statement, const base::Hash128& key)
{
    Collector collector(key);
    if (const auto* object = statement.if_object()) collector.statement(*object);
    return collector.take();
}

std::vector<QueryTerm> terms_of(const Query& query, const base::Hash128& key)
{
    std::vector<QueryTerm> out;
    const auto add = [&](TermKind kind, std::string_view value, Roles mask) {
        out.push_back({kind, hash_term(key, kind, value), mask});
    };
    if (query.agent)
        add(TermKind::agent, *query.agent, query.related_agents ? role::any : role::agent_filter);
    if (query.verb) add(TermKind::verb, *query.verb, role::verb);
    if (query.activity)
        add(TermKind::activity, *query.activity,
            query.related_activities ? role::any : role::activity_filter);
    if (query.registration)
        add(TermKind::registration, base::to_string(*query.registration), role::registration);
    if (query.authority) add(TermKind::agent, *query.authority, role::authority);
    return out;
}

} // namespace statements
