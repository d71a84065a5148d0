// What happened when: the answers of a run in intervals of equal length, and its longest silence.
#pragma once

#include "bench/measures.hpp"

#include <boost/json/array.hpp>

#include <vector>

namespace bench {

class Timeline {
public:
    Timeline(Clock::time_point begin, Clock::duration interval);

    // Each not before `begin`.
    void acknowledge(Clock::time_point at, Clock::duration latency, std::size_t statements);
    void refuse(Clock::time_point at);

    // Between two answers that acknowledged something, zero with fewer than two.
    Clock::duration longest_silence() const { return longest_silence_; }

    // Of each interval: "at" in seconds, "requests", "statements", "refused", and the latencies
    // as Latencies::summary says.
    boost::json::array summary();

private:
    struct Interval {
        Latencies latencies;
        std::uint64_t statements = 0;
        std::uint64_t refused = 0;
    };

    Interval& interval(Clock::time_point at);

    Clock::time_point begin_;
    Clock::duration length_;
    std::vector<Interval> intervals_;
    std::optional<Clock::time_point> last_;
    Clock::duration longest_silence_{0};
};

} // namespace bench
