#include "lrs/auth/usage.hpp"

#include <boost/json.hpp>

namespace lrs {
namespace {

using std::memory_order_relaxed;

std::optional<std::uint64_t> count_at(const boost::json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    boost::json::error_code failed;
    if (!value) return std::nullopt;
    const auto count = value->to_number<std::uint64_t>(failed);
    return failed ? std::nullopt : std::optional(count);
}

} // namespace

Usage::Usage(const UsageTotals& so_far)
    : requests_(so_far.requests), refused_(so_far.refused), statements_(so_far.statements),
      last_use_(so_far.last_use ? so_far.last_use->time_since_epoch().count() : 0)
{
}

void Usage::answered(unsigned status, base::Timestamp now)
{
    requests_.fetch_add(1, memory_order_relaxed);
    if (status >= 400 && status < 500 && status != 404) refused_.fetch_add(1, memory_order_relaxed);
    last_use_.store(now.time_since_epoch().count(), memory_order_relaxed);
}

void Usage::stored(std::uint64_t statements)
{
    statements_.fetch_add(statements, memory_order_relaxed);
}

UsageTotals Usage::totals() const
{
    UsageTotals out{requests_.load(memory_order_relaxed), refused_.load(memory_order_relaxed),
                    statements_.load(memory_order_relaxed), std::nullopt};
    const auto last = last_use_.load(memory_order_relaxed);
    if (last != 0) out.last_use = base::Timestamp(base::Timestamp::duration(last));
    return out;
}

boost::json::object to_json(const UsageTotals& totals)
{
    boost::json::object out{{"requests", totals.requests},
                            {"refused", totals.refused},
                            {"statements", totals.statements},
                            {"lastUse", nullptr}};
    if (totals.last_use) out["lastUse"] = base::to_string(*totals.last_use);
    return out;
}

std::optional<UsageTotals> usage_from(const boost::json::value& value)
{
    const auto* object = value.if_object();
    if (!object) return std::nullopt;
    const auto requests = count_at(*object, "requests");
    const auto refused = count_at(*object, "refused");
    const auto statements = count_at(*object, "statements");
    const auto* last = object->if_contains("lastUse");
    if (!requests || !refused || !statements || !last) return std::nullopt;

    UsageTotals out{*requests, *refused, *statements, std::nullopt};
    if (last->is_null()) return out;
    if (!last->if_string()) return std::nullopt;
    const std::string_view text = *last->if_string();
    out.last_use = base::parse_timestamp(text, base::TimestampRules::rfc3339);
    return out.last_use ? std::optional(out) : std::nullopt;
}

} // namespace lrs
