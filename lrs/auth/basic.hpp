// The Authorization header (RFC 7617).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lrs {

struct KeyAndSecret {
    std::string key;
    std::string secret;
};

// "Basic" and base64 of key:secret, strictly. Empty: it is not.
std::optional<KeyAndSecret> parse_basic(std::string_view authorization);

bool has_control_character(std::string_view text);

} // namespace lrs
