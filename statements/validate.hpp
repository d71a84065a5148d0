// Is this JSON a statement? Pure: no clock, no store, no network.
//
// The rules are data: shapes.cpp lists, per object of the data model, its properties with their
// checks and the version from which (or up to which) each holds. Whoever wants to know what we
// accept reads it next to the standard. conformance/ holds a refused and an accepted row per rule.
#pragma once

#include "base/error.hpp"
#include "statements/version.hpp"

#include <boost/json/value.hpp>

namespace statements {

// Empty: a statement. Otherwise every broken rule in document order (at most
// limits::complaints, `statement` and `id` left for the caller). Rules: xAPI 1.0.3 Data 2.2-2.4,
// 4; IEEE 9274.1.1 4.2.
base::Complaints validate(const boost::json::value& statement, Version version);

// The same rules for an Agent or identified Group that stands alone (query parameters, a
// configured authority). Pointers start at the agent.
base::Complaints validate_agent(const boost::json::value& agent, Version version);

// An authority as an LRS may set it: an Agent, or an anonymous Group of two members of which one
// is an account (1.0.3 Data 2.4.9; IEEE 9274.1.1 4.2.2). That one
// of the two is an account is 1.0.3's rule alone.
base::Complaints validate_authority(const boost::json::value& authority, Version version);

} // namespace statements
