#include "bench/arrivals.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using bench::Arrivals;
using bench::Clock;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(arrivals)

BOOST_AUTO_TEST_CASE(schedules)
{
    struct Row {
        const char* name;
        std::uint64_t rate;
        Clock::duration time;
        std::vector<Clock::duration> due;
    };

    const Row rows[] = {
        {"one a second", 1, 3s, {0s, 1s, 2s}},
        {"the end itself is too late", 2, 1s, {0ms, 500ms}},
        {"just behind the end of an interval", 2, 1001ms, {0ms, 500ms, 1s}},
        {"thirds do not drift",
         3,
         2s,
         {0ns, 333'333'333ns, 666'666'666ns, 1s, 1'333'333'333ns, 1'666'666'666ns}},
        {"less than one interval", 1, 1ns, {0ns}},
        {"no time", 100, 0s, {}},
    };
    const Clock::time_point begin(5s);
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Arrivals arrivals(row.rate, begin, begin + row.time);
            BOOST_TEST(arrivals.left() == row.due.size());
            for (const auto due : row.due) {
                const auto next = arrivals.next();
                BOOST_REQUIRE(next.has_value());
                BOOST_TEST((*next == begin + due));
            }
            BOOST_TEST(!arrivals.next().has_value());
            BOOST_TEST(arrivals.left() == 0u);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_run_ends_where_it_should)
{
    const Clock::time_point begin(0s);
    Arrivals arrivals(7'777, begin, begin + 24h);
    BOOST_TEST(arrivals.left() == 7'777u * 86'400u);
    Clock::time_point last;
    for (int count = 0; count < 7'777 * 60; ++count)
        last = *arrivals.next();
    BOOST_TEST((last < begin + 60s));
    BOOST_TEST((*arrivals.next() == begin + 60s));
}

BOOST_AUTO_TEST_SUITE_END()
