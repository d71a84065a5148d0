// What a credential has been used for. Counted on every request, so without a lock and without the
// disk; lrs/auth/usage_keeper.hpp writes it down once a minute, and a crash loses what came since.
#pragma once

#include "base/timestamp.hpp"

#include <boost/json/object.hpp>

#include <atomic>
#include <cstdint>
#include <optional>

namespace lrs {

struct UsageTotals {
    std::uint64_t requests = 0; // With the right secret, whatever became of them.
    std::uint64_t refused = 0;  // Of those: answered 400 to 499, but for 404, which tells absence.
    std::uint64_t statements = 0; // Acknowledged, those included that were there already.
    std::optional<base::Timestamp> last_use; // Of the last request.

    bool operator==(const UsageTotals&) const = default;
};

// Any thread may call anything. The figures are right each by itself, not as of one moment.
class Usage {
public:
    Usage() = default;
    explicit Usage(const UsageTotals& so_far);

    void answered(unsigned status, base::Timestamp now);
    void stored(std::uint64_t statements);
    UsageTotals totals() const;

private:
    std::atomic<std::uint64_t> requests_{0};
    std::atomic<std::uint64_t> refused_{0};
    std::atomic<std::uint64_t> statements_{0};
    std::atomic<base::Timestamp::rep> last_use_{0}; // 0: never.
};

// {"requests", "refused", "statements", "lastUse"}; lastUse is null before the first request.
boost::json::object to_json(const UsageTotals& totals);

// The inverse. Empty: it is not of this shape.
std::optional<UsageTotals> usage_from(const boost::json::value& value);

} // namespace lrs
