// UTF-8 (RFC 3629): checked once on the way in, cut without breaking a character on the way out.
#pragma once

#include <string>
#include <string_view>

namespace base {

// No overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// The character that begins at text[at]; moves `at` behind it. no_character: none begins there,
// and `at` stays. `at` must lie within the text.
inline constexpr char32_t no_character = 0xffff'ffff;
char32_t next_character(std::string_view text, std::size_t& at);

// At most `bytes` bytes of a text, ending at a character, with "..." when something was cut off.
// Nothing of what is no UTF-8: it could not stand in an answer.
std::string excerpt(std::string_view text, std::size_t bytes);

// The text, or when it is no UTF-8, '?' in the place of each byte that is no ASCII.
std::string as_utf8(std::string_view text);

} // namespace base
