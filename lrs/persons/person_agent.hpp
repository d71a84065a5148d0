// Under which agent statements that the system writes speak of somebody, and how it calls itself.
#pragma once

#include "competency/evidence.hpp"
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

// Whose statements are the system's own: by statements::identity(), those of every base URL that it
// ever had. Kept in the setting "system/identities", so that who reads the database alone knows
// them too. The first one adds this URL's. corrupt: it does not decode.
base::Result<competency::Authorities> add_own_authority(storage::Settings& settings,
                                                        const std::string& base_url);
base::Result<competency::Authorities> own_authorities(const storage::Settings& settings);

} // namespace lrs
