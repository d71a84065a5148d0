// A clock that tests turn by hand. From any thread.
#pragma once

#include "base/timestamp.hpp"

#include <atomic>
#include <chrono>
#include <functional>

namespace support {

using namespace std::chrono_literals;

class ManualClock {
public:
    base::Timestamp now() const { return base::Timestamp(time_.load()); }

    void set(base::Timestamp time) { time_ = time.time_since_epoch(); }

    void advance(std::chrono::microseconds by) { set(now() + by); }

    // Time goes on by this whenever somebody looks.
    void tick(std::chrono::microseconds step) { step_ = step; }

    // Borrows this object.
    std::function<base::Timestamp()> clock()
    {
        return [this] { return look(); };
    }

private:
    base::Timestamp look()
    {
        auto time = time_.load();
        while (!time_.compare_exchange_weak(time, time + step_.load())) {
        }
        return base::Timestamp(time);
    }

    static constexpr base::Timestamp start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);

    std::atomic<std::chrono::microseconds> time_ = start.time_since_epoch();
    std::atomic<std::chrono::microseconds> step_ = 0us;
};

} // namespace support
