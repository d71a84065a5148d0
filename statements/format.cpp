#include "statements/format.hpp"

#include "statements/members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace statements {
namespace {

namespace json = boost::json;

// Calls `edit` with each object of a list, or with the one that stands for a list.
template <class Edit>
void each_object(json::value* value, const Edit& edit)
{
    if (!value) return;
    if (auto* object = value->if_object()) edit(*object);
    auto* list = value->if_array();
    if (!list) return;
    for (auto& item : *list) {
        if (auto* object = item.if_object()) edit(*object);
    }
}

// Leads an Edits (agent, verb, activity, attachment: each takes a json::object&) to all that a
// statement has of these.
template <class Edits>
class Walk {
public:
    explicit Walk(const Edits& edits) : edits_(edits) {}

    void statement(json::object& statement) const
    {
        each_object(statement.if_contains("actor"), to_agent());
        if (auto* verb = object_in(statement, "verb")) edits_.verb(*verb);
        if (auto* object = object_in(statement, "object")) target(*object);
        if (auto* context = object_in(statement, "context")) this->context(*context);
        each_object(statement.if_contains("authority"), to_agent());
        each_object(statement.if_contains("attachments"),
                    [this](json::object& attachment) { edits_.attachment(attachment); });
    }

private:
    auto to_agent() const
    {
        return [this](json::object& agent) { edits_.agent(agent); };
    }

    // Of an entry that says something more of an Agent or Group: 2.0's contextAgents.
    auto to_agent_in(std::string_view key) const
    {
        return [this, key](json::object& entry) {
            if (auto* agent = object_in(entry, key)) edits_.agent(*agent);
        };
    }

    void target(json::object& object) const
    {
        const auto type = text_in(object, "objectType");
        if (type.empty() || type == "Activity") {
            edits_.activity(object);
        } else if (type == "Agent" || type == "Group") {
            edits_.agent(object);
        } else if (type == "SubStatement") {
            statement(object);
        }
    }

    void context(json::object& context) const
    {
        each_object(context.if_contains("instructor"), to_agent());
        each_object(context.if_contains("team"), to_agent());
        each_object(context.if_contains("contextAgents"), to_agent_in("agent"));
        each_object(context.if_contains("contextGroups"), to_agent_in("group"));
        auto* activities = object_in(context, "contextActivities");
        if (!activities) return;
        for (const std::string_view kind : {"parent", "grouping", "category", "other"}) {
            each_object(activities->if_contains(kind),
                        [this](json::object& activity) { edits_.activity(activity); });
        }
    }

    const Edits& edits_;
};

template <class Edits>
void edit(json::value& statement, const Edits& edits)
{
    if (auto* object = statement.if_object()) Walk(edits).statement(*object);
}

using Keys = std::span<const std::string_view>;

constexpr std::string_view identifiers[] = {"mbox", "mbox_sha1sum", "openid", "account"};
constexpr std::string_view of_identified[] = {"objectType", "mbox", "mbox_sha1sum", "openid",
                                              "account"};
constexpr std::string_view of_anonymous[] = {"objectType", "member"};
constexpr std::string_view of_verb[] = {"id"};
// Wherever an activity may stand, it is what is meant without an objectType; the public conformance
// suite counts the members.
constexpr std::string_view of_activity[] = {"id"};

struct ToIds {
    // Keeps the order.
    static void keep(json::object& object, Keys keys)
    {
        json::object kept(object.storage());
        for (auto& member : object) {
            if (std::ranges::find(keys, std::string_view(member.key())) != keys.end())
                kept.emplace(member.key(), std::move(member.value()));
        }
        object = std::move(kept);
    }

    void agent(json::object& agent) const
    {
        const bool identified = std::ranges::any_of(
            identifiers, [&](std::string_view key) { return agent.contains(key); });
        keep(agent, identified ? Keys(of_identified) : Keys(of_anonymous));
        each_object(agent.if_contains("member"), [this](auto& member) { this->agent(member); });
    }

    void verb(json::object& verb) const { keep(verb, of_verb); }

    void activity(json::object& activity) const { keep(activity, of_activity); }

    void attachment(json::object&) const {}
};

struct ToCanonical {
    const CanonicalDefinitions& definitions;
    std::span<const LanguageRange> ranges;

    void cut(json::object& object, std::string_view key) const
    {
        auto* map = object_in(object, key);
        if (!map || map->size() < 2) return;
        const auto* chosen = choose(ranges, *map);
        json::object one(map->storage());
        one.emplace(chosen->key(), chosen->value());
        *map = std::move(one);
    }

    void agent(json::object&) const {}

    void verb(json::object& verb) const { cut(verb, "display"); }

    void activity(json::object& activity) const
    {
        if (const auto* canonical = definitions(text_in(activity, "id")))
            activity["definition"] = *canonical;
        auto* definition = object_in(activity, "definition");
        if (!definition) return;
        cut(*definition, "name");
        cut(*definition, "description");
        for (const std::string_view components :
             {"choices", "scale", "source", "target", "steps"}) {
            each_object(definition->if_contains(components),
                        [this](json::object& component) { cut(component, "description"); });
        }
    }

    void attachment(json::object& attachment) const
    {
        cut(attachment, "display");
        cut(attachment, "description");
    }
};

} // namespace

void format_ids(json::value& statement)
{
    edit(statement, ToIds{});
}

void format_canonical(json::value& statement, const CanonicalDefinitions& definitions,
                      std::span<const LanguageRange> ranges)
{
    edit(statement, ToCanonical{definitions, ranges});
}

} // namespace statements
