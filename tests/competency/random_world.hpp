// Random worlds for the answers about one person: a random model with a role profile in which
// evidence takes time, a history, and a moment at which nothing changes.
#pragma once

#include "competency/heading.hpp"
#include "competency/standing.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/random_model.hpp"
#include "tests/competency/rounds.hpp"

namespace support::kmx {

// Nothing is rated, fades, or was deleted: what recommendations are exact about.
void make_plain(json::object& model);
// The role profile "rp", and hours for some of the evidence.
void add_profile(Random& random, json::object& model);

struct ProfileWorld {
    explicit ProfileWorld(unsigned seed);

    std::vector<competency::EvidenceRow> rows_until(competency::Timestamp t) const;

    mutable Random random;
    std::shared_ptr<const competency::Model> model; // With the profile "rp".
    competency::Roles roles;
    std::vector<competency::EvidenceRow> rows;
    competency::Asked asked;
};

// The answer as JSON.
json::object parsed(const base::Result<std::string>& answer);

template <class Check>
void in_profile_worlds(int usual, Check check)
{
    in_worlds<ProfileWorld>(usual, check);
}

} // namespace support::kmx
