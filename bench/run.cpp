#include "bench/run.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace bench {
namespace {

namespace asio = boost::asio;

constexpr std::size_t quoted_bytes = 400; // Of a wrong answer.
constexpr std::chrono::milliseconds refused_pause{20};

bool is_refusal(unsigned status)
{
    return status == 429 || status == 503;
}

asio::awaitable<void> wait_until(Clock::time_point time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

// When the next request is to be sent. Empty: there is none.
std::optional<Clock::time_point> next_due(Run& run)
{
    const auto now = Clock::now();
    if (now >= run.end || run.left == 0) return std::nullopt;
    --run.left;
    return run.arrivals ? run.arrivals->next() : now;
}

struct Times {
    Clock::time_point due;
    Clock::time_point sent;
};

void note(Run& run, std::size_t number, const Answer& answer, Times times)
{
    const auto now = Clock::now();
    if (answer.status == 0) {
        ++run.dropped;
        return;
    }
    if (is_refusal(answer.status)) {
        ++run.refused;
        run.timeline.refuse(now);
        return;
    }
    const auto count = run.requests.take(number, answer.status, answer.body);
    if (!count) {
        if (run.errors++ == 0) {
            run.first_error =
                std::to_string(answer.status) + ' ' + answer.body.substr(0, quoted_bytes);
        }
        return;
    }
    ++run.acknowledged;
    run.statements += *count;
    run.latencies[std::string(run.requests.kind(number))].add(now - times.due);
    if (run.arrivals) run.service.add(now - times.sent);
    run.timeline.acknowledge(now, now - times.due, *count);
}

} // namespace

asio::awaitable<void> ask_all(Connection& connection, std::size_t number, Run& run)
{
    while (const auto due = next_due(run)) {
        if (*due > Clock::now()) co_await wait_until(*due);
        const auto request = run.requests.next(number);
        if (!request) break;
        const auto sent = Clock::now();
        auto answer = co_await connection.ask(*request);
        while (!run.arrivals && is_refusal(answer.status)) {
            note(run, number, answer, {*due, sent});
            co_await wait_until(Clock::now() + refused_pause);
            answer = co_await connection.ask(*request);
        }
        note(run, number, answer, {*due, sent});
    }
}

} // namespace bench
