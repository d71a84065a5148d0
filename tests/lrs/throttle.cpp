#include "lrs/auth/throttle.hpp"

#include <boost/test/unit_test.hpp>

using namespace lrs;
using namespace std::chrono_literals;

namespace {

constexpr Moment noon{1'000h};

// Requests that one second after the other may be sent, and how long the last one is told to wait.
struct Row {
    const char* name;
    Rate rate;
    bool sends_statements;
    std::uint64_t statements; // Of each request before the last one.
    unsigned requests;        // Before the last one, all at once.
    std::chrono::milliseconds later;
    std::optional<std::chrono::seconds> wait;
};

constexpr Row rows[] = {
    {"no rate", {}, true, 1'000, 1'000, 0ms, std::nullopt},
    {"the last request of a second", {10, 0}, false, 0, 9, 0ms, std::nullopt},
    {"one more", {10, 0}, false, 0, 10, 0ms, 1s},
    {"just before there is one again", {10, 0}, false, 0, 10, 99ms, 1s},
    {"when there is one again", {10, 0}, false, 0, 10, 100ms, std::nullopt},
    {"statements are not requests", {10, 0}, true, 1'000, 9, 0ms, std::nullopt},
    {"the last statement of a second", {0, 10}, true, 3, 3, 0ms, std::nullopt},
    {"one more statement", {0, 10}, true, 5, 2, 0ms, 1s},
    {"a large batch is taken", {0, 10}, true, 500, 0, 0ms, std::nullopt},
    {"and paid for", {0, 10}, true, 500, 1, 0ms, 50s},
    {"to the end", {0, 10}, true, 500, 1, 49'099ms, 1s},
    {"and not longer", {0, 10}, true, 500, 1, 49'101ms, std::nullopt},
    {"who sends none does not wait for them", {0, 10}, false, 500, 1, 0ms, std::nullopt},
    {"the longer wait counts", {1, 10}, true, 50, 1, 0ms, 5s},
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_throttle)

BOOST_AUTO_TEST_CASE(rates)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Throttle throttle;
            for (unsigned request = 0; request < row.requests; ++request) {
                BOOST_TEST(!throttle.refusal(row.rate, row.sends_statements, noon).has_value());
                throttle.sent(row.rate, row.statements);
            }
            const auto wait = throttle.refusal(row.rate, row.sends_statements, noon + row.later);
            BOOST_TEST((wait == row.wait));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refused_request_costs_nothing)
{
    Throttle throttle;
    const Rate rate{1, 0};
    BOOST_TEST(!throttle.refusal(rate, false, noon).has_value());
    for (unsigned again = 0; again < 100; ++again)
        BOOST_TEST((throttle.refusal(rate, false, noon) == 1s));
    BOOST_TEST(!throttle.refusal(rate, false, noon + 1s).has_value());
}

BOOST_AUTO_TEST_CASE(silence_saves_up_one_second_and_no_more)
{
    Throttle throttle;
    const Rate rate{2, 0};
    static_cast<void>(throttle.refusal(rate, false, noon));
    BOOST_TEST(!throttle.refusal(rate, false, noon + 1h).has_value());
    BOOST_TEST(!throttle.refusal(rate, false, noon + 1h).has_value());
    BOOST_TEST(throttle.refusal(rate, false, noon + 1h).has_value());
}

BOOST_AUTO_TEST_CASE(another_rate_holds_from_the_next_request_on)
{
    Throttle throttle;
    BOOST_TEST(!throttle.refusal({1, 0}, false, noon).has_value());
    BOOST_TEST(throttle.refusal({1, 0}, false, noon).has_value());
    BOOST_TEST(!throttle.refusal({}, false, noon).has_value());
    BOOST_TEST(!throttle.refusal({1'000, 0}, false, noon + 1ms).has_value());
}

BOOST_AUTO_TEST_CASE(a_clock_that_stands_still_or_goes_back_gives_nothing)
{
    Throttle throttle;
    const Rate rate{1, 0};
    BOOST_TEST(!throttle.refusal(rate, false, noon).has_value());
    BOOST_TEST(throttle.refusal(rate, false, noon - 1h).has_value());
    BOOST_TEST(throttle.refusal(rate, false, noon).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
