#include "base/duration.hpp"

#include <array>
#include <utility>

namespace base {
namespace {

constexpr std::size_t part_digits = 12;
constexpr std::uint64_t million = 1'000'000;

using enum DurationPart;

// In the order in which the parts must stand (ISO 8601 5.5.2.2).
struct Unit {
    char letter;
    bool after_t;
    DurationPart part;
    std::uint64_t Duration::*value;
};

constexpr std::array units{
    Unit{'Y', false, years, &Duration::years},    Unit{'M', false, months, &Duration::months},
    Unit{'W', false, weeks, &Duration::weeks},    Unit{'D', false, days, &Duration::days},
    Unit{'H', true, hours, &Duration::hours},     Unit{'M', true, minutes, &Duration::minutes},
    Unit{'S', true, seconds, &Duration::seconds},
};

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// "12", "12.5" or "12,5": what stands before the letter of a part.
struct Number {
    std::uint64_t whole = 0;
    std::uint32_t fraction = 0;
    bool has_fraction = false;
};

std::optional<Number> take_number(std::string_view& text)
{
    Number number;
    std::size_t at = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
        if (at == part_digits) return std::nullopt;
        number.whole = number.whole * 10 + static_cast<std::uint64_t>(text[at] - '0');
    }
    if (at == 0) return std::nullopt;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
        number.has_fraction = true;
        const auto point = at++;
        std::uint32_t unit = million / 10; // Digits beyond the sixth are cut: they count zero.
        for (; at < text.size() && is_digit(text[at]); ++at, unit /= 10) {
            number.fraction += unit * static_cast<std::uint32_t>(text[at] - '0');
        }
        if (at == point + 1) return std::nullopt;
    }
    text.remove_prefix(at);
    return number;
}

// The unit of this letter among those from `next` on.
const Unit* find_unit(std::size_t next, char letter, bool after_t)
{
    for (; next < units.size(); ++next) {
        if (units[next].letter == letter && units[next].after_t == after_t) return &units[next];
    }
    return nullptr;
}

std::uint64_t seconds_in(DurationPart part)
{
    switch (part) {
    case years:
    case months: return 0; // No fixed number of seconds makes one.
    case weeks: return 604'800;
    case days: return 86'400;
    case hours: return 3'600;
    case minutes: return 60;
    case seconds: return 1;
    }
    return 0;
}

// Years and months, in millionths of a month. Below 2^64: a part has twelve digits.
std::uint64_t calendar_length(const Duration& duration)
{
    auto length = duration.years * 12 * million + duration.months * million;
    if (duration.smallest == years) length += duration.fraction * std::uint64_t{12};
    if (duration.smallest == months) length += duration.fraction;
    return length;
}

// Weeks and smaller: whole seconds and hundredths.
std::pair<std::uint64_t, std::uint64_t> clock_length(const Duration& duration)
{
    std::uint64_t whole = 0;
    for (const auto& unit : units)
        whole += duration.*unit.value * seconds_in(unit.part);
    const auto micros = duration.fraction * seconds_in(duration.smallest);
    return {whole + micros / million, micros % million / 10'000};
}

} // namespace

std::optional<Duration> parse_duration(std::string_view text)
{
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    if (text.empty()) return std::nullopt;

    Duration duration;
    std::size_t next = 0;
    bool after_t = false;
    bool ended = false; // By a fraction or by weeks: nothing may follow.
    while (!text.empty()) {
        if (ended) return std::nullopt;
        if (!after_t && text.front() == 'T') {
            after_t = true;
            text.remove_prefix(1);
        }
        const auto number = take_number(text);
        if (!number || text.empty()) return std::nullopt;
        const auto* unit = find_unit(next, text.front(), after_t);
        if (!unit || (unit->part == weeks && next > 0)) return std::nullopt;
        text.remove_prefix(1);

        duration.*unit->value = number->whole;
        duration.fraction = number->fraction;
        duration.smallest = unit->part;
        next = static_cast<std::size_t>(unit - units.data()) + 1;
        ended = number->has_fraction || unit->part == weeks;
    }
    return duration;
}

bool equal_to_a_hundredth(const Duration& a, const Duration& b)
{
    return calendar_length(a) == calendar_length(b) && clock_length(a) == clock_length(b);
}

} // namespace base
