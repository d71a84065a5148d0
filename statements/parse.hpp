// JSON from outside, read strictly (RFC 8259).
//
// Refused besides syntax errors: invalid UTF-8, duplicate keys in one object (xAPI 1.0.3 Data 4.1,
// IEEE 9274.1.1 4.2.2), more than limits::json_depth levels, anything but white space behind the
// value. The caller limits the size. Numbers must fit a double's range; their digits are never
// changed, because what is stored is the received text (statements/accept.hpp), not this tree.
#pragma once

#include "base/error.hpp"

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace statements {

// invalid: `why` names the fault, `where` is a JSON Pointer for a duplicate key, else the offset
// in bytes ("byte 17").
base::Result<boost::json::value> parse(std::string_view text, boost::json::storage_ptr memory = {});

// What was accepted before, as an LRS has stored it. Boost's own parsers stop at half of the levels
// that a statement may have: nothing that is stored may be read by them.
boost::json::value parse_stored(std::string_view text, boost::system::error_code& failed,
                                boost::json::storage_ptr memory = {});
boost::json::value parse_stored(std::string_view text); // Throws when it is damaged.

} // namespace statements
