// RFC 8785, the JSON Canonicalization Scheme: one text for all documents that mean the same, so
// that it can be hashed and compared.
#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace competency {

// Numbers are doubles here (RFC 8785 3.2.2.3): integers beyond 2^53 take the nearest one's digits.
// The strings must be valid UTF-8.
std::string canonical(const boost::json::value& value);

} // namespace competency
