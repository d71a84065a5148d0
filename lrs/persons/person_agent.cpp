#include "lrs/persons/person_agent.hpp"

#include "statements/agent.hpp"

#include <algorithm>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;

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

std::string system_identity(const std::string& base_url)
{
    return statements::identity(system_agent(base_url)).value();
}

} // namespace lrs
