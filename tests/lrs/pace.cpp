#include "lrs/pace.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(lrs_pace)

BOOST_AUTO_TEST_CASE(time_is_earned_by_bytes)
{
    const struct {
        const char* name;
        std::size_t bytes;
        std::chrono::milliseconds allowed;
    } rows[] = {
        {"nothing yet", 0, 10s},          {"not a millisecond's worth", 1, 10s},
        {"a second's worth", 2'000, 11s}, {"just below the most", 99'998, 59'999ms},
        {"the most", 100'000, 60s},       {"more", 200'000, 60s},
    };

    const lrs::Pace pace{10s, 2'000};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST((pace.allowed(row.bytes, 60s) == row.allowed));
    }
}

BOOST_AUTO_TEST_SUITE_END()
