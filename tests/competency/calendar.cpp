#include "competency/calendar.hpp"

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace std::chrono_literals;
namespace chrono = std::chrono;
using support::kmx::time;

// The days of March and October on which clocks change, 2000 to 2050, as published.
constexpr unsigned march[] = {26, 25, 31, 30, 28, 27, 26, 25, 30, 29, 28, 27, 25, 31, 30, 29, 27,
                              26, 25, 31, 29, 28, 27, 26, 31, 30, 29, 28, 26, 25, 31, 30, 28, 27,
                              26, 25, 30, 29, 28, 27, 25, 31, 30, 29, 27, 26, 25, 31, 29, 28, 27};
constexpr unsigned october[] = {29, 28, 27, 26, 31, 30, 29, 28, 26, 25, 31, 30, 28, 27, 26, 25, 30,
                                29, 28, 27, 25, 31, 30, 29, 27, 26, 25, 31, 29, 28, 27, 26, 31, 30,
                                29, 28, 26, 25, 31, 30, 28, 27, 26, 25, 30, 29, 28, 27, 25, 31, 30};

const auto berlin = find_zone("Europe/Berlin").value();
const auto utc = find_zone("UTC").value();

} // namespace

BOOST_AUTO_TEST_SUITE(competency_calendar)

BOOST_AUTO_TEST_CASE(clocks_change_from_2000_to_2050)
{
    for (int i = 0; i <= 50; ++i) {
        const auto year = chrono::year(2000 + i);
        const Timestamp spring = chrono::sys_days(year / 3 / chrono::day(march[i])) + 1h;
        const Timestamp autumn = chrono::sys_days(year / 10 / chrono::day(october[i])) + 1h;
        BOOST_TEST_CONTEXT(2000 + i)
        {
            BOOST_TEST((offset_at(berlin, spring - 1us) == 1h));
            BOOST_TEST((offset_at(berlin, spring) == 2h));
            BOOST_TEST((offset_at(berlin, autumn - 1us) == 2h));
            BOOST_TEST((offset_at(berlin, autumn) == 1h));
        }
    }
}

BOOST_AUTO_TEST_CASE(zones)
{
    const struct {
        const char* name;
        std::optional<Zone> expected;
    } rows[] = {
        {"UTC", Zone{0h, false}},
        {"Europe/Lisbon", Zone{0h, true}},
        {"Europe/Berlin", Zone{1h, true}},
        {"Europe/Vienna", Zone{1h, true}},
        {"Europe/Athens", Zone{2h, true}},
        {"Europe/Moscow", std::nullopt},
        {"europe/berlin", std::nullopt},
        {"America/New_York", std::nullopt},
        {"", std::nullopt},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST((find_zone(row.name) == row.expected));
        }
    }
    BOOST_TEST((offset_at(utc, time("2026-07-01T00:00:00Z")) == 0h));
}

