// RFC 4648 base64, strict: no white space, canonical padding, no stray bits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes); // No padding.

std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);

} // namespace base
