#include "lrs/auth/usage_keeper.hpp"

namespace lrs {

UsageKeeper::UsageKeeper(Credentials& credentials, Journal& journal,
                         std::chrono::milliseconds interval)
    : credentials_(credentials), journal_(journal), interval_(interval), thread_([this] { run(); })
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
        journal_.write(Level::warning, "the use of the credentials is not written down",
                       kept.error().why);
}

} // namespace lrs
