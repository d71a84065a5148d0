// Records in memory: one map.
#pragma once

#include "storage/record_store.hpp"

#include <map>
#include <mutex>
#include <tuple>

namespace storage::memory {

class MemoryRecords final : public RecordStore {
public:
    base::Result<std::optional<std::string>> get(Tenant tenant, std::string_view kind,
                                                 std::string_view key) const override
    {
        const std::lock_guard lock(mutex_);
        return find({tenant, std::string(kind), std::string(key)});
    }

    base::Result<std::vector<Record>> scan(Tenant tenant, std::string_view kind,
                                           std::string_view prefix, std::string_view after,
                                           std::size_t limit) const override
    {
        const std::lock_guard lock(mutex_);
        std::vector<Record> out;
        for (const auto& [place, value] : records_) {
            const auto& [whose, what, key] = place;
            if (whose != tenant || what != kind || !key.starts_with(prefix) || key <= after)
                continue;
            if (out.size() == limit) break;
            out.push_back({key, value});
        }
        return out;
    }

    base::Result<> change(Tenant tenant, std::span<const RecordChange> changes) override
    {
        if (auto fine = check_changes(changes); !fine) return fine;
        const std::lock_guard lock(mutex_);
        for (const auto& each : changes) {
            if (auto as_seen = check_former(each, find({tenant, each.kind, each.key})); !as_seen)
                return as_seen;
        }
        for (const auto& each : changes) {
            if (each.value) {
                records_[{tenant, each.kind, each.key}] = *each.value;
            } else {
                records_.erase({tenant, each.kind, each.key});
            }
        }
        return {};
    }

private:
    using Place = std::tuple<Tenant, std::string, std::string>;

    std::optional<std::string> find(const Place& place) const
    {
        const auto found = records_.find(place);
        return found == records_.end() ? std::nullopt : std::optional(found->second);
    }

    mutable std::mutex mutex_;
    std::map<Place, std::string> records_;
};

} // namespace storage::memory
