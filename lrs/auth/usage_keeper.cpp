#include "lrs/auth/usage_keeper.hpp"

#include <iostream>

namespace lrs {

UsageKeeper::UsageKeeper(Credentials& credentials, std::chrono::milliseconds interval)
    : credentials_(credentials), interval_(interval), thread_([this] { run(); })
{
}

UsageKeeper::~UsageKeeper()
{
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ending_.notify_one();
    thread_.join();
    keep();
}

void UsageKeeper::run()
{
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, interval_, [this] { return ended_; })) {
        lock.unlock();
        keep();
        lock.lock();
    }
}

void UsageKeeper::keep()
{
    if (const auto kept = credentials_.keep_usage(); !kept)
        std::cerr << "the use of the credentials is not written down: " + kept.error().why + "\n";
}

} // namespace lrs
