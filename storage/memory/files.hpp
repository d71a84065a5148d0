// Files in memory, each in one piece.
#pragma once

#include "storage/file_store.hpp"

#include <map>
#include <mutex>

namespace storage::memory {

class MemoryFiles final : public FileStore {
public:
    Result<StoredFile> put(Tenant tenant, const Pull& next) override
    {
        std::string bytes;
        while (true) {
            const auto more = next();
            if (!more) return more.error();
            if (more->empty()) break;
            bytes += *more;
        }
        const StoredFile out{base::sha256(bytes), bytes.size()};
        const std::lock_guard lock(mutex_);
        files_.insert_or_assign({tenant, out.digest}, std::move(bytes));
        return out;
    }

    Result<std::optional<std::uint64_t>> size(Tenant tenant, const Digest& digest) const override
    {
        const std::lock_guard lock(mutex_);
        const auto found = files_.find({tenant, digest});
        if (found == files_.end()) return std::optional<std::uint64_t>{};
        return std::optional<std::uint64_t>(found->second.size());
    }

    Result<std::string> read(Tenant tenant, const Digest& digest, std::uint64_t offset,
                             std::size_t length) const override
    {
        const std::lock_guard lock(mutex_);
        const auto found = files_.find({tenant, digest});
        if (found == files_.end()) return no_such_file();
        const auto& bytes = found->second;
        return offset < bytes.size() ? bytes.substr(offset, length) : std::string();
    }

    Result<> remove(Tenant tenant, std::span<const Digest> digests) override
    {
        const std::lock_guard lock(mutex_);
        for (const auto& digest : digests)
            files_.erase({tenant, digest});
        return {};
    }

private:
    mutable std::mutex mutex_;
    std::map<std::pair<Tenant, Digest>, std::string> files_;
};

} // namespace storage::memory
