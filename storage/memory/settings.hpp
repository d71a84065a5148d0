// Settings in memory: one map.
#pragma once

#include "storage/settings.hpp"

#include <map>
#include <mutex>
#include <string>

namespace storage::memory {

class MemorySettings final : public Settings {
public:
    base::Result<std::optional<std::string>> get(std::string_view name) const override
    {
        const std::lock_guard lock(mutex_);
        const auto found = settings_.find(name);
        return found == settings_.end() ? std::nullopt : std::optional(found->second);
    }

    base::Result<> put(std::string_view name, std::string_view value) override
    {
        const std::lock_guard lock(mutex_);
        settings_.insert_or_assign(std::string(name), std::string(value));
        return {};
    }

    base::Result<> remove(std::string_view name) override
    {
        const std::lock_guard lock(mutex_);
        settings_.erase(std::string(name));
        return {};
    }

    base::Result<std::map<std::string, std::string>> list(std::string_view prefix) const override
    {
        const std::lock_guard lock(mutex_);
        std::map<std::string, std::string> found;
        for (const auto& [name, value] : settings_) {
            if (name.starts_with(prefix)) found.emplace(name, value);
        }
        return found;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> settings_;
};

} // namespace storage::memory
