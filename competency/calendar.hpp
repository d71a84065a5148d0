// Calendar arithmetic in a municipality's own time zone: periods in months and days, and the ends
// of local days. Daylight saving follows the one rule of the European Union (Directive 2000/84/EC:
// from the last Sunday of March to that of October, switching at 01:00 UTC), so no time zone
// database is needed. Instants before that rule came into force are read by it too.
#pragma once

#include "competency/intervals.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace competency {

struct Zone {
    std::chrono::hours standard{0};
    bool daylight_saving = false;

    bool operator==(const Zone&) const = default;
};

// "UTC", or a European zone that has followed the rule since 2000. Empty: any other.
std::optional<Zone> find_zone(std::string_view name);

// What local clocks show minus UTC.
std::chrono::hours offset_at(Zone zone, Timestamp at);

// When a day begins there. Midnight stands for itself: where the zones of find_zone() skip or
// repeat an hour, it is another one.
Timestamp start_of_day(Zone zone, std::chrono::local_days date);

struct Period {
    int months = 0;
    int days = 0;

    bool operator==(const Period&) const = default;
};

// An ISO 8601 duration of whole years, months, weeks and days, longer than nothing and within
// limits::period_months and limits::period_days. Empty: anything else.
std::optional<Period> parse_period(std::string_view text);

// Months first, cut to the month's last day (31 January + P1M, 29 February + P1Y), then days.
std::chrono::local_days add(std::chrono::local_days date, Period period);

// The same local time of day on a later date. A time that the clocks skip is an hour later, of a
// time that they show twice it is the first.
Timestamp add(Zone zone, Timestamp at, Period period);

// Of the local day in which the instant lies.
Timestamp start_of_day(Zone zone, Timestamp at);

// "2026-11-23", a day of the calendar. Empty: anything else.
std::optional<std::chrono::local_days> parse_date(std::string_view text);

// The start of the day after it. `forever` beyond the year 9999.
Timestamp end_of_day(Zone zone, std::chrono::local_days date);

// What happened at this instant is valid through the whole local day that the period leads to;
// the answer is the start of the day after it. `forever` beyond the year 9999.
Timestamp valid_until(Zone zone, Timestamp at, Period period);

} // namespace competency
