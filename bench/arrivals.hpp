// When the requests of an open loop are due: fixed in advance, at equal distances, whatever the
// server does. A latency counts from there, so that a server that stalls is charged for all those
// who would have come meanwhile.
#pragma once

#include "bench/measures.hpp"

#include <optional>

namespace bench {

class Arrivals {
public:
    // The rate is in requests a second, at least 1. The first is due at `begin`, none at `end`.
    Arrivals(std::uint64_t rate, Clock::time_point begin, Clock::time_point end);

    // Each once, in their order, by whoever is free. Empty: all are given out.
    std::optional<Clock::time_point> next();

    std::uint64_t left() const { return count_ - given_; }

private:
    std::uint64_t rate_;
    Clock::time_point begin_;
    std::uint64_t count_;
    std::uint64_t given_ = 0;
};

} // namespace bench
