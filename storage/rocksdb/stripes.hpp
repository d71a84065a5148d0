// Locks for whoever looks at keys and then writes them.
//
// Why          One lock for all would let each wait for the sync of the one before; those who
//              change other keys share a sync.
// Concurrency  A call of lock() waits for all who hold one of its stripes. They are taken in one
//              order, so nobody waits in a circle; nobody asks for more while holding some.
#pragma once

#include <array>
#include <bitset>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace storage::rocks {

class Stripes {
public:
    using Lock = std::vector<std::unique_lock<std::mutex>>;

    // Held as long as what it returns.
    [[nodiscard]] Lock lock(std::span<const std::string> keys)
    {
        std::bitset<count> needed;
        for (const auto& key : keys)
            needed.set(std::hash<std::string_view>{}(key) % count);
        Lock out;
        for (std::size_t at = 0; at < count; ++at) {
            if (needed[at]) out.emplace_back(stripes_[at]);
        }
        return out;
    }

private:
    static constexpr std::size_t count = 32;

    std::array<std::mutex, count> stripes_;
};

} // namespace storage::rocks
