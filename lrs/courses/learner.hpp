// As whom an employee takes part in courses: an agent with an account, which is his in the
// register, so that what he learns counts for him.
#pragma once

#include "competency/person_entry.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/resources/body.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lrs {

// {"actor": an Agent with an account} or {"person": the id of an employee}. One of both is there.
struct NamedLearner {
    std::optional<competency::PersonId> person;
    boost::json::object actor;
};

// Complains of the body itself.
NamedLearner read_learner(Body& body);

// All agents that are the person's now, by statements::identity().
//   not_found  nobody is known under this id
base::Result<std::vector<std::string>> identities_now(const PersonRegister& persons,
                                                      competency::PersonId person);

// The agent under which the person is in the course already, or else one with an account. A person
// who has none gets one of this system's, which is added to the register as his from the
// beginning. Blocks.
//   not_found  as identities_now()
base::Result<boost::json::object> agent_of(const NamedLearner& learner, Municipality& of,
                                           const base::Uuid& course, const std::string& by);

} // namespace lrs
