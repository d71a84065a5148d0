// Are two statements of one id the same statement?
//
// xAPI 1.0.3 Data 2.3.1 and IEEE 9274.1.1 4.2 (both "Statement Immutability") list what may
// differ: id, stored, authority, version (set by the LRS) and attachments; verb display and
// activity definitions; the order of group members and of context activities; extra or missing
// defaults such as objectType "Agent" or "Activity"; timestamps that name the same instant (2.0
// ignores the statement's own); letter case of identifiers and UUIDs where it means nothing.
// Durations are compared truncated to 0.01 s.
#pragma once

#include "statements/version.hpp"

#include <boost/json/value.hpp>

namespace statements {

// Both must be valid. `stored` is what the LRS holds: members that only an LRS adds (id, stored,
// authority, version, and a timestamp that the received one lacks) do not count as differences.
bool equal(const boost::json::value& received, const boost::json::value& stored, Version version);

} // namespace statements