BOOST_AUTO_TEST_CASE(periods)
{
    const struct {
        const char* text;
        std::optional<Period> expected;
    } rows[] = {
        {"P1Y", Period{12, 0}},          {"P1Y6M", Period{18, 0}}, {"P2W", Period{0, 14}},
        {"P30D", Period{0, 30}},         {"P1M1D", Period{1, 1}},  {"P0D", std::nullopt},
        {"P1YT1H", std::nullopt},        {"PT24H", std::nullopt},  {"P0.5Y", std::nullopt},
        {"P100Y", Period{1'200, 0}},     {"P1201M", std::nullopt}, {"P36600D", Period{0, 36'600}},
        {"P36601D", std::nullopt},       {"1Y", std::nullopt},     {"", std::nullopt},
        {"P999999999999Y", std::nullopt}};

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_TEST((parse_period(row.text) == row.expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(valid_through_the_end_of_a_local_day)
{
    const struct {
        const char* name;
        Zone zone;
        const char* from;
        const char* period;
        const char* expected;
    } rows[] = {
        {"a year", berlin, "2026-03-01T09:30:00Z", "P1Y", "2027-03-01T23:00:00Z"},
        {"a year, UTC", utc, "2026-03-01T09:30:00Z", "P1Y", "2027-03-02T00:00:00Z"},
        {"a summer's end", berlin, "2026-07-01T09:30:00Z", "P1Y", "2027-07-01T22:00:00Z"},
        {"31 January and a month", berlin, "2026-01-31T12:00:00Z", "P1M", "2026-02-28T23:00:00Z"},
        {"31 January, leap year", berlin, "2028-01-31T12:00:00Z", "P1M", "2028-02-29T23:00:00Z"},
        {"29 February and a year", berlin, "2028-02-29T12:00:00Z", "P1Y", "2029-02-28T23:00:00Z"},
        {"29 February, four years", berlin, "2028-02-29T12:00:00Z", "P4Y", "2032-02-29T23:00:00Z"},
        {"after local midnight", berlin, "2026-03-01T23:30:00Z", "P1D", "2026-03-03T23:00:00Z"},
        {"before local midnight", berlin, "2026-03-01T22:59:59Z", "P1D", "2026-03-02T23:00:00Z"},
        {"into the night of spring", berlin, "2026-03-28T12:00:00Z", "P1D", "2026-03-29T22:00:00Z"},
        {"into that of autumn", berlin, "2026-10-24T12:00:00Z", "P1D", "2026-10-25T23:00:00Z"},
        {"months before days", utc, "2026-01-31T00:00:00Z", "P1M1D", "2026-03-02T00:00:00Z"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto end =
                valid_until(row.zone, time(row.from), parse_period(row.period).value());
            BOOST_TEST(base::to_string(end) == base::to_string(time(row.expected)));
        }
    }
    const auto late = time("9998-12-31T00:00:00Z");
    BOOST_TEST((valid_until(utc, late, {0, 364}) == time("9999-12-31T00:00:00Z")));
    BOOST_TEST((valid_until(utc, late, {0, 365}) == forever));
}

BOOST_AUTO_TEST_CASE(ends_of_days)
{
    const struct {
        const char* name;
        Zone zone;
        const char* date;
        const char* expected; // Null: no date.
    } rows[] = {
        {"winter", berlin, "2026-01-31", "2026-01-31T23:00:00Z"},
        {"UTC", utc, "2026-01-31", "2026-02-01T00:00:00Z"},
        {"a day of 23 hours", berlin, "2026-03-29", "2026-03-29T22:00:00Z"},
        {"a day of 25 hours", berlin, "2026-10-25", "2026-10-25T23:00:00Z"},
        {"29 February", berlin, "2028-02-29", "2028-02-29T23:00:00Z"},
        {"no such day", berlin, "2027-02-29", nullptr},
        {"a time behind it", berlin, "2027-02-28T00:00:00Z", nullptr},
        {"a week", berlin, "2027-W08", nullptr},
        {"nothing", berlin, "", nullptr},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto date = parse_date(row.date);
            BOOST_TEST(date.has_value() == (row.expected != nullptr));
            if (date && row.expected)
                BOOST_TEST((end_of_day(row.zone, *date) == time(row.expected)));
        }
    }
    BOOST_TEST((end_of_day(utc, parse_date("9999-12-30").value()) == time("9999-12-31T00:00:00Z")));
    BOOST_TEST((end_of_day(utc, parse_date("9999-12-31").value()) == forever));
}

BOOST_AUTO_TEST_CASE(the_same_time_of_day)
{
    const struct {
        const char* name;
        const char* from;
        const char* period;
        const char* expected;
    } rows[] = {
        {"in winter", "2026-01-01T09:30:00Z", "P30D", "2026-01-31T09:30:00Z"},
        {"into summer", "2026-03-20T09:30:00Z", "P30D", "2026-04-19T08:30:00Z"},
        {"a time that is skipped", "2026-03-28T01:30:00Z", "P1D", "2026-03-29T01:30:00Z"},
        {"a time shown twice: the first", "2026-10-24T00:30:00Z", "P1D", "2026-10-25T00:30:00Z"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto end = add(berlin, time(row.from), parse_period(row.period).value());
            BOOST_TEST(base::to_string(end) == base::to_string(time(row.expected)));
        }
    }
}

BOOST_AUTO_TEST_CASE(where_a_day_starts)
{
    const struct {
        const char* zone;
        const char* date;
        const char* start;
    } rows[] = {
        {"UTC", "2026-07-01", "2026-07-01T00:00:00Z"},
        {"Europe/Berlin", "2026-01-01", "2025-12-31T23:00:00Z"},
        {"Europe/Berlin", "2026-07-01", "2026-06-30T22:00:00Z"},
        {"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"},
        {"Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"},
        {"Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z"},
        {"Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z"},
        {"Europe/Lisbon", "2026-03-29", "2026-03-29T00:00:00Z"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.zone << " " << row.date)
        {
            const auto midnight = base::parse_timestamp(std::string(row.date) + "T00:00:00Z",
                                                        base::TimestampRules::rfc3339);
            const std::chrono::local_days date(
                std::chrono::floor<std::chrono::days>(midnight->time_since_epoch()));
            BOOST_TEST(base::to_string(start_of_day(find_zone(row.zone).value(), date)) ==
                       std::string(row.start).insert(19, ".000000"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
