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

} // namespace statements
