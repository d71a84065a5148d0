#include "storage/rocksdb/followed.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <functional>
#include <queue>

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

// The statements that mention one of several terms, in order.
class TermWalk {
public:
    TermWalk(const Database& database, const View& view, Tenant tenant,
             std::span<const statements::QueryTerm> terms, Sequence after)
    {
        lists_.reserve(terms.size());
        for (const auto& term : terms) {
            auto& list =
                lists_.emplace_back(database, view, tenant, term.kind, term.term,
                                    ::rocksdb::ReadOptions{}, Walk{Direction::up, term.mask});
            seek(list, after + 1);
        }
    }

    // Empty: there is no other one.
    std::optional<Sequence> next()
    {
        if (heads_.empty()) return std::nullopt;
        const auto first = heads_.top().first;
        while (!heads_.empty() && heads_.top().first == first) {
            auto* list = heads_.top().second;
            heads_.pop();
            seek(*list, first + 1);
        }
        return first;
    }

    const ::rocksdb::Status& status() const { return status_; }

private:
    using Head = std::pair<Sequence, PostingList*>;

    void seek(PostingList& list, Sequence at)
    {
        if (const auto found = list.seek(at)) heads_.emplace(found->sequence, &list);
        if (!list.status().ok()) status_ = list.status();
    }

    std::vector<PostingList> lists_;
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads_;
    ::rocksdb::Status status_;
};

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

Result<bool> StoredLog::has_erasures(Tenant tenant) const
{
    const auto prefix = tenant_prefix(tenant);
    const auto at = database_.iterate(erased, {});
    at->Seek(prefix);
    if (!at->status().ok()) return to_error(at->status());
    return at->Valid() && at->key().starts_with(prefix);
}

Result<Excerpt> StoredLog::read_about(Tenant tenant, Sequence after,
                                      std::span<const statements::QueryTerm> terms,
                                      std::size_t limit) const
{
    Excerpt out{{}, feeds_.published(tenant).sequence};
    // Tombstones and the records of erasures stand in no list.
    const auto erasures = has_erasures(tenant);
    if (!erasures) return erasures.error();
    if (*erasures) {
        auto all = read(tenant, after, limit);
        if (!all) return all.error();
        out.entries = std::move(*all);
    } else {
        TermWalk walk(database_, index_.pin(tenant), tenant, terms, after);
        while (out.entries.size() < limit) {
            const auto found = walk.next();
            if (!walk.status().ok()) return to_error(walk.status());
            if (!found || *found > out.through) return out;
            auto one = entry(tenant, *found);
            if (!one) return one.error();
            if (!*one) return Error{ErrorKind::corrupt, "a row is missing that is in a list"};
            out.entries.push_back(std::move(**one));
        }
    }
    if (out.entries.size() == limit) out.through = limit == 0 ? after : out.entries.back().sequence;
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

Result<> StoredProjections::scan(Tenant tenant, std::string_view name, std::string_view prefix,
                                 const Visit& visit) const
{
    const auto all = projection_prefix(tenant, name);
    const auto wanted = all + std::string(prefix);
    const auto at = database_.iterate(projections, {});
    for (at->Seek(wanted); at->Valid() && at->key().starts_with(wanted); at->Next())
        visit(at->key().ToStringView().substr(all.size()), at->value().ToStringView());
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
