#include "lrs/courses/learner.hpp"

#include "statements/agent.hpp"

#include <algorithm>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using competency::PersonEntry;
using competency::PersonId;
using competency::Persons;
using competency::Presence;

bool has_account(const std::string& identity)
{
    return identity.starts_with("account:");
}

std::optional<std::string> account_among(const std::vector<std::string>& identities)
{
    const auto at = std::ranges::find_if(identities, has_account);
    return at == identities.end() ? std::nullopt : std::optional(*at);
}

Result<std::vector<std::string>> identities_in(const Persons& all, PersonId person)
{
    const auto standing = all.standing(person, competency::forever);
    if (!standing) {
        return Error{ErrorKind::not_found, "there is no person " + competency::to_string(person)};
    }
    std::vector<std::string> out;
    for (auto& held : all.identities_of(*standing, storage::system_now(), competency::forever))
        out.push_back(std::move(held.identity));
    return out;
}

// Nobody else ever has it, and clocks of browsers may be late: it is his from the beginning.
Result<std::string> give_account(Municipality& of, PersonId person, const std::string& by)
{
    std::string identity;
    const auto make = [&](const Persons& all,
                          const competency::EntryStamp& next) -> Result<std::vector<PersonEntry>> {
        const auto held = identities_in(all, person);
        if (!held) return held.error();
        if (const auto account = account_among(*held)) { // Meanwhile.
            identity = *account;
            return std::vector<PersonEntry>{};
        }
        const auto standing = *all.standing(person, competency::forever);
        const json::object agent{
            {"account",
             {{"homePage", of.courses.persons_home}, {"name", competency::to_string(standing)}}}};
        identity = statements::identity(json::value(agent)).value();
        return std::vector{PersonEntry{next, "To take part in courses",
                                       competency::said::Link{standing, identity, {}}}};
    };
    if (const auto added = of.persons.add(by, make); !added) return added.error();
    return identity;
}

} // namespace

NamedLearner read_learner(Body& body)
{
    NamedLearner out;
    auto& members = body.members();
    out.person = body.person("person", Presence::optional);
    const auto* actor = members.object("actor", Presence::optional);
    if (out.person.has_value() == (actor != nullptr))
        members.complain("", "learner", "name either a person or an actor");
    if (actor) out.actor = *actor;
    return out;
}

Result<std::vector<std::string>> identities_now(const PersonRegister& persons, PersonId person)
{
    return persons.read([&](const Persons& all) { return identities_in(all, person); });
}

Result<json::object> agent_of(const NamedLearner& learner, Municipality& of,
                              const base::Uuid& course, const std::string& by)
{
    if (!learner.person) return learner.actor;
    const auto identities = identities_now(of.persons, *learner.person);
    if (!identities) return identities.error();
    std::optional<json::object> left;
    for (const auto& identity : *identities) {
        const auto part = of.courses.catalogue.find(course, identity);
        if (!part) return part.error();
        if (!*part) continue;
        if ((*part)->part != courses::Part::withdrawn) return (*part)->actor;
        left = (*part)->actor;
    }
    if (left) return std::move(*left);
    if (const auto account = account_among(*identities)) return statements::agent_of(*account);
    const auto given = give_account(of, *learner.person, by);
    if (!given) return given.error();
    return statements::agent_of(*given);
}

} // namespace lrs
