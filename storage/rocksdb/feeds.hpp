// What has been published: per tenant the last visible position and the newest entries, kept in
// memory for followers.
//
// The writer publishes after a commit and before it acknowledges. Any thread may read or wait.
#pragma once

#include "storage/log.hpp"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace storage::rocks {

class Feeds {
public:
    // At start: what the database says. Everything up to it must be read from the log.
    void begin(Tenant tenant, Position position);

    void publish(Tenant tenant, std::vector<std::shared_ptr<const FeedItem>> items,
                 Position position);

    Position published(Tenant tenant) const;

    Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                std::chrono::milliseconds wait) const;

    // Wakes all who wait, for good.
    void close();

private:
    struct Stream {
        Position position;
        Sequence complete_after = 0; // Everything above is in `items`.
        std::deque<std::shared_ptr<const FeedItem>> items;
        std::condition_variable grown; // Its own: each tenant has followers, and they sleep.
    };

    mutable std::mutex mutex_;
    mutable std::map<Tenant, Stream> streams_; // Who waits for a new tenant begins its stream.
    bool closed_ = false;
};

} // namespace storage::rocks
