// Random worlds for the answers about one person: a random model with a role profile in which
// evidence takes time, a history, and a moment at which nothing changes.
#pragma once

#include "competency/heading.hpp"
#include "competency/standing.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/random_model.hpp"

#include <boost/test/unit_test.hpp>

namespace support::kmx {

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
void in_profile_worlds(int count, Check check)
{
    const auto first = std::random_device()();
    BOOST_TEST_MESSAGE("seeds from " << first);
    for (unsigned i = 0; i < static_cast<unsigned>(count); ++i) {
        BOOST_TEST_CONTEXT("seed " << first + i)
        {
            check(ProfileWorld(first + i));
        }
    }
}

} // namespace support::kmx
