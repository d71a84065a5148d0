#include "lrs/auth/token_key.hpp"

#include "base/base64.hpp"
#include "lrs/auth/basic.hpp"

namespace lrs {

bool is_token_key(std::string_view key)
{
    return key.starts_with(launch_keys.prefix) || key.starts_with(person_keys.prefix);
}

std::string authorization_of(const TokenKind& kind, const courses::Token& token)
{
    auto text = std::string(kind.prefix) + courses::to_string(token);
    text[text.rfind('.')] = ':';
    return "Basic " + base::to_base64(text);
}

std::optional<courses::Token> token_of(const TokenKind& kind, std::string_view authorization)
{
    if (!authorization.starts_with(kind.authorization)) return std::nullopt;
    const auto given = parse_basic(authorization);
    if (!given || !given->key.starts_with(kind.prefix)) return std::nullopt;
    return courses::parse_token(given->key.substr(kind.prefix.size()) + '.' + given->secret);
}

} // namespace lrs
