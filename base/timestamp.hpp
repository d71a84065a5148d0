// Points in time: UTC microseconds, read from and written to the text forms of xAPI.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

enum class TimestampRules {
    // xAPI 1.0.3 Data 4.5: ISO 8601 extended date-time; the zone may be missing (then UTC) or be
    // Z, +hh, +hhmm or +hh:mm. Both "." and "," start a fraction.
    iso8601,
    // IEEE 9274.1.1 4.2.7: RFC 3339; a zone is required, Z or +hh:mm. "t" and "z" may be lower
    // case (RFC 3339 5.6), and only "." starts a fraction.
    rfc3339,
};

// Seconds are required, any number of fraction digits may follow (beyond microseconds they are
// cut, not rounded). 24:00 is refused; second 60 is accepted at 23:59 UTC only and is the next
// second. The offsets -00, -0000 and -00:00 are refused, offsets reach to 23:59. Years 0001-9999,
// in the text and in UTC.
// Empty: not such a text.
std::optional<Timestamp> parse_timestamp(std::string_view text, TimestampRules rules);

// True when the text names UTC itself (Z or a zero offset; not when no zone stands there). The text
// must have parsed.
bool is_utc(std::string_view text);

inline constexpr std::size_t timestamp_size = 27;

// "2026-11-23T17:55:00.123456Z": always timestamp_size characters, for years 0000-9999.
std::string to_string(Timestamp time);
void write_timestamp(Timestamp time, char* out);

} // namespace base
