// Who takes part in which course: a learner, a package and the id that all statements about it
// carry (xAPI 1.0.3 Data 2.4.6.1 registration; cmi5 9.6.1).
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace courses {

struct Registration {
    base::Uuid id;
    base::Uuid package;        // The version that he began with.
    base::Uuid course;         // Package::course of it.
    boost::json::object actor; // An Agent with an account (cmi5 9.2).
    base::Timestamp registered;

    bool operator==(const Registration&) const = default;
};

std::string encode(const Registration& registration);
// corrupt: it does not decode.
base::Result<Registration> decode_registration(const base::Uuid& id, std::string_view text);

// The account of the actor.
std::string_view account_name(const Registration& registration);

// By statements::identity().  invalid: the actor is no Agent with an account
base::Result<std::string> enrolled_identity(const boost::json::object& actor);

// How keys of records begin that are about somebody: of one width, however long his identity is.
std::string person_key(std::string_view identity);

} // namespace courses
