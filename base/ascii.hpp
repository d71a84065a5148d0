// Letter case where only that of ASCII counts: digests, UUIDs, language tags, media types, hosts.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace base {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
}

inline std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = lower(c);
    return out;
}

inline bool equal_but_for_case(std::string_view a, std::string_view b)
{
    const auto low = [](char c) { return lower(c); };
    return std::ranges::equal(a, b, {}, low, low);
}

} // namespace base
