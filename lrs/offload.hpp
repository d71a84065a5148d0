// The one door between coroutines and code that blocks.
//
//   const auto page = co_await app.offload([&] { return store.query(tenant, query, {}, by); });
//
// Operation    The work runs on a thread of the pool; the coroutine then goes on where it was.
//              Captures by reference are safe: they live in the frame that waits.
// Order        What a learner waits for goes before the rest (lrs/workers.hpp says how far), and
//              bulk never has all threads.
// Bounds       Work that finds the queue of its kind full is not run: `busy`. So it must return a
//              Result.
// Concurrency  Any thread may call. The destructor waits for what was taken, so those who wait
//              for it, and their io_contexts, must still be there.
#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "lrs/workers.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace lrs {

namespace asio = boost::asio;

// Returns when no thread is in the middle of handing over. Before an io_context goes: the coroutine
// may have come to its end while the thread that woke it is still inside the context.
void wait_for_handovers();

class Handover {
public:
    Handover() { ++under_way; }

    ~Handover() { --under_way; }

    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

private:
    friend void wait_for_handovers();
    static inline std::atomic<std::size_t> under_way = 0;
};

// Lets a coroutine wait for what another thread will hand over, exactly once.
//
//   const auto stored = co_await handed_over<Result<Committed>>([&](auto done) {
//       if (auto queued = store.submit(tenant, std::move(batch), done); !queued)
//           done(queued.error());
//   });
//
// `start` gets `done`, a copyable function of one T, callable from any thread; it may throw as
// long as it has not handed it on. The coroutine goes on where it was, once `start` has returned:
// its executor must be that of an io_context with one thread.
template <class T, class Start>
asio::awaitable<T> handed_over(Start start)
{
    std::optional<T> value;
    std::exception_ptr failed;
    auto initiate = [&](auto handler) {
        // Shared, because std::function must be able to copy what it holds.
        auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        auto go_on = [waiting] {
            const Handover under_way;
            asio::post(asio::get_associated_executor(*waiting), [waiting] {
                // Nothing of the coroutine may be left to the thread that forgets `done` last.
                auto resume = std::move(*waiting);
                resume();
            });
        };
        // Nobody is above us to catch it: the coroutine is suspended already.
        try {
            start([&value, go_on](T given) {
                value.emplace(std::move(given));
                go_on();
            });
        } catch (...) {
            failed = std::current_exception();
            go_on();
        }
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(initiate,
                                                                          asio::use_awaitable);
    if (failed) std::rethrow_exception(failed);
    co_return std::move(*value);
}

class Offload {
public:
    explicit Offload(std::size_t threads, std::size_t queue = limits::offload_queue,
                     const char* name = "storage", int step_back = 0);
    Offload(const Offload&) = delete;
    Offload& operator=(const Offload&) = delete;

    // An exception in the work arrives at the waiter.
    template <std::invocable Work>
        requires std::constructible_from<std::invoke_result_t<Work&>, base::Error>
    asio::awaitable<std::invoke_result_t<Work&>> operator()(Urgency urgency, Work work)
    {
        using Answer = std::invoke_result_t<Work&>;
        if (!enter(urgency)) co_return Answer(full());

        std::exception_ptr failed;
        auto start = [&](auto done) {
            workers_.post(urgency, [this, urgency, &work, &failed, done] {
                std::optional<Answer> answer;
                try {
                    answer.emplace(work());
                } catch (...) {
                    failed = std::current_exception();
                    answer.emplace(full());
                }
                leave(urgency);
                done(std::move(*answer));
            });
        };
        Answer answer = co_await handed_over<Answer>(std::move(start));
        if (failed) std::rethrow_exception(failed);
        co_return answer;
    }

    template <std::invocable Work>
        requires std::constructible_from<std::invoke_result_t<Work&>, base::Error>
    asio::awaitable<std::invoke_result_t<Work&>> operator()(Work work)
    {
        return (*this)(Urgency::usual, std::move(work));
    }

    // Running and waiting work, for metrics.
    std::size_t load(Urgency urgency) const
    {
        return load_[static_cast<std::size_t>(urgency)].load(std::memory_order_relaxed);
    }

private:
    bool enter(Urgency urgency);
    void leave(Urgency urgency);
    static base::Error full();

    const std::size_t capacity_; // Of each kind.
    std::array<std::atomic<std::size_t>, urgencies> load_{};
    Workers workers_;
};

} // namespace lrs
