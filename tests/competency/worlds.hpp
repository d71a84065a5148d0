// Random worlds: a model, a history, and a question about somebody at two times.
#pragma once

#include "competency/history.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/random_model.hpp"
#include "tests/competency/rounds.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace support::kmx {

inline constexpr int history_size = 60;

// One random world and what is asked about it.
struct World {
    explicit World(unsigned seed)
        : random(seed), model(competency::parse_model(random_model(random)).value())
    {
        roles = random_roles(random);
        history = random_history(random, history_size);
        person = identity(people[static_cast<std::size_t>(pick(random, 3))]);
        as_of = random_time(random);
        known_at = pick(random, 2) == 0 ? random_time(random) : time(end_of_time);
    }

    std::string ask(const std::vector<Logged>& statements) const
    {
        return competency::evaluate_history(*model, roles, texts_of(statements), person, as_of,
                                            known_at, {}, own)
            .value();
    }

    std::vector<Logged> only(auto wanted) const
    {
        std::vector<Logged> out;
        std::copy_if(history.begin(), history.end(), std::back_inserter(out), wanted);
        return out;
    }

    std::vector<competency::EvidenceRow> rows(const std::vector<Logged>& statements,
                                              const std::string& identity) const
    {
        return competency::rows_of_history(*model, texts_of(statements), identity, own).value();
    }

    mutable Random random;
    std::shared_ptr<const competency::Model> model;
    competency::Roles roles;
    std::vector<Logged> history;
    std::string person;
    competency::Timestamp as_of;
    competency::Timestamp known_at;
    competency::Authorities own{identity(us)};
};

template <class Check>
void in_random_worlds(int usual, Check check)
{
    in_worlds<World>(usual, check);
}

} // namespace support::kmx
