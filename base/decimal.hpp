// Decimal numbers as text, compared without ever passing through a double.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// A JSON number in millionths, rounded towards minus infinity: "0.7999999" is 799'999, and so
// does not reach 0.8. Empty: not a JSON number, or beyond +-9e12.
std::optional<std::int64_t> millionths(std::string_view number);

// Exact comparison of two JSON numbers of any length ("1.0" equals "1" equals "10e-1").
// Empty: one of them is no JSON number, or its exponent lies beyond +-100'000.
std::optional<std::strong_ordering> compare_decimals(std::string_view a, std::string_view b);

// The fewest digits that give the number again, without an exponent: "0.9". Of finite ones.
std::string decimal_text(double number);

} // namespace base
