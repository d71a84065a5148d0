#include "lrs/auth/basic.hpp"

#include "base/base64.hpp"
#include "base/limits.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace lrs {

bool has_control_character(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::optional<KeyAndSecret> parse_basic(std::string_view authorization)
{
    if (authorization.size() > limits::authorization_bytes) return std::nullopt;
    constexpr std::string_view scheme = "Basic ";
    if (!boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)) return std::nullopt;
    authorization.remove_prefix(scheme.size());
    authorization.remove_prefix(
        std::min(authorization.find_first_not_of(' '), authorization.size()));

    const auto pair = base::from_base64(authorization);
    if (!pair || has_control_character(*pair)) return std::nullopt;
    const auto colon = pair->find(':');
    if (colon == pair->npos) return std::nullopt;
    return KeyAndSecret{pair->substr(0, colon), pair->substr(colon + 1)};
}

} // namespace lrs
