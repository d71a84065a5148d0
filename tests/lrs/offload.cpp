#include "lrs/offload.hpp"

#include "tests/lrs/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using namespace lrs;
using support::run;

using Id = std::thread::id;

asio::awaitable<std::vector<Id>> places(Offload& offload)
{
    const auto before = std::this_thread::get_id();
    const auto during = co_await offload([] { return Result<Id>(std::this_thread::get_id()); });
    co_return std::vector{before, *during, std::this_thread::get_id()};
}

asio::awaitable<Result<std::string>> answer_of(Offload& offload,
                                               std::function<Result<std::string>()> work)
{
    co_return co_await offload(std::move(work));
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_offload)

BOOST_AUTO_TEST_CASE(the_coroutine_comes_back_to_its_own_thread)
{
    Offload offload(2);
    const auto seen = run(places(offload));
    BOOST_TEST((seen[0] == seen[2]));
    BOOST_TEST((seen[0] != seen[1]));
}

BOOST_AUTO_TEST_CASE(answers_and_errors_and_exceptions)
{
    Offload offload(1);
    BOOST_TEST(*run(answer_of(offload, [] { return std::string("yes"); })) == "yes");

    const auto error = run(answer_of(offload, []() -> Result<std::string> {
        return Error{ErrorKind::corrupt, "row 7"};
    }));
    BOOST_TEST(error.error().why == "row 7");

    auto work = []() -> Result<std::string> { throw std::runtime_error("disk on fire"); };
    BOOST_CHECK_THROW(run(answer_of(offload, work)), std::runtime_error);
    BOOST_TEST(offload.load(Urgency::usual) == 0);
}

BOOST_AUTO_TEST_CASE(full_is_busy_and_empties_again)
{
    constexpr std::size_t threads = 1;
    constexpr std::size_t queue = 2;
    Offload offload(threads, queue);
    asio::io_context context;
    std::latch open(1);
    int done = 0;
    int busy = 0;
    auto count = [&](std::exception_ptr, Result<std::string> answer) {
        ++(answer ? done : busy);
        if (!answer) BOOST_TEST((answer.error().kind == ErrorKind::busy));
    };
    auto wait = [&]() -> Result<std::string> {
        open.wait();
        return std::string();
    };

    for (auto left = threads + queue; left > 0; --left)
        asio::co_spawn(context, answer_of(offload, wait), count);
    context.poll();
    BOOST_TEST(busy == 0);
    BOOST_TEST(offload.load(Urgency::usual) == threads + queue);

    asio::co_spawn(context, answer_of(offload, wait), count);
    context.poll();
    BOOST_TEST(busy == 1);

    open.count_down();
    context.restart();
    context.run();
    wait_for_handovers();
    BOOST_TEST(done == static_cast<int>(threads + queue));
    BOOST_TEST(offload.load(Urgency::usual) == 0); // What was refused left no trace.
    BOOST_TEST(run(answer_of(offload, wait)).has_value());
}

BOOST_AUTO_TEST_CASE(what_another_thread_hands_over)
{
    std::thread other;
    const auto text = run(handed_over<std::string>([&](auto done) {
        const std::function<void(std::string)> completion = done; // Copies, as a store would.
        other = std::thread([completion] { completion("here"); });
    }));
    other.join();
    BOOST_TEST(text == "here");
}

BOOST_AUTO_TEST_CASE(what_is_there_already)
{
    BOOST_TEST(run(handed_over<int>([](auto done) { done(7); })) == 7);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started)
{
    BOOST_CHECK_THROW(
        run(handed_over<int>([](auto) { throw std::runtime_error("no thread to be had"); })),
        std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
