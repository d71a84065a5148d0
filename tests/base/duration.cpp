#include "base/duration.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using base::Duration;
using enum base::DurationPart;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(parts)
{
    struct Row {
        std::string_view text;
        Duration expected;
    };

    // Years, months, weeks, days, hours, minutes, seconds, fraction, smallest.
    const Row rows[] = {
        {"P1Y2M3DT4H5M6.789S", {1, 2, 0, 3, 4, 5, 6, 789'000, seconds}},
        {"P1Y", {1, 0, 0, 0, 0, 0, 0, 0, years}},
        {"P1M", {0, 1, 0, 0, 0, 0, 0, 0, months}},
        {"P2W", {0, 0, 2, 0, 0, 0, 0, 0, weeks}},
        {"P1D", {0, 0, 0, 1, 0, 0, 0, 0, days}},
        {"PT1H", {0, 0, 0, 0, 1, 0, 0, 0, hours}},
        {"PT1M", {0, 0, 0, 0, 0, 1, 0, 0, minutes}},
        {"PT1S", {0, 0, 0, 0, 0, 0, 1, 0, seconds}},
        {"P1M2DT3M", {0, 1, 0, 2, 0, 3, 0, 0, minutes}},
        {"P1YT1S", {1, 0, 0, 0, 0, 0, 1, 0, seconds}},
        {"P0.5Y", {0, 0, 0, 0, 0, 0, 0, 500'000, years}},
        {"P0.5M", {0, 0, 0, 0, 0, 0, 0, 500'000, months}},
        {"P1.5W", {0, 0, 1, 0, 0, 0, 0, 500'000, weeks}},
        {"P1,25D", {0, 0, 0, 1, 0, 0, 0, 250'000, days}},
        {"PT0.5H", {0, 0, 0, 0, 0, 0, 0, 500'000, hours}},
        {"PT0.5M", {0, 0, 0, 0, 0, 0, 0, 500'000, minutes}},
        {"PT0S", {0, 0, 0, 0, 0, 0, 0, 0, seconds}},
        {"P0D", {0, 0, 0, 0, 0, 0, 0, 0, days}},
        {"PT007S", {0, 0, 0, 0, 0, 0, 7, 0, seconds}},
        {"PT16559.14S", {0, 0, 0, 0, 0, 0, 16'559, 140'000, seconds}},
        {"PT0.000001S", {0, 0, 0, 0, 0, 0, 0, 1, seconds}},
        {"PT0.0000019S", {0, 0, 0, 0, 0, 0, 0, 1, seconds}},
        {"PT0.9999999999999999999S", {0, 0, 0, 0, 0, 0, 0, 999'999, seconds}},
        {"PT1.0S", {0, 0, 0, 0, 0, 0, 1, 0, seconds}},
        {"PT999999999999S", {0, 0, 0, 0, 0, 0, 999'999'999'999, 0, seconds}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto found = base::parse_duration(row.text);
            BOOST_REQUIRE(found.has_value());
            BOOST_TEST((*found == row.expected));
        }
    }
}

BOOST_AUTO_TEST_CASE(forms)
{
    struct Row {
        const char* name;
        std::string_view text;
        bool accepted;
    };

    const Row rows[] = {
        {"nothing", "", false},
        {"no part", "P", false},
        {"no part behind the T", "PT", false},
        {"a part", "PT1S", true},
        {"no letter", "PT1", false},
        {"no letter before the T", "P1T", false},
        {"trailing T", "P1DT", false},
        {"trailing T behind weeks", "P1WT", false},
        {"two T", "PT1HT1M", false},
        {"T twice", "PTT1M", false},
        {"no P", "T1S", false},
        {"no P, part alone", "1D", false},
        {"two P", "PP1D", false},
        {"space in front", " PT1S", false},
        {"space behind", "PT1S ", false},
        {"space inside", "PT 1S", false},
        {"zero byte behind", "PT1S\0"sv, false},
        {"lower case", "pt1s", false},
        {"lower-case part", "PT1s", false},
        {"lower-case T", "Pt1S", false},
        {"seconds without T", "P16559.14S", false},
        {"hours without T", "P1H", false},
        {"days behind T", "PT1D", false},
        {"years behind T", "PT1Y", false},
        {"weeks behind T", "PT1W", false},
        {"months before minutes", "P1MT1M", true},
        {"months twice", "P1M1M", false},
        {"minutes twice", "PT1M1M", false},
        {"months before years", "P1M1Y", false},
        {"days before months", "P1D1M", false},
        {"minutes before hours", "PT1M1H", false},
        {"seconds before minutes", "PT1S1M", false},
        {"hours before seconds", "PT1H1S", true},
        {"weeks", "P1W", true},
        {"weeks twice", "P1W1W", false},
        {"days behind weeks", "P1W1D", false},
        {"weeks behind years", "P1Y1W", false},
        {"weeks behind months", "P1M1W", false},
        {"weeks behind days", "P1D1W", false},
        {"hours behind weeks", "P1WT1H", false},
        {"minus in front", "-PT1S", false},
        {"plus in front", "+PT1S", false},
        {"minus in a part", "PT-1S", false},
        {"plus in a part", "PT+1S", false},
        {"no digits", "PTS", false},
        {"twelve digits", "P000000000001D", true},
        {"thirteen digits", "P0000000000001D", false},
        {"twelve digits and a fraction", "PT999999999999.999999999999S", true},
        {"thirteen digits and a fraction", "PT9999999999999.9S", false},
        {"fraction in the last part", "P1DT0.5H", true},
        {"fraction before the last part", "P0.5DT1H", false},
        {"fraction before an empty part", "PT1.5M0S", false},
        {"zero fraction before the last part", "PT1.0H1M", false},
        {"two points", "PT1.2.3S", false},
        {"point and comma", "PT1.,2S", false},
        {"comma", "PT1,5S", true},
        {"nothing before the point", "PT.5S", false},
        {"nothing behind the point", "PT5.S", false},
        {"nothing behind the comma", "PT5,S", false},
        {"no letter behind the fraction", "PT5.5", false},
        {"exponent", "PT1e3S", false},
        {"colons", "PT01:02:03", false},
        {"like a date-time", "P0001-02-03T04:05:06", false},
        {"an interval", "PT1S/PT2S", false},
        {"unknown letter", "PT1X", false},
        {"beyond ASCII", "PT\u0661S", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name << ": " << row.text)
        {
            BOOST_TEST(base::parse_duration(row.text).has_value() == row.accepted);
        }
    }
}

// IEEE 9274.1.1 4.2.7.
BOOST_AUTO_TEST_CASE(equality_to_a_hundredth)
{
    struct Row {
        std::string_view a;
        std::string_view b;
        bool equal;
    };

    const Row rows[] = {
        {"PT1S", "PT1S", true},
        {"PT1S", "PT2S", false},
        {"PT60S", "PT1M", true},
        {"PT61S", "PT1M", false},
        {"PT60M", "PT1H", true},
        {"PT24H", "P1D", true},
        {"PT25H", "P1D", false},
        {"P7D", "P1W", true},
        {"P8D", "P1W", false},
        {"P1DT1H1M1S", "PT90061S", true},
        {"PT0S", "P0Y", true},
        {"PT0.5S", "PT0.50S", true},
        {"PT0,5S", "PT0.5S", true},
        {"PT1.234S", "PT1.239S", true},
        {"PT1.239S", "PT1.24S", false},
        {"PT1.009S", "PT1S", true},
        {"PT1.01S", "PT1S", false},
        {"PT0.999S", "PT1S", false},
        {"PT0.5M", "PT30S", true},
        {"PT0.5H", "PT30M", true},
        {"PT0.5H", "PT0.5M", false},
        {"P0.5D", "PT12H", true},
        {"P0.5W", "P3DT12H", true},
        {"PT0.0001H", "PT0.36S", true},
        {"PT0.0001M", "PT0S", true},
        {"PT1.5M", "PT90S", true},
        {"P1Y", "P12M", true},
        {"P1Y", "P13M", false},
        {"P0.5Y", "P6M", true},
        {"P1.5M", "P1M15D", false},
        {"P0.5Y", "P0.5M", false},
        {"P0.5M", "PT0.5S", false},
        {"P1M", "P30D", false},
        {"P1M", "P31D", false},
        {"P1Y", "P365D", false},
        {"P1M", "PT1M", false},
        {"P1Y1D", "P12MT24H", true},
        {"P999999999999Y", "P999999999998Y12M", true},
        {"P999999999999W", "P999999999998W", false},
        {"P142857142857W", "P999999999999D", true},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.a << " and " << row.b)
        {
            const auto a = base::parse_duration(row.a).value();
            const auto b = base::parse_duration(row.b).value();
            BOOST_TEST(base::equal_to_a_hundredth(a, b) == row.equal);
            BOOST_TEST(base::equal_to_a_hundredth(b, a) == row.equal);
            BOOST_TEST(base::equal_to_a_hundredth(a, a));
        }
    }
}

// The same hundredths, spread over the parts in another way.
BOOST_AUTO_TEST_CASE(equality_of_spellings)
{
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    const auto hundredths = [](std::uint64_t value) {
        const auto text = std::to_string(value % 100);
        return std::string(2 - text.size(), '0') + text;
    };
    BOOST_TEST_CONTEXT("seed " << seed)
    for (int round = 0; round < 5'000; ++round) {
        const auto total = random() % 100'000'000'000;
        const auto s = total / 100;
        const auto plain = "PT" + std::to_string(s) + "." + hundredths(total) + "S";
        const auto spread = "P" + std::to_string(s / 86'400) + "DT" +
                            std::to_string(s / 3'600 % 24) + "H" + std::to_string(s / 60 % 60) +
                            "M" + std::to_string(s % 60) + "," + hundredths(total) +
                            std::to_string(random()) + "S";
        BOOST_REQUIRE(base::equal_to_a_hundredth(base::parse_duration(plain).value(),
                                                 base::parse_duration(spread).value()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
