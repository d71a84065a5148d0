#include "storage/rocksdb/followed.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

Result<LogEntry> decode(Sequence sequence, std::string_view value)
{
    const auto kind = value.empty() ? '\0' : value[0];
    if (kind < static_cast<char>(EntryKind::statement) ||
        kind > static_cast<char>(EntryKind::erasure)) {
        return Error{ErrorKind::corrupt,
                     "a log entry does not decode: " + std::to_string(sequence)};
    }
    return LogEntry{sequence, static_cast<EntryKind>(kind), std::string(value.substr(1))};
}

} // namespace

Result<std::vector<LogEntry>> StoredLog::read(Tenant tenant, Sequence after,
                                              std::size_t limit) const
{
    const auto published = feeds_.published(tenant).sequence;
    std::vector<LogEntry> out;
    const auto prefix = tenant_prefix(tenant);
    const auto at = database_.iterate(rows, {});
    for (at->Seek(row_key(tenant, after + 1)); at->Valid() && out.size() < limit; at->Next()) {
        if (!at->key().starts_with(prefix)) break;
        const auto sequence = sequence_of_key(at->key().ToStringView());
        if (sequence > published) break;
        auto entry = decode(sequence, at->value().ToStringView());
        if (!entry) return std::move(entry).error();
        out.push_back(std::move(*entry));
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

Result<std::optional<LogEntry>> StoredLog::entry(Tenant tenant, Sequence sequence) const
{
    const auto value = database_.get(rows, row_key(tenant, sequence));
    if (!value) return value.error();
    if (!*value) return std::optional<LogEntry>{};
    auto entry = decode(sequence, **value);
    if (!entry) return std::move(entry).error();
    return std::optional(std::move(*entry));
}

Result<> StoredProjections::commit(Tenant tenant, std::string_view name,
                                   std::span<const Change> changes, Sequence cursor)
{
    ::rocksdb::WriteBatch batch;
    auto* family = database_.family(projections);
    const auto prefix = projection_prefix(tenant, name);
    for (const auto& change : changes) {
        if (change.value)
            batch.Put(family, prefix + change.key, *change.value);
        else
            batch.Delete(family, prefix + change.key);
    }
    const auto value = encode_number(cursor);
    batch.Put(family, projection_cursor_key(tenant, name), value);
    // Not synced: what a crash takes back is read from the log again.
    return database_.write(batch, false);
}

Result<std::optional<Sequence>> StoredProjections::cursor(Tenant tenant,
                                                          std::string_view name) const
{
    const auto value = database_.get(projections, projection_cursor_key(tenant, name));
    if (!value) return value.error();
    if (!*value) return std::optional<Sequence>{};
    if ((*value)->size() != 8)
        return Error{ErrorKind::corrupt, "the cursor of a projection does not decode"};
    return std::optional(read_number(**value));
}

Result<> StoredProjections::scan(Tenant tenant, std::string_view name, const Visit& visit) const
{
    const auto prefix = projection_prefix(tenant, name);
    const auto at = database_.iterate(projections, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next())
        visit(at->key().ToStringView().substr(prefix.size()), at->value().ToStringView());
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

Result<> StoredProjections::clear(Tenant tenant, std::string_view name)
{
    ::rocksdb::WriteBatch batch;
    const auto prefix = projection_prefix(tenant, name);
    batch.DeleteRange(database_.family(projections), prefix, behind(prefix));
    batch.Delete(database_.family(projections), projection_cursor_key(tenant, name));
    return database_.write(batch, false);
}

Result<std::optional<std::string>> StoredSettings::get(std::string_view name) const
{
    return database_.get(meta, setting_key(name));
}

Result<> StoredSettings::put(std::string_view name, std::string_view value)
{
    ::rocksdb::WriteBatch batch;
    batch.Put(database_.family(meta), setting_key(name), ::rocksdb::Slice(value));
    return database_.write(batch, true);
}

Result<> StoredSettings::remove(std::string_view name)
{
    ::rocksdb::WriteBatch batch;
    batch.Delete(database_.family(meta), setting_key(name));
    return database_.write(batch, true);
}

Result<std::map<std::string, std::string>> StoredSettings::list(std::string_view prefix) const
{
    std::map<std::string, std::string> out;
    const auto from = setting_key(prefix);
    const auto skip = setting_key("").size();
    const auto at = database_.iterate(meta, {});
    for (at->Seek(from); at->Valid() && at->key().starts_with(from); at->Next())
        out.emplace(at->key().ToStringView().substr(skip), at->value().ToStringView());
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

} // namespace storage::rocks
