#include "storage/rocksdb/bounds.hpp"

#include "statements/raw.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

struct Neighbours {
    std::optional<Sequence> up_to; // The last noted that was stored by then.
    std::optional<Sequence> above; // The first that was stored later.
};

Result<Neighbours> neighbours(const Database& database, Tenant tenant, Timestamp time,
                              const ::rocksdb::ReadOptions& options)
{
    Neighbours out;
    const auto prefix = tenant_prefix(tenant);
    const auto at = database.iterate(times, options);
    const auto here = [&]() -> std::optional<Sequence> {
        if (!at->Valid() || !at->key().starts_with(prefix)) return std::nullopt;
        return read_number(at->value().ToStringView());
    };
    at->SeekForPrev(time_key(tenant, time));
    out.up_to = here();
    if (!at->status().ok()) return to_error(at->status());
    at->Seek(time_key(tenant, time + std::chrono::microseconds(1)));
    out.above = here();
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

} // namespace

Result<Bounds> bounds_of(const Database& database, Tenant tenant, const Query& query, Range range,
                         const ::rocksdb::ReadOptions& options)
{
    Bounds out{range, range};
    if (query.since) {
        const auto near = neighbours(database, tenant, *query.since, options);
        if (!near) return near.error();
        if (near->up_to) out.range.low = std::max(out.range.low, *near->up_to + 1);
        const auto sure = near->above.value_or(std::numeric_limits<Sequence>::max());
        out.certain.low = std::max(out.certain.low, sure);
    }
    if (query.until) {
        const auto near = neighbours(database, tenant, *query.until, options);
        if (!near) return near.error();
        if (near->above) out.range.high = std::min(out.range.high, *near->above - 1);
        out.certain.high = std::min(out.certain.high, near->up_to.value_or(0));
    }
    return out;
}

bool is_stored_in_time(std::string_view statement, const Query& query)
{
    const auto text = statements::raw::at(statement, {"stored"});
    if (!text || text->size() < 2) return false;
    const auto stored =
        base::parse_timestamp(text->substr(1, text->size() - 2), base::TimestampRules::rfc3339);
    return stored && (!query.since || *stored > *query.since) &&
           (!query.until || *stored <= *query.until);
}

} // namespace storage::rocks
