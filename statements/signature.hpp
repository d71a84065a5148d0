// The rules of signed statements (xAPI 1.0.3 Data 2.6; IEEE 9274.1.1 4.2.8): which attachments are
// signatures, and whether what was signed is the statement that it comes with.
//
// A signature vouches for what equal() compares. Verb displays, activity definitions and the other
// attachments are no part of a statement (1.0.3 Data 2.3.1), so it does not vouch for these.
#pragma once

#include "base/error.hpp"
#include "statements/version.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace statements {

inline constexpr std::string_view signature_usage =
    "http://adlnet.gov/expapi/attachments/signature";

// Positions in a valid statement's "attachments" of those whose usageType is signature_usage.
// Those of a sub-statement do not count: nobody has made that statement yet.
std::vector<std::size_t> signatures_of(const boost::json::value& statement);

// Empty: every signature of a valid statement has the contentType application/octet-stream.
base::Complaints check_signatures(const boost::json::value& statement);

// Was this statement signed? Both are as they were before the LRS set anything, or the statement
// is what it will store; it must be valid, the payload may be any JSON.
//
// What an LRS sets may be missing in the payload: id, timestamp, stored, authority, version. But
// an id or a timestamp that was signed is the statement's own, in both versions: nobody could have
// had a reason to change it.
//   invalid  the payload is no statement (with its complaints), or another one (`where` points to
//            a member that differs)
base::Result<> check_payload(const boost::json::value& payload, const boost::json::value& statement,
                             Version version);

} // namespace statements
