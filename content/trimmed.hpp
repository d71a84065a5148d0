#pragma once

#include <string_view>

namespace content {

// Without what XML calls white space (XML 1.0 2.3) at its ends.
inline std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r\n";
    const auto begin = text.find_first_not_of(white);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

} // namespace content
