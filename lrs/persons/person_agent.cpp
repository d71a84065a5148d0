#include "lrs/persons/person_agent.hpp"

#include "statements/agent.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

constexpr std::string_view setting = "system/identities";

} // namespace

Result<Somebody> find_somebody(const PersonRegister& persons, competency::PersonId person)
{
    const auto now = storage::system_now();
    return persons.read([&](const competency::Persons& all) -> Result<Somebody> {
        const auto standing = all.standing(person, competency::forever);
        if (!standing)
            return Error{ErrorKind::not_found,
                         "there is no person " + competency::to_string(person)};
        const auto held = all.identities_of(*standing, now, competency::forever);
        if (held.empty()) {
            return Error{ErrorKind::invalid,
                         "no agent is linked to this person now, so nothing can be said of him"};
        }
        const auto account = std::ranges::find_if(
            held, [](const auto& each) { return each.identity.starts_with("account:"); });
        const auto& chosen = account == held.end() ? held.front() : *account;
        return Somebody{*standing, statements::agent_of(chosen.identity)};
    });
}

boost::json::object system_agent(const std::string& base_url)
{
    return {{"objectType", "Agent"}, {"account", {{"homePage", base_url}, {"name", "system"}}}};
}

Result<competency::Authorities> own_authorities(const storage::Settings& settings)
{
    competency::Authorities out;
    const auto kept = settings.get(setting);
    if (!kept) return kept.error();
    if (!*kept) return out;
    boost::system::error_code failed;
    const auto value = boost::json::parse(**kept, failed);
    const auto* list = failed ? nullptr : value.if_array();
    if (!list || !std::ranges::all_of(*list, &boost::json::value::is_string))
        return Error{ErrorKind::corrupt, "the system's identities do not decode"};
    for (const auto& each : *list)
        out.emplace(each.as_string());
    return out;
}

Result<competency::Authorities> add_own_authority(storage::Settings& settings,
                                                  const std::string& base_url)
{
    auto out = own_authorities(settings);
    if (!out) return out;
    const auto added = out->insert(statements::identity(system_agent(base_url)).value());
    if (!added.second) return out;
    const boost::json::array list(out->begin(), out->end());
    if (auto kept = settings.put(setting, boost::json::serialize(list)); !kept) return kept.error();
    return out;
}

} // namespace lrs
