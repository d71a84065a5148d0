#include "lrs/workers.hpp"

#include "base/thread.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lrs {
namespace {

constexpr std::size_t by_urgency_in_a_row = 9;

} // namespace

Workers::Workers(std::size_t threads, const char* name, int step_back)
    : bulk_threads_(std::max<std::size_t>(threads, 2) - 1)
{
    assert(threads > 0);
    for (auto left = threads; left > 0; --left)
        threads_.emplace_back([this, name, step_back] { run(name, step_back); });
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    posted_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void Workers::post(Urgency urgency, Work work)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_[static_cast<std::size_t>(urgency)].push_back({posted_count_++, std::move(work)});
    }
    posted_.notify_one();
}

void Workers::run(const char* name, int step_back)
{
    base::name_this_thread(name);
    base::step_back_this_thread(step_back);
    if (step_back == 0) base::take_short_turns_in_this_thread();
    const auto is_empty = [](const Waiting& kind) { return kind.empty(); };
    auto& bulk = waiting_[static_cast<std::size_t>(Urgency::bulk)];
    std::unique_lock lock(mutex_);
    while (true) {
        Waiting* kind = nullptr;
        posted_.wait(lock, [&] {
            kind = choose();
            return kind || (ending_ && std::ranges::all_of(waiting_, is_empty));
        });
        if (!kind) return;
        auto work = std::move(kind->front().work);
        kind->pop_front();
        const bool is_bulk = kind == &bulk;
        if (is_bulk) ++bulk_running_;
        lock.unlock();
        work();
        work = nullptr; // What it holds may be the last of a coroutine: not under the lock.
        lock.lock();
        if (!is_bulk) continue;
        --bulk_running_;
        // Another thread may wait for just this; at the end all do.
        if (ending_)
            posted_.notify_all();
        else
            posted_.notify_one();
    }
}

// Null: nothing may run now.
Workers::Waiting* Workers::choose()
{
    auto* const by_age = oldest();
    if (!by_age) return nullptr;
    if (by_urgency_ >= by_urgency_in_a_row) {
        by_urgency_ = 0;
        return by_age;
    }
    const auto first =
        std::ranges::find_if(waiting_, [this](const Waiting& kind) { return may_run(kind); });
    // Where all are of one kind there is nothing to be overtaken.
    by_urgency_ = &*first == by_age ? 0 : by_urgency_ + 1;
    return &*first;
}

Workers::Waiting* Workers::oldest()
{
    Waiting* out = nullptr;
    for (auto& kind : waiting_) {
        if (may_run(kind) && (!out || kind.front().number < out->front().number)) out = &kind;
    }
    return out;
}

bool Workers::may_run(const Waiting& kind) const
{
    if (kind.empty()) return false;
    const bool is_bulk = &kind == &waiting_[static_cast<std::size_t>(Urgency::bulk)];
    return !is_bulk || bulk_running_ < bulk_threads_;
}

} // namespace lrs
