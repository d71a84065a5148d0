#include "bench/timeline.hpp"

#include <algorithm>

namespace bench {

Timeline::Timeline(Clock::time_point begin, Clock::duration interval)
    : begin_(begin), length_(interval)
{
}

Timeline::Interval& Timeline::interval(Clock::time_point at)
{
    const auto index = static_cast<std::size_t>((at - begin_) / length_);
    if (index >= intervals_.size()) intervals_.resize(index + 1);
    return intervals_[index];
}

void Timeline::acknowledge(Clock::time_point at, Clock::duration latency, std::size_t statements)
{
    auto& now = interval(at);
    now.latencies.add(latency);
    now.statements += statements;
    if (last_) longest_silence_ = std::max(longest_silence_, at - *last_);
    last_ = at;
}

void Timeline::refuse(Clock::time_point at)
{
    ++interval(at).refused;
}

boost::json::array Timeline::summary()
{
    boost::json::array out;
    for (auto& each : intervals_) {
        const auto at = length_ * static_cast<Clock::rep>(out.size());
        auto row = each.latencies.summary();
        row["at"] = std::chrono::duration<double>(at).count();
        row["requests"] = each.latencies.count();
        row["statements"] = each.statements;
        row["refused"] = each.refused;
        out.push_back(std::move(row));
    }
    return out;
}

} // namespace bench
