#include "competency/calendar.hpp"

#include "base/duration.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <array>

namespace competency {
namespace {

namespace chrono = std::chrono;
using namespace std::chrono_literals;
using LocalTime = chrono::local_time<chrono::microseconds>;

constexpr auto last_year = chrono::year{9999};

constexpr std::array<std::string_view, 2> utc{"UTC", "Etc/UTC"};
constexpr std::array<std::string_view, 1> western{"Europe/Lisbon"};
constexpr std::array<std::string_view, 20> central{
    "Europe/Amsterdam",  "Europe/Berlin",   "Europe/Bratislava", "Europe/Brussels",
    "Europe/Budapest",   "Europe/Busingen", "Europe/Copenhagen", "Europe/Ljubljana",
    "Europe/Luxembourg", "Europe/Madrid",   "Europe/Malta",      "Europe/Oslo",
    "Europe/Paris",      "Europe/Prague",   "Europe/Rome",       "Europe/Stockholm",
    "Europe/Vaduz",      "Europe/Vienna",   "Europe/Warsaw",     "Europe/Zurich"};
constexpr std::array<std::string_view, 4> eastern{"Europe/Athens", "Europe/Bucharest",
                                                  "Europe/Helsinki", "Europe/Sofia"};

Timestamp switch_time(chrono::year year, chrono::month month)
{
    return chrono::sys_days(year / month / chrono::Sunday[chrono::last]) + 1h;
}

bool is_summer(Timestamp at)
{
    const auto year = chrono::year_month_day(chrono::floor<chrono::days>(at)).year();
    return at >= switch_time(year, chrono::March) && at < switch_time(year, chrono::October);
}

LocalTime to_local(Zone zone, Timestamp at)
{
    return LocalTime(at.time_since_epoch() + offset_at(zone, at));
}

Timestamp to_utc(Zone zone, LocalTime local)
{
    const Timestamp standard{local.time_since_epoch() - zone.standard};
    const auto summer = standard - 1h;
    return zone.daylight_saving && is_summer(summer) ? summer : standard;
}

} // namespace

std::optional<Zone> find_zone(std::string_view name)
{
    const auto is_in = [&](const auto& names) {
        return std::ranges::find(names, name) != names.end();
    };
    if (is_in(utc)) return Zone{0h, false};
    if (is_in(western)) return Zone{0h, true};
    if (is_in(central)) return Zone{1h, true};
    if (is_in(eastern)) return Zone{2h, true};
    return std::nullopt;
}

chrono::hours offset_at(Zone zone, Timestamp at)
{
    return zone.standard + (zone.daylight_saving && is_summer(at) ? 1h : 0h);
}

Timestamp start_of_day(Zone zone, chrono::local_days date)
{
    return to_utc(zone, date);
}

std::optional<Period> parse_period(std::string_view text)
{
    const auto given = base::parse_duration(text);
    if (!given || given->fraction != 0) return std::nullopt;
    if (given->hours != 0 || given->minutes != 0 || given->seconds != 0) return std::nullopt;
    // A part has twelve digits at most: these sums cannot overflow.
    const auto months = given->years * 12 + given->months;
    const auto days = given->weeks * 7 + given->days;
    if (months > limits::period_months || days > limits::period_days) return std::nullopt;
    if (months + days == 0) return std::nullopt;
    return Period{static_cast<int>(months), static_cast<int>(days)};
}

chrono::local_days add(chrono::local_days date, Period period)
{
    auto day = chrono::year_month_day(date) + chrono::months(period.months);
    if (!day.ok()) day = day.year() / day.month() / chrono::last;
    return chrono::local_days(day) + chrono::days(period.days);
}

Timestamp add(Zone zone, Timestamp at, Period period)
{
    const auto local = to_local(zone, at);
    const auto date = chrono::floor<chrono::days>(local);
    return to_utc(zone, add(date, period) + (local - date));
}

Timestamp start_of_day(Zone zone, Timestamp at)
{
    return start_of_day(zone, chrono::floor<chrono::days>(to_local(zone, at)));
}

std::optional<chrono::local_days> parse_date(std::string_view text)
{
    const auto midnight =
        base::parse_timestamp(std::string(text) + "T00:00:00Z", base::TimestampRules::rfc3339);
    if (!midnight) return std::nullopt;
    return chrono::local_days(chrono::floor<chrono::days>(*midnight).time_since_epoch());
}

Timestamp end_of_day(Zone zone, chrono::local_days date)
{
    const auto end = date + chrono::days(1);
    if (chrono::year_month_day(end).year() > last_year) return forever;
    return to_utc(zone, end);
}

Timestamp valid_until(Zone zone, Timestamp at, Period period)
{
    const auto date = chrono::floor<chrono::days>(to_local(zone, at));
    return end_of_day(zone, add(date, period));
}

} // namespace competency
