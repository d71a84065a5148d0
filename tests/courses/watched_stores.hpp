// Stores that a test looks into, and that fail when it says so.
#pragma once

#include "storage/memory/memory_storage.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace support {

// Of both stores together: which call fails, and how.
struct StoreFault {
    static constexpr auto never = std::numeric_limits<std::size_t>::max();

    std::size_t at = never;   // Counted from 1.
    bool lasts = false;       // All behind it fail, too.
    bool is_done = false;     // Before it fails: nobody knows whether it was.
    bool only_writes = false; // Others are not counted.
    std::size_t calls = 0;
    std::mutex mutex{};

    // Whether this one fails.
    bool next(bool is_write)
    {
        if (only_writes && !is_write) return false;
        const std::lock_guard lock(mutex);
        ++calls;
        return lasts ? calls >= at : calls == at;
    }

    base::Error error() const
    {
        return {is_done ? base::ErrorKind::unknown : base::ErrorKind::full, "The disk has gone."};
    }
};

class WatchedFiles final : public storage::FileStore {
public:
    WatchedFiles(storage::FileStore& in, StoreFault& fault) : in_(in), fault_(fault) {}

    storage::Result<storage::StoredFile> put(storage::Tenant tenant,
                                             const storage::Pull& next) override
    {
        const bool fails = fault_.next(true);
        if (fails && !fault_.is_done) return fault_.error();
        const auto out = in_.put(tenant, next);
        const std::lock_guard lock(mutex_);
        ++puts;
        if (out) held.insert(out->digest);
        if (fails) return fault_.error();
        return out;
    }

    storage::Result<std::optional<std::uint64_t>> size(storage::Tenant tenant,
                                                       const storage::Digest& digest) const override
    {
        if (fault_.next(false)) return fault_.error();
        return in_.size(tenant, digest);
    }

    storage::Result<std::string> read(storage::Tenant tenant, const storage::Digest& digest,
                                      std::uint64_t offset, std::size_t length) const override
    {
        if (fault_.next(false)) return fault_.error();
        return in_.read(tenant, digest, offset, length);
    }

    storage::Result<> remove(storage::Tenant tenant,
                             std::span<const storage::Digest> digests) override
    {
        const bool fails = fault_.next(true);
        if (fails && !fault_.is_done) {
            // One by one: some of them go.
            const auto some = digests.first(digests.size() / 2);
            take(tenant, some);
            return fault_.error();
        }
        take(tenant, digests);
        if (fails) return fault_.error();
        return {};
    }

    std::set<storage::Digest> held;
    std::size_t puts = 0;

private:
    void take(storage::Tenant tenant, std::span<const storage::Digest> digests)
    {
        static_cast<void>(in_.remove(tenant, digests));
        const std::lock_guard lock(mutex_);
        for (const auto& digest : digests)
            held.erase(digest);
    }

    storage::FileStore& in_;
    StoreFault& fault_;
    std::mutex mutex_;
};

class WatchedRecords final : public storage::RecordStore {
public:
    WatchedRecords(storage::RecordStore& in, StoreFault& fault) : in_(in), fault_(fault) {}

    base::Result<std::optional<std::string>> get(storage::Tenant tenant, std::string_view kind,
                                                 std::string_view key) const override
    {
        if (fault_.next(false)) return fault_.error();
        return in_.get(tenant, kind, key);
    }

    base::Result<std::vector<storage::Record>> scan(storage::Tenant tenant, std::string_view kind,
                                                    std::string_view prefix, std::string_view after,
                                                    std::size_t limit) const override
    {
        if (fault_.next(false)) return fault_.error();
        return in_.scan(tenant, kind, prefix, after, limit);
    }

    base::Result<> change(storage::Tenant tenant,
                          std::span<const storage::RecordChange> changes) override
    {
        const bool fails = fault_.next(true);
        if (fails && !fault_.is_done) return fault_.error();
        const std::lock_guard lock(mutex_);
        const auto out = in_.change(tenant, changes);
        if (!out) return out;
        for (const auto& each : changes) {
            if (each.value)
                held[{each.kind, each.key}] = *each.value;
            else
                held.erase({each.kind, each.key});
        }
        if (fails) return fault_.error();
        return {};
    }

    std::map<std::pair<std::string, std::string>, std::string> held;

private:
    storage::RecordStore& in_;
    StoreFault& fault_;
    std::mutex mutex_;
};

} // namespace support
