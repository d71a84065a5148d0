#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace base {
namespace {

constexpr std::int64_t exponent_max = 100'000;  // Of compare_decimals.
constexpr std::int64_t far = 1'000'000'000'000; // Exponents stop growing here.
constexpr std::uint64_t millionths_max = 9'000'000'000'000'000'000u;

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// A JSON number (RFC 8259 6) taken apart: the digits of `whole` and `fraction` in a row, the
// point behind `whole`, moved by `exponent`.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    std::int64_t exponent = 0;
    std::size_t lead = 0; // Index of the first digit which is not zero; digits() when all are.

    std::size_t digits() const { return whole.size() + fraction.size(); }

    bool zero() const { return lead == digits(); }

    // Zero behind the last one.
    char digit(std::size_t at) const
    {
        if (at < whole.size()) return whole[at];
        at -= whole.size();
        return at < fraction.size() ? fraction[at] : '0';
    }

    // How many places the first digit stands before the point: 1 for "7", 0 for "0.7".
    std::int64_t magnitude() const
    {
        return static_cast<std::int64_t>(whole.size()) - static_cast<std::int64_t>(lead) + exponent;
    }
};

bool take(std::string_view& text, char letter)
{
    if (!text.starts_with(letter)) return false;
    text.remove_prefix(1);
    return true;
}

std::string_view take_digits(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool take_exponent(std::string_view& text, std::int64_t& exponent)
{
    if (!take(text, 'e') && !take(text, 'E')) return true;
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    const auto digits = take_digits(text);
    for (const char digit : digits)
        exponent = std::min(far, exponent * 10 + (digit - '0'));
    if (negative) exponent = -exponent;
    return !digits.empty();
}

std::optional<Decimal> parse(std::string_view text)
{
    Decimal number;
    number.negative = take(text, '-');
    number.whole = take_digits(text);
    if (number.whole.empty()) return std::nullopt;
    if (number.whole.size() > 1 && number.whole.front() == '0') return std::nullopt;
    if (take(text, '.')) {
        number.fraction = take_digits(text);
        if (number.fraction.empty()) return std::nullopt;
    }
    if (!take_exponent(text, number.exponent) || !text.empty()) return std::nullopt;
    while (!number.zero() && number.digit(number.lead) == '0')
        ++number.lead;
    return number;
}

// Both are above zero, whatever their signs say.
std::strong_ordering compare_sizes(const Decimal& a, const Decimal& b)
{
    if (const auto order = a.magnitude() <=> b.magnitude(); order != 0) return order;
    const auto count = std::max(a.digits() - a.lead, b.digits() - b.lead);
    for (std::size_t at = 0; at < count; ++at) {
        const auto order = a.digit(a.lead + at) <=> b.digit(b.lead + at);
        if (order != 0) return order;
    }
    return std::strong_ordering::equal;
}

int sign(const Decimal& number)
{
    if (number.zero()) return 0; // Also of "-0".
    return number.negative ? -1 : 1;
}

bool too_far(const Decimal& number)
{
    return number.exponent > exponent_max || number.exponent < -exponent_max;
}

} // namespace

std::optional<std::int64_t> millionths(std::string_view text)
{
    const auto number = parse(text);
    if (!number) return std::nullopt;
    if (number->zero()) return 0;

    const auto places = number->magnitude() + 6;
    if (places > 19) return std::nullopt; // More digits than millionths_max has.
    const auto kept = number->lead + static_cast<std::size_t>(std::max<std::int64_t>(places, 0));
    std::uint64_t size = 0;
    for (auto at = number->lead; at < kept; ++at) {
        size = size * 10 + static_cast<std::uint64_t>(number->digit(at) - '0');
    }
    bool rest = false;
    for (auto at = kept; at < number->digits(); ++at)
        rest |= number->digit(at) != '0';

    if (size > millionths_max || (size == millionths_max && rest)) return std::nullopt;
    const auto cut = static_cast<std::int64_t>(size);
    if (!number->negative) return cut;
    return rest ? -cut - 1 : -cut;
}

std::optional<std::strong_ordering> compare_decimals(std::string_view a, std::string_view b)
{
    const auto left = parse(a);
    const auto right = parse(b);
    if (!left || !right || too_far(*left) || too_far(*right)) return std::nullopt;
    if (const auto order = sign(*left) <=> sign(*right); order != 0) return order;
    if (left->zero()) return std::strong_ordering::equal;
    return left->negative ? compare_sizes(*right, *left) : compare_sizes(*left, *right);
}

std::string decimal_text(double number)
{
    std::array<char, 400> out; // There may be 309 digits before the point, and 324 behind it.
    const auto end =
        std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed).ptr;
    return {out.data(), end};
}

} // namespace base
