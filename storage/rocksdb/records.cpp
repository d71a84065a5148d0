#include "storage/rocksdb/records.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>

namespace storage::rocks {

Result<std::optional<std::string>> StoredRecords::get(Tenant tenant, std::string_view kind,
                                                      std::string_view key) const
{
    return database_.get(records, record_key(tenant, kind, key));
}

Result<std::vector<Record>> StoredRecords::scan(Tenant tenant, std::string_view kind,
                                                std::string_view prefix, std::string_view after,
                                                std::size_t limit) const
{
    const auto of_kind = record_key(tenant, kind, "");
    const auto above = of_kind + std::string(after);
    const auto end = behind(of_kind + std::string(prefix));
    const ::rocksdb::Slice bound(end); // Records that went leave nothing to walk through there.
    ::rocksdb::ReadOptions options;
    options.iterate_upper_bound = &bound;
    const auto at = database_.iterate(records, options);
    std::vector<Record> out;
    for (at->Seek(of_kind + std::string(std::max(prefix, after)));
         at->Valid() && out.size() < limit; at->Next()) {
        if (at->key() == above) continue;
        const auto key = at->key().ToStringView().substr(of_kind.size());
        out.push_back({std::string(key), at->value().ToString()});
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

Result<> StoredRecords::change(Tenant tenant, std::span<const RecordChange> changes)
{
    if (auto fine = check_changes(changes); !fine) return fine;
    if (changes.empty()) return {};
    std::vector<std::string> keys;
    for (const auto& each : changes)
        keys.push_back(record_key(tenant, each.kind, each.key));
    const auto lock = changing_.lock(keys);
    ::rocksdb::WriteBatch batch;
    for (std::size_t at = 0; at < changes.size(); ++at) {
        const auto& change = changes[at];
        if (change.former) {
            const auto there = database_.get(records, keys[at]);
            if (!there) return there.error();
            if (auto as_seen = check_former(change, *there); !as_seen) return as_seen;
        }
        if (change.value)
            batch.Put(database_.family(records), keys[at], *change.value);
        else
            batch.Delete(database_.family(records), keys[at]);
    }
    return database_.write(batch, true);
}

} // namespace storage::rocks
