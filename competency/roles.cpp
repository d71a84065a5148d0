#include "competency/roles.hpp"

#include "competency/members.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

std::optional<Timestamp> read_time(Members& members, std::string_view name,
                                   const std::optional<std::string>& text)
{
    if (!text) return std::nullopt;
    const auto time = base::parse_timestamp(*text, base::TimestampRules::rfc3339);
    if (!time) members.complain(name, "timestamp", "be an RFC 3339 time");
    return time;
}

void read_role(Roles& roles, const json::value& value, const std::string& where,
               base::Complaints& errors)
{
    Members members(value, where, errors);
    const auto* agent = members.find("agent", Presence::required);
    const auto identity = agent ? statements::identity(*agent) : std::nullopt;
    if (agent && !identity) members.complain("agent", "agent", "be an Agent with one identifier");
    Role role;
    role.name = members.text("role", Presence::required).value_or("");
    role.unit = members.text("unit", Presence::optional).value_or("");
    const auto from = read_time(members, "from", members.text("from", Presence::required));
    const auto until = read_time(members, "until", members.text_or_null("until"));
    if (from && until && *until <= *from) members.complain("until", "order", "be later than from");
    members.refuse_others();
    if (!identity || !from) return;
    role.during = {*from, until.value_or(forever)};
    roles.add(*identity, std::move(role));
}

} // namespace

void Roles::add(const std::string& identity, Role role)
{
    roles_[identity].push_back(std::move(role));
}

void Roles::add(const Roles& more)
{
    for (const auto& [identity, roles] : more.roles_) {
        auto& own = roles_[identity];
        own.insert(own.end(), roles.begin(), roles.end());
    }
}

bool Roles::has(const std::string& identity, std::string_view role, Timestamp at) const
{
    return std::ranges::any_of(of(identity), [&](const Role& held) {
        return held.name == role && held.during.begin <= at && at < held.during.end;
    });
}

const std::vector<Role>& Roles::of(const std::string& identity) const
{
    static const std::vector<Role> none;
    const auto found = roles_.find(identity);
    return found == roles_.end() ? none : found->second;
}

base::Result<Roles> parse_roles(std::string_view document)
{
    Roles roles;
    base::Complaints errors;
    const auto value = statements::parse(document);
    if (!value) {
        complain(errors, value.error().where, "json", nullptr, "be JSON: " + value.error().why);
    } else {
        Members members(*value, "", errors);
        each(members.list("roles", Presence::required), "/roles",
             [&](const json::value& role, const std::string& where) {
                 read_role(roles, role, where, errors);
             });
        members.refuse_others();
    }
    if (errors.empty()) return roles;
    return base::Error{base::ErrorKind::invalid, "The role table is not right.",
                       errors.front().where, std::move(errors)};
}

} // namespace competency
