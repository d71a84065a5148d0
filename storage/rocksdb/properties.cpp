#include "storage/rocksdb/properties.hpp"

#include "storage/rocksdb/guards.hpp"

namespace storage::rocks {
namespace {

using Properties = ::rocksdb::DB::Properties;

// 0: this RocksDB does not know it.
std::uint64_t of_all(::rocksdb::DB& db, const std::string& property)
{
    std::uint64_t sum = 0;
    return db.GetAggregatedIntProperty(property, &sum) ? sum : 0;
}

std::uint64_t of_rows(const Database& database, const std::string& property)
{
    std::uint64_t value = 0;
    return database.db().GetIntProperty(database.family(rows), property, &value) ? value : 0;
}

} // namespace

void read_properties(const Database& database, Statistics& out)
{
    auto& db = database.db();
    out.memtable_bytes = of_all(db, Properties::kCurSizeAllMemTables);
    out.pending_compaction_bytes = of_all(db, Properties::kEstimatePendingCompactionBytes);
    // One cache and one pool of threads for all families: any of them tells.
    out.block_cache_bytes = of_rows(database, Properties::kBlockCacheUsage);
    out.running_compactions = of_rows(database, Properties::kNumRunningCompactions);
    out.rows = estimated_keys(database, rows);
}

} // namespace storage::rocks
