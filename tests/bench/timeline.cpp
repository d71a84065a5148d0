#include "bench/timeline.hpp"

#include <boost/test/unit_test.hpp>

using bench::Clock;
using bench::Timeline;
using namespace std::chrono_literals;

namespace {

const Clock::time_point begin(7s);

} // namespace

BOOST_AUTO_TEST_SUITE(timeline)

BOOST_AUTO_TEST_CASE(intervals)
{
    Timeline timeline(begin, 500ms);
    timeline.acknowledge(begin, 1ms, 50);
    timeline.acknowledge(begin + 499ms, 3ms, 50);
    timeline.acknowledge(begin + 1'500ms, 2ms, 10);
    timeline.refuse(begin + 1'999ms);
    const auto rows = timeline.summary();

    struct Row {
        double at;
        std::uint64_t requests;
        std::uint64_t statements;
        std::uint64_t refused;
    };

    const Row expected[] = {{0, 2, 100, 0}, {0.5, 0, 0, 0}, {1, 0, 0, 0}, {1.5, 1, 10, 1}};
    BOOST_REQUIRE(rows.size() == std::size(expected));
    for (std::size_t at = 0; at < rows.size(); ++at) {
        BOOST_TEST_CONTEXT(at)
        {
            const auto& row = rows[at].as_object();
            BOOST_TEST(row.at("at").as_double() == expected[at].at);
            BOOST_TEST(row.at("requests").to_number<std::uint64_t>() == expected[at].requests);
            BOOST_TEST(row.at("statements").to_number<std::uint64_t>() == expected[at].statements);
            BOOST_TEST(row.at("refused").to_number<std::uint64_t>() == expected[at].refused);
        }
    }
    BOOST_TEST(rows[0].at("max").as_double() == 3.0);
}

BOOST_AUTO_TEST_CASE(silences)
{
    Timeline timeline(begin, 1s);
    BOOST_TEST((timeline.longest_silence() == 0s));
    timeline.acknowledge(begin + 400ms, 1ms, 1); // What came before it is the start of the run.
    BOOST_TEST((timeline.longest_silence() == 0s));
    timeline.acknowledge(begin + 450ms, 1ms, 1);
    timeline.refuse(begin + 500ms); // No acknowledgement.
    timeline.acknowledge(begin + 700ms, 1ms, 1);
    timeline.acknowledge(begin + 800ms, 1ms, 1);
    BOOST_TEST((timeline.longest_silence() == 250ms));
}

BOOST_AUTO_TEST_SUITE_END()
