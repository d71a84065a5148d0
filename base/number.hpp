// Whole numbers in text from outside.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace base {

// The text as a decimal number. Empty: it is none, there is something behind it, or it does not
// fit.
template <std::integral Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number out = 0;
    const auto* end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data(), end, out);
    if (failed != std::errc{} || at != end) return std::nullopt;
    return out;
}

} // namespace base
