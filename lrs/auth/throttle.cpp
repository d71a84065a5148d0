#include "lrs/auth/throttle.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace lrs {
namespace {

using std::chrono::duration;
using std::chrono::nanoseconds;
using std::chrono::seconds;

} // namespace

boost::json::object rate_json(const Rate& rate)
{
    return {{"requestsPerSecond", rate.requests_per_second},
            {"statementsPerSecond", rate.statements_per_second}};
}

void TokenBucket::fill(std::uint32_t rate, Moment now)
{
    const auto full = static_cast<double>(rate);
    const auto since = filled_ ? duration<double>(now - *filled_).count() : 1.0;
    level_ = std::min(full, level_ + full * std::max(since, 0.0));
    filled_ = std::max(now, filled_.value_or(now));
}

nanoseconds TokenBucket::empty_for(std::uint32_t rate, Moment now)
{
    fill(rate, now);
    if (level_ >= 1) return nanoseconds(0);
    const auto wait = duration<double>((1 - level_) / static_cast<double>(rate));
    return std::max(std::chrono::duration_cast<nanoseconds>(wait), nanoseconds(1));
}

std::optional<seconds> Throttle::refusal(const Rate& rate, bool sends_statements, Moment now)
{
    if (!rate.limits_anything()) return std::nullopt;
    nanoseconds wait(0);
    const std::lock_guard lock(mutex_);
    if (rate.requests_per_second != 0) wait = requests_.empty_for(rate.requests_per_second, now);
    if (rate.statements_per_second != 0 && sends_statements)
        wait = std::max(wait, statements_.empty_for(rate.statements_per_second, now));
    if (wait > nanoseconds(0)) return std::chrono::ceil<seconds>(wait);
    if (rate.requests_per_second != 0) requests_.take(1);
    return std::nullopt;
}

void Throttle::sent(const Rate& rate, std::uint64_t statements)
{
    if (rate.statements_per_second == 0) return;
    const std::lock_guard lock(mutex_);
    statements_.take(statements);
}

} // namespace lrs
