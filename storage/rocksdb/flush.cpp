#include "storage/rocksdb/flush.hpp"

#include <rocksdb/write_batch.h>

namespace storage::rocks {
namespace {

// Many keys in small writes, which are in the log in their order, though not synced.
class Pieces {
public:
    Pieces(const Database& database, std::size_t keys) : database_(database), keys_(keys) {}

    ::rocksdb::WriteBatch& batch() { return batch_; }

    Result<> write_when_full()
    {
        if (batch_.Count() < keys_) return {};
        return write(false);
    }

    Result<> write(bool sync)
    {
        auto written = database_.write(batch_, sync);
        batch_.Clear();
        return written;
    }

private:
    const Database& database_;
    const std::size_t keys_;
    ::rocksdb::WriteBatch batch_;
};

// The mark is the end of the chunks on the disk: what lies above it is of the flush cut off.
Result<> remove_stale(const Database& database, const Tail& tail, Pieces& pieces)
{
    std::map<Tenant, Sequence> marks;
    const auto at = database.iterate(chunks, {});
    for (const auto* list : tail.sorted()) {
        auto mark = marks.find(list->tenant);
        if (mark == marks.end()) {
            const auto found = mark_of(database, list->tenant);
            if (!found) return found.error();
            mark = marks.emplace(list->tenant, *found).first;
        }
        const auto prefix = posting_prefix(list->tenant, list->kind, list->term);
        const auto key = with_number(prefix, mark->second + 1);
        for (at->Seek(key); at->Valid() && at->key().starts_with(prefix); at->Next()) {
            pieces.batch().Delete(database.family(chunks), at->key());
            if (auto done = pieces.write_when_full(); !done) return done;
        }
        if (!at->status().ok()) return to_error(at->status());
    }
    return {};
}

Result<> write_list(const Database& database, const Tail::List& list, Pieces& pieces)
{
    std::vector<Mention> all;
    for (const auto& block : list.blocks())
        all.insert(all.end(), block.begin(), block.end());
    const auto prefix = posting_prefix(list.tenant, list.kind, list.term);
    for (const auto some : in_chunks(all)) {
        const auto key = with_number(prefix, some.front().sequence);
        pieces.batch().Put(database.family(chunks), key, encode_chunk(some));
        if (auto done = pieces.write_when_full(); !done) return done;
    }
    return {};
}

} // namespace

Result<> write_chunks(const Database& database, const Tail& tail, bool stale, std::size_t keys)
{
    Pieces pieces(database, keys);
    pieces.batch().Put(database.family(meta), flushing_key, "");
    if (stale) {
        if (auto done = remove_stale(database, tail, pieces); !done) return done;
    }
    for (const auto* list : tail.sorted()) {
        if (auto done = write_list(database, *list, pieces); !done) return done;
    }
    for (const auto& [key, row] : tail.sorted_ids()) {
        pieces.batch().Put(database.family(ids), key, encode(row));
        if (auto done = pieces.write_when_full(); !done) return done;
    }
    return pieces.write(false);
}

Result<> write_marks(const Database& database, const Tail& tail,
                     const std::map<std::string, IdRow>& late)
{
    ::rocksdb::WriteBatch batch;
    for (const auto& [key, row] : late)
        batch.Put(database.family(ids), key, encode(row));
    for (const auto& [tenant, end] : tail.ends()) {
        const auto mark = encode_number(end);
        batch.Put(database.family(meta), mark_key(tenant), mark);
    }
    batch.Delete(database.family(meta), flushing_key);
    return database.write(batch, true);
}

Result<Sequence> mark_of(const Database& database, Tenant tenant,
                         const ::rocksdb::ReadOptions& options)
{
    const auto mark = database.get(meta, mark_key(tenant), options);
    if (!mark) return mark.error();
    if (!*mark) return Sequence{0};
    if ((*mark)->size() != sizeof(Sequence)) {
        return base::Error{base::ErrorKind::corrupt, "the mark of an index does not decode"};
    }
    return read_number(**mark);
}

} // namespace storage::rocks
