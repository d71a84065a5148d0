// Packages that were asked for last. Any thread.
#pragma once

#include "base/limits.hpp"
#include "courses/package.hpp"

#include <algorithm>
#include <list>
#include <memory>
#include <mutex>

namespace courses {

class PackageCache {
public:
    // Null: it is not here.
    std::shared_ptr<const Package> find(const base::Uuid& id)
    {
        const std::lock_guard lock(mutex_);
        const auto found = place_of(id);
        if (found == packages_.end()) return nullptr;
        packages_.splice(packages_.begin(), packages_, found);
        return packages_.front();
    }

    void keep(std::shared_ptr<const Package> package)
    {
        const std::lock_guard lock(mutex_);
        if (place_of(package->id) != packages_.end()) return;
        packages_.push_front(std::move(package));
        if (packages_.size() > limits::packages_in_memory) packages_.pop_back();
    }

    void forget(const base::Uuid& id)
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(packages_, [&](const auto& each) { return each->id == id; });
    }

private:
    using Packages = std::list<std::shared_ptr<const Package>>;

    Packages::iterator place_of(const base::Uuid& id)
    {
        return std::ranges::find_if(packages_, [&](const auto& each) { return each->id == id; });
    }

    std::mutex mutex_;
    Packages packages_; // Newest first.
};

} // namespace courses
