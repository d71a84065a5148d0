// Percent-encoding (RFC 3986 2.1).
#pragma once

#include <string>
#include <string_view>

namespace base {

// For a value in a query or a segment of a path: all but the unreserved characters is escaped.
std::string percent_encoded(std::string_view text);

} // namespace base
