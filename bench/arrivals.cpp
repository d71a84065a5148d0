#include "bench/arrivals.hpp"

namespace bench {
namespace {

constexpr std::uint64_t second = 1'000'000'000; // In nanoseconds.

std::uint64_t nanoseconds(Clock::duration time)
{
    return static_cast<std::uint64_t>(std::chrono::nanoseconds(time).count());
}

} // namespace

Arrivals::Arrivals(std::uint64_t rate, Clock::time_point begin, Clock::time_point end)
    : rate_(rate), begin_(begin)
{
    const auto time = nanoseconds(end - begin);
    // Whole seconds apart from the rest, which would overflow together.
    count_ = time / second * rate + (time % second * rate + second - 1) / second;
}

std::optional<Clock::time_point> Arrivals::next()
{
    if (given_ == count_) return std::nullopt;
    const auto whole = given_ / rate_;
    const auto rest = given_ % rate_ * second / rate_;
    ++given_;
    return begin_ + std::chrono::nanoseconds(whole * second + rest);
}

} // namespace bench
