#include "storage/rocksdb/feeds.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace storage::rocks {

void Feeds::begin(Tenant tenant, Position position)
{
    const std::lock_guard lock(mutex_);
    auto& stream = streams_[tenant];
    stream.position = position;
    stream.complete_after = position.sequence;
}

void Feeds::publish(Tenant tenant, std::vector<std::shared_ptr<const FeedItem>> items,
                    Position position)
{
    const std::lock_guard lock(mutex_);
    auto& stream = streams_[tenant];
    for (auto& item : items)
        stream.items.push_back(std::move(item));
    while (stream.items.size() > limits::feed_statements) {
        stream.complete_after = stream.items.front()->sequence;
        stream.items.pop_front();
    }
    stream.position = position;
    stream.grown.notify_all();
}

Position Feeds::published(Tenant tenant) const
{
    const std::lock_guard lock(mutex_);
    const auto stream = streams_.find(tenant);
    return stream == streams_.end() ? Position{} : stream->second.position;
}

Feed Feeds::follow(Tenant tenant, Sequence after, std::size_t limit,
                   std::chrono::milliseconds wait) const
{
    std::unique_lock lock(mutex_);
    auto& stream = streams_[tenant];
    stream.grown.wait_for(lock, wait, [&] { return closed_ || stream.position.sequence > after; });
    if (stream.position == Position{}) return {{}, {after, {}}, false};
    if (after < stream.complete_after) return {{}, {after, {}}, true};

    Feed out{{}, stream.position, false};
    const auto first = std::ranges::upper_bound(stream.items, after, {},
                                                [](const auto& item) { return item->sequence; });
    for (auto at = first; at != stream.items.end(); ++at) {
        if (out.items.size() == limit) {
            if (limit > 0)
                out.through = {out.items.back()->sequence, out.items.back()->stored};
            else
                out.through = {after, {}};
            break;
        }
        out.items.push_back(*at);
    }
    return out;
}

void Feeds::close()
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (auto& [tenant, stream] : streams_)
        stream.grown.notify_all();
}

} // namespace storage::rocks
