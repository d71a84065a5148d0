#include "bench/measures.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

using bench::Latencies;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(measures)

BOOST_AUTO_TEST_CASE(percentiles)
{
    struct Row {
        const char* name;
        int count; // Latencies of 1 ms, 2 ms, …, the longest first.
        boost::json::object expected;
    };

    const Row rows[] = {
        {"none", 0, {{"p50", nullptr}, {"p99", nullptr}, {"p99.9", nullptr}}},
        {"one", 1, {{"p50", 1.0}, {"p99", nullptr}, {"p99.9", nullptr}, {"max", 1.0}}},
        {"the lower of two", 2, {{"p50", 1.0}, {"p99", nullptr}, {"p99.9", nullptr}, {"max", 2.0}}},
        {"too few for p99",
         199,
         {{"p50", 100.0}, {"p99", nullptr}, {"p99.9", nullptr}, {"max", 199.0}}},
        {"enough for p99",
         200,
         {{"p50", 100.0}, {"p99", 198.0}, {"p99.9", nullptr}, {"max", 200.0}}},
        {"too few for p99.9",
         1'999,
         {{"p50", 1'000.0}, {"p99", 1'980.0}, {"p99.9", nullptr}, {"max", 1'999.0}}},
        {"enough for p99.9",
         2'000,
         {{"p50", 1'000.0}, {"p99", 1'980.0}, {"p99.9", 1'998.0}, {"max", 2'000.0}}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Latencies latencies;
            for (int at = row.count; at > 0; --at)
                latencies.add(1ms * at);
            BOOST_TEST(latencies.summary() == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(latencies_of_two_kinds_together)
{
    Latencies one;
    one.add(1ms);
    Latencies all;
    all.add(3ms);
    all.add(one);
    all.add(2ms);
    BOOST_TEST(all.count() == 3u);
    BOOST_TEST(all.summary().at("p50").as_double() == 2.0);
}

BOOST_AUTO_TEST_CASE(time_of_processors)
{
    const auto own = static_cast<std::uint64_t>(getpid());
    BOOST_TEST(bench::cpu_seconds(own).has_value());
    BOOST_TEST(!bench::cpu_seconds_by_thread(own).empty());
    constexpr std::uint64_t nobody = 1u << 30; // Above the largest that Linux gives.
    BOOST_TEST(!bench::cpu_seconds(nobody).has_value());
    BOOST_TEST(bench::cpu_seconds_by_thread(nobody).empty());
}

BOOST_AUTO_TEST_SUITE_END()
