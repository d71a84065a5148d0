#include "base/timestamp.hpp"

#include <cassert>

namespace base {
namespace {

using namespace std::chrono;

constexpr std::size_t seconds_end = 19; // Of "2026-11-23T17:55:00".
constexpr Timestamp first_instant = sys_days{year{1} / January / 1};
constexpr Timestamp end_of_time = sys_days{year{10'000} / January / 1};

// Reads a fixed number of digits. `good` becomes false, and stays so, when one is none.
int number(const char* at, int count, bool& good)
{
    int value = 0;
    for (; count > 0; --count, ++at) {
        const int digit = static_cast<unsigned char>(*at) - '0';
        good = good && digit >= 0 && digit <= 9;
        value = value * 10 + digit;
    }
    return value;
}

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// Where the zone begins: behind the seconds and their fraction.
std::size_t zone_at(std::string_view text)
{
    auto at = seconds_end;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) ++at;
    if (at > seconds_end) {
        while (at < text.size() && is_digit(text[at]))
            ++at;
    }
    return at;
}

// ".5" or, in ISO 8601 alone, ",5". Digits beyond the sixth are cut. Empty: no such text.
std::optional<microseconds> parse_fraction(std::string_view text, TimestampRules rules)
{
    if (text.empty()) return microseconds{0};
    if (text.size() < 2) return std::nullopt;
    if (text.front() == ',' && rules == TimestampRules::rfc3339) return std::nullopt;
    int value = 0;
    for (std::size_t at = 1; at <= 6; ++at) {
        value = value * 10 + (at < text.size() ? text[at] - '0' : 0);
    }
    return microseconds{value};
}

// Minutes east of UTC. Empty: not a zone.
std::optional<minutes> parse_zone(std::string_view zone, TimestampRules rules)
{
    const bool internet = rules == TimestampRules::rfc3339;
    if (zone.empty()) return internet ? std::nullopt : std::optional{minutes{0}};
    if (zone == "Z" || (internet && zone == "z")) return minutes{0};

    const bool colon = zone.size() == 6 && zone[3] == ':';
    const bool brief = !internet && (zone.size() == 3 || zone.size() == 5);
    if ((zone[0] != '+' && zone[0] != '-') || (!colon && !brief)) return std::nullopt;

    bool good = true;
    const int hour = number(zone.data() + 1, 2, good);
    const int minute = zone.size() == 3 ? 0 : number(zone.data() + zone.size() - 2, 2, good);
    if (!good || hour > 23 || minute > 59) return std::nullopt;
    const minutes offset{hour * 60 + minute};
    if (zone[0] == '+') return offset;
    if (offset == minutes{0}) return std::nullopt; // "-00:00", xAPI 1.0.3 Data 4.5.
    return -offset;
}

// The first 19 characters, up to the minute; the second apart, for it may be the 60th.
struct Reading {
    sys_time<minutes> minute;
    int second;
};

std::optional<Reading> parse_reading(const char* text, TimestampRules rules)
{
    const bool t = text[10] == 'T' || (rules == TimestampRules::rfc3339 && text[10] == 't');
    bool good = t && text[4] == '-' && text[7] == '-' && text[13] == ':' && text[16] == ':';
    const int full_year = number(text, 4, good);
    const int month_of_year = number(text + 5, 2, good);
    const int day_of_month = number(text + 8, 2, good);
    const int hour = number(text + 11, 2, good);
    const int minute = number(text + 14, 2, good);
    const int second = number(text + 17, 2, good);
    if (!good || full_year < 1 || hour > 23 || minute > 59 || second > 60) return std::nullopt;

    const auto date = year{full_year} / month{static_cast<unsigned>(month_of_year)} /
                      day{static_cast<unsigned>(day_of_month)};
    if (!date.ok()) return std::nullopt;
    return Reading{sys_days{date} + hours{hour} + minutes{minute}, second};
}

bool is_last_minute_of_day(sys_time<minutes> time)
{
    return time - floor<days>(time) == hours{23} + minutes{59};
}

void write_number(char* end, int count, std::int64_t value)
{
    for (; count > 0; --count, value /= 10)
        *--end = static_cast<char>('0' + value % 10);
}

} // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text, TimestampRules rules)
{
    if (text.size() < seconds_end) return std::nullopt;
    const auto reading = parse_reading(text.data(), rules);
    if (!reading) return std::nullopt;

    const auto zone_begin = zone_at(text);
    const auto fraction = parse_fraction(text.substr(seconds_end, zone_begin - seconds_end), rules);
    const auto offset = parse_zone(text.substr(zone_begin), rules);
    if (!fraction || !offset) return std::nullopt;

    const auto minute = reading->minute - *offset;
    if (reading->second == 60 && !is_last_minute_of_day(minute)) return std::nullopt;
    const Timestamp time = minute + seconds{reading->second} + *fraction;
    // An offset may lead out of the years that write_timestamp can write.
    if (time < first_instant || time >= end_of_time) return std::nullopt;
    return time;
}

bool is_utc(std::string_view text)
{
    assert(text.size() >= seconds_end);
    const auto zone = text.substr(zone_at(text));
    if (zone == "Z" || zone == "z") return true;
    return zone.starts_with('+') && zone.find_first_not_of("0:", 1) == zone.npos;
}

std::string to_string(Timestamp time)
{
    std::string out(timestamp_size, '\0');
    write_timestamp(time, out.data());
    return out;
}

void write_timestamp(Timestamp time, char* out)
{
    assert(time >= sys_days{year{0} / January / 1} && time < end_of_time);
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const auto micros = (time - midnight).count();
    const auto in_day = micros / 1'000'000;

    write_number(out + 4, 4, int{date.year()});
    out[4] = '-';
    write_number(out + 7, 2, unsigned{date.month()});
    out[7] = '-';
    write_number(out + 10, 2, unsigned{date.day()});
    out[10] = 'T';
    write_number(out + 13, 2, in_day / 3600);
    out[13] = ':';
    write_number(out + 16, 2, in_day / 60 % 60);
    out[16] = ':';
    write_number(out + 19, 2, in_day % 60);
    out[19] = '.';
    write_number(out + 26, 6, micros % 1'000'000);
    out[26] = 'Z';
}

} // namespace base
