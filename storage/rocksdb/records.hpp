// Records in RocksDB: a key for each.
#pragma once

#include "storage/record_store.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/stripes.hpp"

namespace storage::rocks {

class StoredRecords final : public RecordStore {
public:
    explicit StoredRecords(const Database& database) : database_(database) {}

    Result<std::optional<std::string>> get(Tenant tenant, std::string_view kind,
                                           std::string_view key) const override;
    Result<std::vector<Record>> scan(Tenant tenant, std::string_view kind, std::string_view prefix,
                                     std::string_view after, std::size_t limit) const override;
    Result<> change(Tenant tenant, std::span<const RecordChange> changes) override;

private:
    const Database& database_;
    Stripes changing_; // From the look at what is there to the write over it.
};

} // namespace storage::rocks
