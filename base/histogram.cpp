#include "base/histogram.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace base {

using std::memory_order_relaxed;

std::uint64_t Distribution::count() const
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

Distribution& Distribution::operator+=(const Distribution& other)
{
    if (other.counts.empty()) return *this;
    if (counts.empty()) return *this = other;
    assert(bounds.data() == other.bounds.data());
    for (std::size_t at = 0; at < counts.size(); ++at)
        counts[at] += other.counts[at];
    sum += other.sum;
    return *this;
}

Histogram::Histogram(std::span<const std::uint64_t> bounds)
    : bounds_(bounds), counts_(std::make_unique<std::atomic<std::uint64_t>[]>(bounds.size() + 1))
{
}

void Histogram::add(std::uint64_t value)
{
    const auto at = std::ranges::lower_bound(bounds_, value) - bounds_.begin();
    counts_[static_cast<std::size_t>(at)].fetch_add(1, memory_order_relaxed);
    sum_.fetch_add(value, memory_order_relaxed);
}

Distribution Histogram::read() const
{
    Distribution out{bounds_, std::vector<std::uint64_t>(bounds_.size() + 1)};
    for (std::size_t at = 0; at < out.counts.size(); ++at)
        out.counts[at] = counts_[at].load(memory_order_relaxed);
    out.sum = sum_.load(memory_order_relaxed);
    return out;
}

} // namespace base
