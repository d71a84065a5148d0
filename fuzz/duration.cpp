// Durations: what was read is written and read again as the same parts.
#include "base/duration.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

// In full, down to the smallest part that was given, and with every digit of the fraction.
std::string write(const base::Duration& duration)
{
    using enum base::DurationPart;
    const auto digits = std::to_string(duration.fraction);
    const auto fraction =
        duration.fraction == 0 ? std::string() : "." + std::string(6 - digits.size(), '0') + digits;
    const auto part = [&](base::DurationPart which, std::uint64_t value, const char* letter) {
        if (duration.smallest < which || (which == weeks) != (duration.smallest == weeks)) {
            return std::string();
        }
        return std::to_string(value) + (duration.smallest == which ? fraction : "") + letter;
    };
    return "P" + part(years, duration.years, "Y") + part(months, duration.months, "M") +
           part(weeks, duration.weeks, "W") + part(days, duration.days, "D") +
           (duration.smallest >= hours ? "T" : "") + part(hours, duration.hours, "H") +
           part(minutes, duration.minutes, "M") + part(seconds, duration.seconds, "S");
}

// One second more is another length, whatever the parts.
void check_second_more(const base::Duration& duration)
{
    auto more = duration;
    ++more.seconds;
    require(!base::equal_to_a_hundredth(duration, more));
    more.minutes += 1;
    auto same = duration;
    same.seconds += 61;
    require(base::equal_to_a_hundredth(more, same));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto duration = base::parse_duration(text);
    if (!duration) return 0;

    require(base::equal_to_a_hundredth(*duration, *duration));
    require(base::parse_duration(write(*duration)) == duration);
    require(text.starts_with('P') && text.find_first_of("+- ") == text.npos);
    require(!base::parse_duration(std::string(text) + "T"));
    check_second_more(*duration);
    return 0;
}
