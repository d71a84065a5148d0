#include "content/scorm_times.hpp"

#include "content/cmi_values.hpp"

#include <algorithm>
#include <string>

namespace content {
namespace {

using std::chrono::days;

constexpr std::size_t date_time_size = 19; // "2026-01-31T09:30:00"
constexpr std::size_t clock_size = 8;      // "09:30:00"

bool matches(std::string_view text, std::string_view pattern)
{
    return text.size() == pattern.size() &&
           std::ranges::equal(text, pattern, [](char c, char like) {
               return like == '0' ? c >= '0' && c <= '9' : c == like;
           });
}

// Since midnight. Empty: no time of a day.
std::optional<Hundredths> time_of_day(std::string_view text)
{
    if (text.size() < clock_size || text[2] != ':') return std::nullopt;
    const auto time = timespan(text, ScormVersion::v1_2);
    if (!time || *time >= days(1) || text[3] > '5' || text[6] > '5') return std::nullopt;
    return time;
}

bool has_zone(std::string_view text)
{
    return text.find_first_of("Zz+-", date_time_size) != text.npos;
}

// "2026", "2026-01", "2026-01-31", and a time down to the hour or the minute.
bool is_coarse_time(std::string_view text)
{
    constexpr std::string_view whole = "0000-00-00T00:00";
    for (const std::size_t size : {4u, 7u, 10u, 13u, 16u}) {
        if (matches(text, whole.substr(0, size))) return true;
    }
    return false;
}

std::optional<base::Timestamp> date_time(std::string_view text)
{
    return base::parse_timestamp(text, base::TimestampRules::iso8601);
}

std::optional<base::Timestamp> within(base::Timestamp time, const Session& session)
{
    if (time > session.now || time + std::chrono::seconds(1) <= session.begun) return std::nullopt;
    return std::max(time, session.begun);
}

// On a day of the session.
std::optional<base::Timestamp> at_time_of_day(Hundredths time, const Session& session)
{
    const auto zone = *session.zone;
    const auto first = std::chrono::floor<days>(session.begun + zone);
    const auto last = std::chrono::floor<days>(session.now + zone);
    // The latest one: a session of more than a day is one that was left open.
    for (auto day = last; day >= first - days(1); day -= days(1)) {
        if (const auto at = within(day + time - zone, session)) return at;
    }
    return std::nullopt;
}

} // namespace

bool is_time(std::string_view text, ScormVersion version)
{
    if (version == ScormVersion::v1_2) return time_of_day(text).has_value();
    return date_time(text).has_value() || is_coarse_time(text);
}

std::optional<base::Timestamp> happened(std::string_view text, ScormVersion version,
                                        const Session& session)
{
    if (version == ScormVersion::v1_2) {
        const auto time = time_of_day(text);
        return time && session.zone ? at_time_of_day(*time, session) : std::nullopt;
    }
    const auto time = date_time(text);
    if (!time) return std::nullopt;
    if (has_zone(text)) return within(*time, session);
    return session.zone ? within(*time - *session.zone, session) : std::nullopt;
}

} // namespace content
