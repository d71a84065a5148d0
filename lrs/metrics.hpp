// What the network half counts of its requests: how many, how long they took, by route and class
// of status.
//
// Concurrency  Any thread may call anything. Each thread counts into a part of its own (as long as
//              there are not more threads than parts), so counting costs a few nanoseconds; who
//              reads adds them up. The figures are right each by itself, not as of one moment.
// Bounds       Routes are those of the table, and one for whatever met none of them.
#pragma once

#include "base/histogram.hpp"
#include "lrs/router.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lrs {

// One request that has been answered.
struct Answered {
    const Route* route = nullptr; // Null: its path or its method met none.
    unsigned status = 0;
    std::chrono::microseconds took{}; // From the end of its header to the end of its answer.
    std::size_t bytes_in = 0;         // Of its body, as it came.
    std::size_t bytes_out = 0;        // Of its answer's.
};

inline constexpr std::size_t status_classes = 5; // 1xx to 5xx.

struct RouteTotals {
    const Route* route;                                    // Null as above.
    std::array<base::Distribution, status_classes> micros; // How long they took.
};

struct RequestTotals {
    std::vector<RouteTotals> routes; // In order of the table, the one without a route last.
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
};

class Metrics {
public:
    explicit Metrics(std::span<const Route> routes);
    ~Metrics();

    void answered(const Answered& request);
    RequestTotals totals() const;

    // States, kept by whoever opens and ends them.
    std::atomic<std::int64_t> in_flight{0};    // Requests with their header read.
    std::atomic<std::int64_t> connections{0};  // Those that are served.
    std::atomic<std::uint64_t> turned_away{0}; // Connections over the limit.
    std::atomic<std::uint64_t> over_budget{0}; // Requests refused for want of memory.
    std::atomic<std::uint64_t> over_rate{0};   // Requests refused for their credential's rate.
    std::atomic<std::uint64_t> too_slow{0};    // Bodies and answers that did not move on.

private:
    struct Part;

    std::size_t index_of(const Route* route) const;

    std::span<const Route> routes_;
    std::vector<std::unique_ptr<Part>> parts_;
};

// Counts a request as under way while it lives.
class InFlight {
public:
    explicit InFlight(Metrics& metrics) : metrics_(metrics)
    {
        metrics_.in_flight.fetch_add(1, std::memory_order_relaxed);
    }

    ~InFlight() { metrics_.in_flight.fetch_sub(1, std::memory_order_relaxed); }

    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

private:
    Metrics& metrics_;
};

} // namespace lrs
