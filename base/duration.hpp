// ISO 8601 durations as xAPI uses them (1.0.3 Data 4.6, IEEE 9274.1.1 4.2.7 "duration").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace base {

enum class DurationPart : std::uint8_t { years, months, weeks, days, hours, minutes, seconds };

// Calendar parts stay apart: no fixed number of days makes a month. Fractions are held in units
// of 1e-6 of their part and may stand in the smallest part only.
struct Duration {
    std::uint64_t years = 0;
    std::uint64_t months = 0;
    std::uint64_t weeks = 0;
    std::uint64_t days = 0;
    std::uint64_t hours = 0;
    std::uint64_t minutes = 0;
    std::uint64_t seconds = 0;
    std::uint32_t fraction = 0; // Of the smallest part that was given, in millionths.
    DurationPart smallest = DurationPart::seconds; // That was given.

    auto operator<=>(const Duration&) const = default;
};

// "P1Y2M3DT4H5M6.789S", "P2W", "PT0.5H". Refused: no part at all ("P", "PT1"), a trailing "T",
// parts out of order, weeks beside other parts, a sign, more than 12 digits of a part before its
// fraction, a fraction that is not in the last part. Both "." and "," start a fraction (ISO 8601
// 5.2); its digits beyond the sixth are cut.
std::optional<Duration> parse_duration(std::string_view text);

// The same length of time with seconds cut to 0.01 s (IEEE 9274.1.1 4.2.7: comparison).
// Days and smaller are one length ("PT60S" equals "PT1M"), years and months are another.
bool equal_to_a_hundredth(const Duration& a, const Duration& b);

} // namespace base
