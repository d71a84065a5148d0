#include "lrs/persons/person_view.hpp"

#include <algorithm>
#include <set>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Timestamp;
using competency::EvidenceRow;
using competency::PersonId;
using competency::Persons;

// One name for all identifiers of a person.
class Names {
public:
    Names(const Persons& persons, Timestamp known_at) : persons_(persons), known_at_(known_at) {}

    std::string of(const std::string& identity, Timestamp at) const
    {
        if (identity.empty()) return identity;
        const auto person = persons_.person_of(identity, at, known_at_);
        return person ? competency::to_string(*person) : identity;
    }

    // When whoever is named so has the identifier, which may be somebody else's before and after.
    competency::Intervals times(const std::string& identity, const std::string& name) const
    {
        const auto person = competency::parse_person_id(name);
        if (!person || name == identity) return {{Timestamp::min(), competency::forever}};
        competency::Intervals out;
        for (const auto& held : persons_.identities_of(*person, known_at_)) {
            if (held.identity == identity) out.push_back(held.during);
        }
        return out;
    }

private:
    const Persons& persons_;
    Timestamp known_at_;
};

void add_roles(const std::vector<competency::Role>& roles, const competency::Intervals& times,
               const std::string& name, competency::Roles& out)
{
    for (const auto& role : roles) {
        for (const auto& time : times) {
            auto during = role.during;
            during.begin = std::max(during.begin, time.begin);
            during.end = std::min(during.end, time.end);
            if (during.begin < during.end) out.add(name, {role.name, role.unit, during});
        }
    }
}

// The rows that are the person's, and the roles of those who attest in them, by name.
void name_all(PersonSeen& seen, const Persons& persons, const std::string& name)
{
    const Names names(persons, seen.asked.known_at);
    auto roles = std::make_shared<competency::Roles>();
    std::set<std::pair<std::string, std::string>> known;
    std::vector<EvidenceRow> rows;
    for (auto& row : seen.rows) {
        if (names.of(row.identity, row.t) != name) continue;
        row.identity = name;
        auto attestor = names.of(row.attestor, row.t);
        if (!row.attestor.empty() && known.emplace(row.attestor, attestor).second)
            add_roles(seen.roles->of(row.attestor), names.times(row.attestor, attestor), attestor,
                      *roles);
        row.attestor = std::move(attestor);
        rows.push_back(std::move(row));
    }
    seen.rows = std::move(rows);
    seen.roles = std::move(roles);
}

} // namespace

std::vector<std::string> identities_of(const Persons& persons, PersonId person, const Times& times)
{
    std::set<std::string> out;
    const auto known = times.known_at.value_or(competency::forever);
    for (const auto& held : persons.identities_of(person, known))
        out.insert(held.identity);
    return {out.begin(), out.end()};
}

competency::Asked asked_of(const Seen& seen, const Times& times, std::optional<Timestamp> recorded)
{
    const auto now = storage::system_now();
    auto known = seen.known;
    if (recorded) known = std::max(known, *recorded);
    competency::Asked out;
    out.as_of = times.as_of.value_or(now);
    out.known_at = times.known_at.value_or(known);
    out.watermark = seen.watermark;
    return out;
}

Result<PersonSeen> person_seen(Seen seen, std::shared_ptr<const competency::Roles> roles,
                               competency::Asked asked, const Persons& persons, PersonId person)
{
    const auto standing = persons.standing(person, asked.known_at);
    if (!standing) {
        return Error{ErrorKind::not_found,
                     "no person " + competency::to_string(person) + " was known then"};
    }
    PersonSeen out{std::move(seen.model), std::move(roles), std::move(seen.rows), std::move(asked)};
    out.asked.person = competency::to_string(*standing);
    out.profile = persons.profile_of(*standing, out.asked.as_of, out.asked.known_at);
    name_all(out, persons, out.asked.person);
    return out;
}

Result<PersonSeen> see_person(const PersonRegister& persons, CompetencyFollower& follower,
                              PersonId person, const Times& times, Freshness freshness)
{
    const auto his =
        persons.read([&](const Persons& now) { return identities_of(now, person, times); });
    auto seen = follower.see(his, times.known_at, freshness);
    if (!seen) return seen.error();
    const auto recorded = persons.read([](const Persons& now) { return now.last_recorded(); });
    auto asked = asked_of(*seen, times, recorded);
    auto roles = persons.roles(asked.known_at);
    return persons.read([&](const Persons& now) {
        return person_seen(std::move(*seen), std::move(roles), std::move(asked), now, person);
    });
}

Result<PersonSeen> see_agent(CompetencyFollower& follower, const std::string& identity,
                             Freshness freshness)
{
    auto seen = follower.see({&identity, 1}, {}, freshness);
    if (!seen) return seen.error();
    auto asked = asked_of(*seen, {}, std::nullopt);
    asked.identity = identity;
    return PersonSeen{std::move(seen->model), std::move(seen->roles), std::move(seen->rows),
                      std::move(asked)};
}

} // namespace lrs
