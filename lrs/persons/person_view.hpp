// What is asked of one person, under whichever identifiers the evidence came.
//
// Everything is as known at K: who had which identifier when a statement happened, who had been
// merged into whom, who had which role. Whoever attests under two identifiers is one person, and
// attests nothing about himself.
#pragma once

#include "competency/heading.hpp"
#include "lrs/followers/competency_follower.hpp"
#include "lrs/persons/person_register.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lrs {

struct Times {
    std::optional<base::Timestamp> as_of;    // Empty: now.
    std::optional<base::Timestamp> known_at; // Empty: all that is known.
};

// The values of a pure answer (competency/gap.hpp and its neighbours).
struct PersonSeen {
    std::shared_ptr<const competency::Model> model;
    std::shared_ptr<const competency::Roles> roles;
    std::vector<competency::EvidenceRow> rows;
    competency::Asked asked;
    std::optional<std::string> profile{}; // The role profile that he has then.
};

// not_found: there is no model, or nobody of this id was known then.
base::Result<PersonSeen> see_person(const PersonRegister& persons, CompetencyFollower& follower,
                                    competency::PersonId person, const Times& times,
                                    Freshness freshness = Freshness::published);

// Of somebody who is no person of the register: by his agent's identity alone.
base::Result<PersonSeen> see_agent(CompetencyFollower& follower, const std::string& identity,
                                   Freshness freshness = Freshness::published);

// The three steps of see_person(), for who has the values already. First: whose evidence can be the
// person's.
std::vector<std::string> identities_of(const competency::Persons& persons,
                                       competency::PersonId person, const Times& times);

// Second, with the rows of these seen: the times. `recorded` is the newest entry's.
competency::Asked asked_of(const Seen& seen, const Times& times,
                           std::optional<base::Timestamp> recorded);

// Third, with the roles as known at `asked.known_at`.
base::Result<PersonSeen> person_seen(Seen seen, std::shared_ptr<const competency::Roles> roles,
                                     competency::Asked asked, const competency::Persons& persons,
                                     competency::PersonId person);

} // namespace lrs
