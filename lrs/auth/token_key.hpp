// Keys that stand for a token and not for a credential: as Basic, with "<kind>.<tenant>.<whose>"
// for the key and the token's secret for its secret.
#pragma once

#include "courses/launch.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lrs {

struct TokenKind {
    std::string_view prefix;
    // In base64 its first letters are told by the prefix alone, so that requests of others are told
    // apart without decoding them.
    std::string_view authorization;
};

inline constexpr TokenKind launch_keys{"launch.", "Basic bGF1bmNoL"};
inline constexpr TokenKind person_keys{"person.", "Basic cGVyc29uL"};

// No credential may be called so.
bool is_token_key(std::string_view key);

std::string authorization_of(const TokenKind& kind, const courses::Token& token); // "Basic ..."

// Empty: it is of no token of this kind.
std::optional<courses::Token> token_of(const TokenKind& kind, std::string_view authorization);

} // namespace lrs
