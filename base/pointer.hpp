// JSON Pointers (RFC 6901).
#pragma once

#include <string>
#include <string_view>

namespace base {

// One step deeper, to a member of an object.
std::string pointer_below(std::string_view where, std::string_view key);

} // namespace base
