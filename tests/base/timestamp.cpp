#include "base/timestamp.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using base::Timestamp;
using enum base::TimestampRules;
using namespace std::chrono;
using namespace std::string_view_literals;

namespace {

// What a text is under both rule sets, written in UTC; "" where it is refused.
struct Row {
    const char* name;
    std::string_view text;
    std::string_view in_iso8601;
    std::string_view in_rfc3339;
};

std::string read(std::string_view text, base::TimestampRules rules)
{
    const auto time = base::parse_timestamp(text, rules);
    return time ? base::to_string(*time) : "";
}

template <std::size_t size>
void check(const Row (&rows)[size])
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name << ": " << row.text)
        {
            BOOST_TEST(read(row.text, iso8601) == row.in_iso8601);
            BOOST_TEST(read(row.text, rfc3339) == row.in_rfc3339);
        }
    }
}

// The rows below that both rule sets read alike.
constexpr auto same(const char* name, std::string_view text, std::string_view expected)
{
    return Row{name, text, expected, expected};
}

constexpr auto refused(const char* name, std::string_view text)
{
    return Row{name, text, "", ""};
}

} // namespace

BOOST_AUTO_TEST_SUITE(timestamp)

BOOST_AUTO_TEST_CASE(instants)
{
    struct Known {
        std::string_view text;
        std::int64_t micros;
    };

    const Known rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:00.000001Z", 1},
        {"1969-12-31T23:59:59.999999Z", -1},
        {"2001-09-09T01:46:40Z", 1'000'000'000'000'000},
        {"2038-01-19T03:14:08Z", 2'147'483'648'000'000},
        {"0001-01-01T00:00:00Z", -62'135'596'800'000'000},
        {"9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto time = base::parse_timestamp(row.text, rfc3339);
            BOOST_REQUIRE(time.has_value());
            BOOST_TEST(time->time_since_epoch().count() == row.micros);
        }
    }
}

BOOST_AUTO_TEST_CASE(dates)
{
    const Row rows[] = {
        same("plain", "2026-11-23T17:55:00Z", "2026-11-23T17:55:00.000000Z"),
        same("leap day", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"),
        refused("no leap day", "2023-02-29T00:00:00Z"),
        same("leap day of a 400th year", "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000000Z"),
        refused("no leap day in a 100th year", "1900-02-29T00:00:00Z"),
        refused("30 February", "2024-02-30T00:00:00Z"),
        same("30 April", "2024-04-30T00:00:00Z", "2024-04-30T00:00:00.000000Z"),
        refused("31 April", "2024-04-31T00:00:00Z"),
        same("31 December", "2024-12-31T00:00:00Z", "2024-12-31T00:00:00.000000Z"),
        refused("32 December", "2024-12-32T00:00:00Z"),
        refused("day 0", "2024-12-00T00:00:00Z"),
        refused("month 0", "2024-00-01T00:00:00Z"),
        refused("month 13", "2024-13-01T00:00:00Z"),
        refused("year 0", "0000-06-01T00:00:00Z"),
        refused("year 0 that is year 1 in UTC", "0000-12-31T23:30:00-01:00"),
        same("year 1", "0001-06-01T00:00:00Z", "0001-06-01T00:00:00.000000Z"),
        same("year 9999", "9999-06-01T00:00:00Z", "9999-06-01T00:00:00.000000Z"),
        refused("year of five digits", "12024-06-01T00:00:00Z"),
        refused("year with a plus", "+2024-06-01T00:00:00Z"),
        refused("year with a plus, four characters", "+024-06-01T00:00:00Z"),
        refused("negative year", "-024-06-01T00:00:00Z"),
        refused("year of two digits", "24-06-01T00:00:00Z"),
        refused("month of one digit", "2024-6-01T00:00:00.0Z"),
        refused("week date", "2024-W26-6T00:00:00Z"),
        refused("ordinal date", "2024-153T00:00:00.00Z"),
        refused("basic date", "20240601T00:00:00.000Z"),
        refused("basic date-time", "20240601T000000.000Z"),
        refused("date alone", "2024-06-01"),
        refused("date alone with a zone", "2024-06-01Z"),
        refused("month alone", "2024-06"),
        refused("slashes", "2024/06/01T00:00:00Z"),
        refused("another hyphen", "2024-06:01T00:00:00Z"),
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(times)
{
    const Row rows[] = {
        same("end of day", "2024-06-01T23:59:59Z", "2024-06-01T23:59:59.000000Z"),
        refused("hour 24", "2024-06-01T24:00:00Z"),
        refused("minute 60", "2024-06-01T23:60:00Z"),
        refused("second 61", "2024-06-30T23:59:61Z"),
        refused("no seconds", "2024-06-01T12:00Z"),
        refused("no seconds, as long", "2024-06-01T12:00+02:00"),
        refused("no minutes", "2024-06-01T12Z"),
        refused("fraction of a minute", "2024-06-01T12:00.5000Z"),
        refused("basic time", "2024-06-01T120000.000Z"),
        refused("a hyphen for the first colon", "2024-06-01T12-00:00Z"),
        refused("a hyphen for the second colon", "2024-06-01T12:00-00Z"),
        refused("points for colons", "2024-06-01T12.00.00Z"),
        refused("space for the T", "2024-06-01 12:00:00Z"),
        refused("nothing for the T", "2024-06-0112:00:00.0Z"),
        refused("underscore for the T", "2024-06-01_12:00:00Z"),
        {"lower-case t", "2024-06-01t12:00:00Z", "", "2024-06-01T12:00:00.000000Z"},
        {"lower-case z", "2024-06-01T12:00:00z", "", "2024-06-01T12:00:00.000000Z"},
        refused("space in front", " 2024-06-01T12:00:00Z"),
        refused("space behind", "2024-06-01T12:00:00Z "),
        refused("newline behind", "2024-06-01T12:00:00Z\n"),
        refused("zero byte behind", "2024-06-01T12:00:00Z\0"sv),
        refused("a sign in the hour", "2024-06-01T+1:00:00Z"),
        refused("a space in the hour", "2024-06-01T 1:00:00Z"),
        refused("a letter in the second", "2024-06-01T12:00:0aZ"),
        refused("beyond ASCII", "2024-06-01T12:00:\xc3\xa9Z"),
        refused("nothing", ""),
        refused("T alone", "T"),
        refused("one character short", "2024-06-01T12:00:0"),
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(second_60)
{
    const Row rows[] = {
        same("at the end of a year", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000000Z"),
        same("with a fraction", "2016-12-31T23:59:60.25Z", "2017-01-01T00:00:00.250000Z"),
        same("on any day", "2016-05-05T23:59:60Z", "2016-05-06T00:00:00.000000Z"),
        same("west of UTC", "2016-12-31T18:59:60-05:00", "2017-01-01T00:00:00.000000Z"),
        same("east of UTC", "2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00.000000Z"),
        refused("at 23:58", "2016-12-31T23:58:60Z"),
        refused("at midnight", "2016-12-31T00:00:60Z"),
        refused("at 23:59 elsewhere", "2016-12-31T23:59:60+01:00"),
        refused("at another hour elsewhere", "2016-12-31T18:59:60-04:00"),
        {"without a zone", "2016-12-31T23:59:60", "2017-01-01T00:00:00.000000Z", ""},
        refused("at the end of time", "9999-12-31T23:59:60Z"),
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(fractions)
{
    const Row rows[] = {
        same("1 digit", "2024-06-01T12:00:00.1Z", "2024-06-01T12:00:00.100000Z"),
        same("2 digits", "2024-06-01T12:00:00.12Z", "2024-06-01T12:00:00.120000Z"),
        same("3 digits", "2024-06-01T12:00:00.123Z", "2024-06-01T12:00:00.123000Z"),
        same("4 digits", "2024-06-01T12:00:00.1234Z", "2024-06-01T12:00:00.123400Z"),
        same("5 digits", "2024-06-01T12:00:00.12345Z", "2024-06-01T12:00:00.123450Z"),
        same("6 digits", "2024-06-01T12:00:00.123456Z", "2024-06-01T12:00:00.123456Z"),
        same("7 digits", "2024-06-01T12:00:00.1234567Z", "2024-06-01T12:00:00.123456Z"),
        same("8 digits", "2024-06-01T12:00:00.12345678Z", "2024-06-01T12:00:00.123456Z"),
        same("9 digits", "2024-06-01T12:00:00.123456789Z", "2024-06-01T12:00:00.123456Z"),
        same("10 digits", "2024-06-01T12:00:00.1234567890Z", "2024-06-01T12:00:00.123456Z"),
        same("11 digits", "2024-06-01T12:00:00.12345678901Z", "2024-06-01T12:00:00.123456Z"),
        same("12 digits", "2024-06-01T12:00:00.123456789012Z", "2024-06-01T12:00:00.123456Z"),
        same("cut, not rounded", "2024-06-01T12:00:00.9999999Z", "2024-06-01T12:00:00.999999Z"),
        same("cut before the epoch", "1969-06-01T12:00:00.9999999Z", "1969-06-01T12:00:00.999999Z"),
        same("zeros", "2024-06-01T12:00:00.000000000Z", "2024-06-01T12:00:00.000000Z"),
        same("before an offset", "2024-06-01T12:00:00.5+02:00", "2024-06-01T10:00:00.500000Z"),
        {"comma", "2024-06-01T12:00:00,5Z", "2024-06-01T12:00:00.500000Z", ""},
        {"without a zone", "2024-06-01T12:00:00.5", "2024-06-01T12:00:00.500000Z", ""},
        refused("no digits", "2024-06-01T12:00:00.Z"),
        refused("no digits, comma", "2024-06-01T12:00:00,Z"),
        refused("no digits before an offset", "2024-06-01T12:00:00.+02:00"),
        refused("point at the end", "2024-06-01T12:00:00."),
        refused("two points", "2024-06-01T12:00:00.1.2Z"),
        refused("point and comma", "2024-06-01T12:00:00.,1Z"),
        refused("digits without a point", "2024-06-01T12:00:0012Z"),
        refused("a letter", "2024-06-01T12:00:00.12aZ"),
        refused("a sign", "2024-06-01T12:00:00.-5Z"),
    };
    check(rows);

    const auto many = "2024-06-01T12:00:00." + std::string(100'000, '9') + "Z";
    BOOST_TEST(read(many, rfc3339) == "2024-06-01T12:00:00.999999Z");
}

BOOST_AUTO_TEST_CASE(zones)
{
    const Row rows[] = {
        {"none", "2024-06-01T12:00:00", "2024-06-01T12:00:00.000000Z", ""},
        {"hours", "2024-06-01T12:00:00+02", "2024-06-01T10:00:00.000000Z", ""},
        {"hours and minutes", "2024-06-01T12:00:00+0230", "2024-06-01T09:30:00.000000Z", ""},
        same("with a colon", "2024-06-01T12:00:00+02:30", "2024-06-01T09:30:00.000000Z"),
        {"west, hours", "2024-06-01T12:00:00-02", "2024-06-01T14:00:00.000000Z", ""},
        {"west, minutes", "2024-06-01T12:00:00-0230", "2024-06-01T14:30:00.000000Z", ""},
        same("west, with a colon", "2024-06-01T12:00:00-02:30", "2024-06-01T14:30:00.000000Z"),
        {"+00", "2024-06-01T12:00:00+00", "2024-06-01T12:00:00.000000Z", ""},
        {"+0000", "2024-06-01T12:00:00+0000", "2024-06-01T12:00:00.000000Z", ""},
        same("+00:00", "2024-06-01T12:00:00+00:00", "2024-06-01T12:00:00.000000Z"),
        refused("-00", "2024-06-01T12:00:00-00"),
        refused("-0000", "2024-06-01T12:00:00-0000"),
        refused("-00:00", "2024-06-01T12:00:00-00:00"),
        refused("-00:00 behind a fraction", "2024-06-01T12:00:00.5-00:00"),
        same("-00:01", "2024-06-01T12:00:00-00:01", "2024-06-01T12:01:00.000000Z"),
        same("largest", "2024-06-02T12:00:00+23:59", "2024-06-01T12:01:00.000000Z"),
        same("smallest", "2024-06-01T12:00:00-23:59", "2024-06-02T11:59:00.000000Z"),
        refused("24 hours", "2024-06-01T12:00:00+24:00"),
        refused("60 minutes", "2024-06-01T12:00:00+01:60"),
        same("to the day before", "2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000000Z"),
        same("to the day after", "2023-12-31T23:30:00-01:00", "2024-01-01T00:30:00.000000Z"),
        same("to midnight", "2024-06-01T02:00:00+02:00", "2024-06-01T00:00:00.000000Z"),
        refused("to the year 0", "0001-01-01T00:30:00+01:00"),
        same("to the first instant", "0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00.000000Z"),
        refused("to the year 10000", "9999-12-31T23:30:00-01:00"),
        same("to the last minute", "9999-12-31T22:59:00-01:00", "9999-12-31T23:59:00.000000Z"),
        refused("one digit", "2024-06-01T12:00:00+2"),
        refused("three digits", "2024-06-01T12:00:00+023"),
        refused("hour of one digit", "2024-06-01T12:00:00+2:00"),
        refused("minute of one digit", "2024-06-01T12:00:00+02:0"),
        refused("colon at the end", "2024-06-01T12:00:00+02:"),
        refused("seconds", "2024-06-01T12:00:00+02:00:00"),
        refused("seconds, basic", "2024-06-01T12:00:00+020000"),
        refused("another separator", "2024-06-01T12:00:00+02.00"),
        refused("sign alone", "2024-06-01T12:00:00+"),
        refused("a letter", "2024-06-01T12:00:00+0a:00"),
        refused("a sign inside", "2024-06-01T12:00:00+-2:00"),
        refused("minus sign U+2212", "2024-06-01T12:00:00\u221202:00"),
        refused("no sign", "2024-06-01T12:00:00 02:00"),
        refused("two zones", "2024-06-01T12:00:00Z+02:00"),
        refused("two Z", "2024-06-01T12:00:00ZZ"),
        refused("a name", "2024-06-01T12:00:00UTC"),
        refused("a bracketed name", "2024-06-01T12:00:00Z[UTC]"),
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(utc)
{
    struct Zone {
        std::string_view text;
        bool utc;
    };

    const Zone rows[] = {
        {"2024-06-01T12:00:00Z", true},        {"2024-06-01t12:00:00z", true},
        {"2024-06-01T12:00:00.123Z", true},    {"2024-06-01T12:00:00+00", true},
        {"2024-06-01T12:00:00+0000", true},    {"2024-06-01T12:00:00+00:00", true},
        {"2024-06-01T12:00:00.0+00:00", true}, {"2024-06-01T12:00:00,0+00", true},
        {"2024-06-01T12:00:00", false},        {"2024-06-01T00:00:00.000", false},
        {"2024-06-01T12:00:00+01", false},     {"2024-06-01T12:00:00+0001", false},
        {"2024-06-01T12:00:00-01:00", false},  {"2024-06-01T12:00:00.5+10:00", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_TEST(base::is_utc(row.text) == row.utc);
        }
    }
}

BOOST_AUTO_TEST_CASE(writes_years_of_four_digits)
{
    BOOST_TEST(base::to_string(sys_days{year{0} / January / 1}) == "0000-01-01T00:00:00.000000Z");
    BOOST_TEST(base::to_string(Timestamp{microseconds{-1}}) == "1969-12-31T23:59:59.999999Z");
    const Timestamp last = sys_days{year{10'000} / January / 1} - microseconds{1};
    BOOST_TEST(base::to_string(last) == "9999-12-31T23:59:59.999999Z");
}

BOOST_AUTO_TEST_CASE(writes_27_characters_and_no_more)
{
    std::string out(base::timestamp_size + 2, '#');
    base::write_timestamp(sys_days{2026y / November / 23} + 17h + 55min + 4s + 123'456us,
                          out.data() + 1);
    BOOST_TEST(out == "#2026-11-23T17:55:04.123456Z#");
}

// Every instant is read as it was written, in every zone.
BOOST_AUTO_TEST_CASE(round_trip)
{
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    const auto first = base::parse_timestamp("0001-01-02T00:00:00Z", rfc3339).value();
    const auto last = base::parse_timestamp("9999-12-30T23:59:59Z", rfc3339).value();
    std::uniform_int_distribution<std::int64_t> any(first.time_since_epoch().count(),
                                                    last.time_since_epoch().count());
    std::uniform_int_distribution<int> any_offset(1, 23 * 60 + 59);
    BOOST_TEST_CONTEXT("seed " << seed)
    for (int round = 0; round < 20'000; ++round) {
        const Timestamp time{microseconds{any(random)}};
        const auto text = base::to_string(time);
        BOOST_REQUIRE(text.size() == base::timestamp_size);
        BOOST_REQUIRE((base::parse_timestamp(text, rfc3339) == time));
        BOOST_REQUIRE((base::parse_timestamp(text, iso8601) == time));

        const minutes offset{any_offset(random)};
        const auto zone = base::to_string(Timestamp{} + offset).substr(11, 5);
        const auto east = base::to_string(time + offset).substr(0, 26) + "+" + zone;
        const auto west = base::to_string(time - offset).substr(0, 26) + "-" + zone;
        BOOST_REQUIRE((base::parse_timestamp(east, rfc3339) == time));
        BOOST_REQUIRE((base::parse_timestamp(west, rfc3339) == time));
        BOOST_REQUIRE(!base::is_utc(east));
    }
}

// The texts of two instants have the order of the instants.
BOOST_AUTO_TEST_CASE(every_day_follows_the_last)
{
    auto before = base::to_string(sys_days{year{1} / January / 1});
    const sys_days end = year{3000} / January / 1;
    for (auto day = sys_days{year{1} / January / 2}; day < end; day += days{1}) {
        const auto text = base::to_string(day);
        if (before >= text || base::parse_timestamp(text, rfc3339) != Timestamp{day}) {
            BOOST_FAIL(before << " before " << text);
        }
        before = text;
    }
}

BOOST_AUTO_TEST_SUITE_END()
