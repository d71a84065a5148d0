// How often a measured value was how large, counted without a lock.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace base {

// What a histogram has counted. Values from several can be added up when their bounds are the
// same.
struct Distribution {
    std::span<const std::uint64_t> bounds{}; // Ascending, of static storage.
    std::vector<std::uint64_t> counts{};     // Up to each bound and above the one before; the last
                                             // one: above all bounds.
    std::uint64_t sum = 0;                   // Of the values.

    std::uint64_t count() const;
    Distribution& operator+=(const Distribution& other);
};

// Any thread may call anything. The figures are right each by itself, not as of one moment.
class Histogram {
public:
    // Ascending, of static storage.
    explicit Histogram(std::span<const std::uint64_t> bounds);

    void add(std::uint64_t value);
    Distribution read() const;

private:
    std::span<const std::uint64_t> bounds_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> counts_; // One more than bounds.
    std::atomic<std::uint64_t> sum_{0};
};

} // namespace base
