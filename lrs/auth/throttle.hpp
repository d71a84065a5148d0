// How fast a credential may send, and whether it may now.
//
// Each rate is a bucket that fills by the rate and holds what comes in one second. A request needs
// one that is not empty and takes its price afterwards, when that is known; so a batch that is
// larger than the bucket is taken, and the next one waits until it is paid for.
#pragma once

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace lrs {

// 0: as many as come.
struct Rate {
    std::uint32_t requests_per_second = 0;
    std::uint32_t statements_per_second = 0;

    bool operator==(const Rate&) const = default;

    bool limits_anything() const { return requests_per_second != 0 || statements_per_second != 0; }
};

// {"requestsPerSecond", "statementsPerSecond"}
boost::json::object rate_json(const Rate& rate);

using Moment = std::chrono::steady_clock::time_point;

// For one thread. The rate may be another with every call.
class TokenBucket {
public:
    // Until there is something in it again. 0: there is.
    std::chrono::nanoseconds empty_for(std::uint32_t rate, Moment now);

    void take(std::uint64_t tokens) { level_ -= static_cast<double>(tokens); }

private:
    void fill(std::uint32_t rate, Moment now);

    std::optional<Moment> filled_{}; // Empty: never yet.
    double level_ = 0;
};

// One credential's. Any thread may call anything.
class Throttle {
public:
    // Takes the price of the request, which may send statements or not. Else: how long to wait.
    std::optional<std::chrono::seconds> refusal(const Rate& rate, bool sends_statements,
                                                Moment now);

    void sent(const Rate& rate, std::uint64_t statements);

private:
    std::mutex mutex_; // Held for a few sums, and not at all when nothing is limited.
    TokenBucket requests_;
    TokenBucket statements_;
};

} // namespace lrs
