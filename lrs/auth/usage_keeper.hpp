// Writes down what the credentials are used for: once in limits::usage_interval, and when it goes.
// What was counted after the last time is lost with a process that is killed.
#pragma once

#include "base/limits.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/journal.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace lrs {

class UsageKeeper {
public:
    UsageKeeper(Credentials& credentials, Journal& journal,
                std::chrono::milliseconds interval = limits::usage_interval);
    ~UsageKeeper();
    UsageKeeper(const UsageKeeper&) = delete;
    UsageKeeper& operator=(const UsageKeeper&) = delete;

private:
    void run();
    void keep();

    Credentials& credentials_;
    Journal& journal_;
    const std::chrono::milliseconds interval_;
    std::mutex mutex_;
    std::condition_variable ending_;
    bool ended_ = false;
    std::thread thread_; // The last: it uses the others.
};

} // namespace lrs
