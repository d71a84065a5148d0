// Registers in RocksDB: a key for each entry.
#pragma once

#include "storage/register_store.hpp"
#include "storage/rocksdb/database.hpp"

#include <mutex>

namespace storage::rocks {

class StoredRegisters final : public RegisterStore {
public:
    explicit StoredRegisters(const Database& database) : database_(database) {}

    Result<std::uint64_t> append(Tenant tenant, std::string_view name,
                                 std::span<const std::string> entries,
                                 std::uint64_t after) override;
    Result<> scan(Tenant tenant, std::string_view name, std::uint64_t after,
                  const Visit& visit) const override;

private:
    Result<std::uint64_t> last_of(const std::string& prefix) const;

    const Database& database_;
    std::mutex appending_; // From the look at the last entry to the write behind it.
};

} // namespace storage::rocks
