#include "lrs/preparing.hpp"

#include "tests/lrs/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <latch>
#include <string>
#include <vector>

namespace {

using base::ErrorKind;
using base::Result;
using namespace lrs;
using storage::Tenant;
using support::run;

asio::awaitable<Result<int>> answer_of(Preparing& preparing, Tenant tenant, std::size_t bytes,
                                       std::function<Result<int>()> work)
{
    co_return co_await preparing(tenant, bytes, std::move(work));
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_preparing)

// Who comes, in this order, with so many bytes, and who is taken: "a" and "b" are tenants, a
// capital one is refused.
BOOST_AUTO_TEST_CASE(a_tenant_holds_as_much_as_is_still_free)
{
    const struct {
        const char* name;
        std::size_t bound;
        std::string coming;
        std::string bytes;
        std::string expected;
    } rows[] = {
        {"one alone gets half", 4, "aaaa", "1111", "aaAA"},
        {"another finds room", 4, "aaab", "1111", "aaAb"},
        {"two", 6, "aaaabbb", "1111111", "aaaAbbB"},
        {"in turns", 6, "abababab", "11111111", "ababABAB"},
        {"a bound of one", 1, "ab", "11", "aB"},
        {"a bound of two", 2, "aab", "111", "aAb"},
        {"bytes count, not batches", 8, "aaab", "3111", "aaAb"},
        {"one larger than the bound", 4, "ab", "91", "aB"},
        {"and behind another", 4, "abb", "191", "abB"},
    };

    for (const auto& row : rows) {
        Preparing preparing(1, row.bound);
        asio::io_context context;
        std::latch open(1);
        auto taken = row.coming;
        for (std::size_t at = 0; at < row.coming.size(); ++at) {
            const Tenant tenant{row.coming[at] == 'a' ? 1u : 2u};
            const auto bytes = static_cast<std::size_t>(row.bytes[at] - '0');
            auto wait = [&]() -> Result<int> {
                open.wait();
                return 0;
            };
            asio::co_spawn(context, answer_of(preparing, tenant, bytes, wait),
                           [&, at](std::exception_ptr, Result<int> answer) {
                               if (answer) return;
                               BOOST_TEST((answer.error().kind == ErrorKind::busy));
                               taken[at] = static_cast<char>(taken[at] - 'a' + 'A');
                           });
        }
        context.poll();
        BOOST_TEST_CONTEXT(row.name) BOOST_TEST(taken == row.expected);
        open.count_down();
        context.restart();
        context.run();
        wait_for_handovers();
        BOOST_TEST(preparing.bytes() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(places_are_given_back)
{
    Preparing preparing(1, 2);
    for (int turn = 0; turn < 3; ++turn)
        BOOST_TEST(*run(answer_of(preparing, Tenant{1}, 1, [&] { return turn; })) == turn);
    auto fail = []() -> Result<int> { throw std::runtime_error("out of luck"); };
    BOOST_CHECK_THROW(run(answer_of(preparing, Tenant{1}, 1, fail)), std::runtime_error);
    BOOST_TEST(run(answer_of(preparing, Tenant{1}, 1, [] { return 1; })).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
