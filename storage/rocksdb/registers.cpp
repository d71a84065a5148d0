#include "storage/rocksdb/registers.hpp"

#include <rocksdb/write_batch.h>

namespace storage::rocks {

Result<std::uint64_t> StoredRegisters::last_of(const std::string& prefix) const
{
    const auto at = database_.iterate(registers, {});
    at->SeekForPrev(behind(prefix));
    if (!at->status().ok()) return to_error(at->status());
    if (!at->Valid() || !at->key().starts_with(prefix)) return std::uint64_t{0};
    return sequence_of_key(at->key().ToStringView());
}

Result<std::uint64_t> StoredRegisters::append(Tenant tenant, std::string_view name,
                                              std::span<const std::string> entries,
                                              std::uint64_t after)
{
    if (auto fine = check_entries(entries); !fine) return fine.error();
    const auto prefix = register_prefix(tenant, name);
    const std::lock_guard lock(appending_);
    auto last = last_of(prefix);
    if (!last) return last;
    if (*last != after) return changed_meanwhile();
    ::rocksdb::WriteBatch batch;
    for (const auto& entry : entries)
        batch.Put(database_.family(registers), with_number(prefix, ++*last), entry);
    if (auto written = database_.write(batch, true); !written) return written.error();
    return last;
}

Result<> StoredRegisters::scan(Tenant tenant, std::string_view name, std::uint64_t after,
                               const Visit& visit) const
{
    const auto prefix = register_prefix(tenant, name);
    const auto at = database_.iterate(registers, {});
    for (at->Seek(with_number(prefix, after + 1)); at->Valid() && at->key().starts_with(prefix);
         at->Next())
        visit(sequence_of_key(at->key().ToStringView()), at->value().ToStringView());
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

} // namespace storage::rocks
