// Registers in memory: lists.
#pragma once

#include "storage/register_store.hpp"

#include <map>
#include <mutex>
#include <vector>

namespace storage::memory {

class MemoryRegisters final : public RegisterStore {
public:
    base::Result<std::uint64_t> append(Tenant tenant, std::string_view name,
                                       std::span<const std::string> entries,
                                       std::uint64_t after) override
    {
        if (auto fine = check_entries(entries); !fine) return fine.error();
        const std::lock_guard lock(mutex_);
        auto& list = lists_[{tenant, std::string(name)}];
        if (list.size() != after) return changed_meanwhile();
        list.insert(list.end(), entries.begin(), entries.end());
        return list.size();
    }

    base::Result<> scan(Tenant tenant, std::string_view name, std::uint64_t after,
                        const Visit& visit) const override
    {
        std::unique_lock lock(mutex_);
        const auto found = lists_.find({tenant, std::string(name)});
        const auto list = found == lists_.end() ? std::vector<std::string>{} : found->second;
        lock.unlock(); // The visitor may call us.
        for (auto at = after; at < list.size(); ++at)
            visit(at + 1, list[at]);
        return {};
    }

private:
    mutable std::mutex mutex_;
    std::map<std::pair<Tenant, std::string>, std::vector<std::string>> lists_;
};

} // namespace storage::memory
