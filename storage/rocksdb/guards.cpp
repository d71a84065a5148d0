#include "storage/rocksdb/guards.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <string_view>

namespace storage::rocks {
namespace {

using namespace std::string_view_literals;

constexpr auto below_all = "\0"sv; // Keys begin with a tenant, four bytes ...
constexpr auto first_tenant = "\0\0\0\0"sv;
// ... and none of the guarded has thirteen such bytes.
constexpr auto above_all = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"sv;

constexpr Family guarded[] = {rows, times, attachments};

::rocksdb::Status guard(::rocksdb::DB& db, ::rocksdb::ColumnFamilyHandle* family)
{
    ::rocksdb::WriteBatch batch;
    batch.Put(family, below_all, "");
    batch.Put(family, above_all, "");
    if (auto done = db.Write({}, &batch); !done.ok()) return done;
    if (auto done = db.Flush({}, family); !done.ok()) return done;
    ::rocksdb::CompactRangeOptions down;
    down.change_level = true;
    down.target_level = db.NumberLevels(family) - 1;
    return db.CompactRange(down, family, nullptr, nullptr);
}

} // namespace

bool is_guarded(Family family)
{
    return std::ranges::find(guarded, family) != std::end(guarded);
}

Result<> put_guards(const Database& database)
{
    for (const auto family : guarded)
        if (auto done = guard(database.db(), database.family(family)); !done.ok())
            return to_error(done);
    return {};
}

void leave_guards_out(::rocksdb::ReadOptions& options)
{
    static const ::rocksdb::Slice low(first_tenant);
    static const ::rocksdb::Slice high(above_all);
    if (!options.iterate_lower_bound) options.iterate_lower_bound = &low;
    if (!options.iterate_upper_bound) options.iterate_upper_bound = &high;
}

std::uint64_t estimated_keys(const Database& database, Family family)
{
    auto* handle = database.family(family);
    std::uint64_t keys = 0;
    const auto& property = ::rocksdb::DB::Properties::kEstimateNumKeys;
    if (!database.db().GetIntProperty(handle, property, &keys)) return 0;
    if (!is_guarded(family)) return keys;
    std::uint64_t guards = 0;
    for (const auto key : {below_all, above_all}) {
        ::rocksdb::PinnableSlice value;
        guards += database.db().Get({}, handle, key, &value).ok();
    }
    return keys - std::min(keys, guards);
}

} // namespace storage::rocks
