#include "base/limits.hpp"
#include "competency/draft.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

void read_kinds(Draft& draft, Members& members, Trust& trust)
{
    each(members.list("kinds", Presence::required), members.where("kinds"),
         [&](const json::value& name, const std::string& at) {
             const auto* text = name.if_string();
             const auto kind = text ? find_kind(*text) : std::nullopt;
             if (kind) return trust.kinds.push_back(*kind);
             complain(draft.errors(), at, "unsupported_node", &name, "be a kind of evidence");
         });
}

MayAssert read_may_assert(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    MayAssert out;
    const auto* areas = members.list("areas", Presence::required);
    if (areas && areas->empty()) members.complain("areas", "type", "name at least one area");
    for (const auto& id : members.texts("areas")) {
        const auto area = draft.areas.find(id);
        if (area)
            out.areas.push_back(*area);
        else
            members.complain("areas", "reference", "hold ids of areas");
    }
    const auto level = members.whole("maxLevel", Presence::required, 1, limits::scale_levels);
    out.max_level = static_cast<int>(level.value_or(1));
    members.refuse_others();
    return out;
}

void read_entry(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    Trust trust;
    if (const auto* authority = members.find("authority", Presence::required)) {
        trust.authority = statements::identity(*authority).value_or("");
        if (trust.authority.empty() || statements::is_group(*authority))
            members.complain("authority", "authority", "be an Agent with one identifier");
    }
    read_kinds(draft, members, trust);
    trust.may_reference = members.flag("mayReference").value_or(false);
    if (const auto* may_assert = members.find("mayAssert", Presence::optional))
        trust.may_assert = read_may_assert(draft, *may_assert, members.where("mayAssert"));
    members.refuse_others();
    draft.model.trust->push_back(std::move(trust));
}

} // namespace

void read_trust(Draft& draft, const json::array* list, const std::string& where)
{
    if (list) draft.model.trust.emplace();
    each(list, where,
         [&](const json::value& value, const std::string& at) { read_entry(draft, value, at); });
}

} // namespace competency
