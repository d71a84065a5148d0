// Under which agent statements that the system writes speak of somebody, and how it calls itself.
#pragma once

#include "lrs/persons/person_register.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace lrs {

struct Somebody {
    competency::PersonId id; // Of merged persons the one who stands for them.
    boost::json::object agent;
};

// An identifier that is the person's now; of several an account, which tells less of him.
//   not_found  nobody is known under this id; invalid: no agent is linked to him now
base::Result<Somebody> find_somebody(const PersonRegister& persons, competency::PersonId person);

// This system as an Agent: an account at its base URL. Statements of this authority are its own.
boost::json::object system_agent(const std::string& base_url);
std::string system_identity(const std::string& base_url); // statements::identity()

} // namespace lrs
