#include "storage/rocksdb/files.hpp"

#include "base/sha2.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::uint32_t pieces_of_sync = 4;
constexpr std::uint64_t waiting_memtables = 2; // Of four: at three RocksDB slows everybody down.
constexpr std::chrono::milliseconds pause(1);
constexpr std::uint32_t removed_at_once = 1'000; // Keys.

Error damaged()
{
    return {ErrorKind::corrupt, "a file of a course package cannot be read"};
}

std::uint64_t pieces_of(std::uint64_t size)
{
    return (size + file_piece_bytes - 1) / file_piece_bytes;
}

// What is pulled, in pieces of one size.
class Cutter {
public:
    explicit Cutter(const Pull& next) : next_(next) {}

    // Shorter than the others, or empty: that was the last.
    Result<std::string> piece()
    {
        std::string out;
        while (out.size() < file_piece_bytes && !ended_) {
            if (at_ == held_.size()) {
                if (auto pulled = pull(); !pulled) return pulled.error();
                continue;
            }
            const auto some = std::min(file_piece_bytes - out.size(), held_.size() - at_);
            out.append(held_, at_, some);
            at_ += some;
        }
        return out;
    }

    StoredFile whole()
    {
        StoredFile out{{}, size_};
        std::ranges::copy(sum_->finish(), out.digest.begin());
        return out;
    }

private:
    Result<> pull()
    {
        auto more = next_();
        if (!more) return more.error();
        held_ = std::move(*more);
        at_ = 0;
        ended_ = held_.empty();
        sum_->add(held_);
        size_ += held_.size();
        return {};
    }

    const Pull& next_;
    std::optional<base::Sha2> sum_ = base::Sha2::of_size(sizeof(Digest));
    std::string held_;
    std::size_t at_ = 0; // What has been taken of it.
    std::uint64_t size_ = 0;
    bool ended_ = false;
};

void remove_pieces(const Database& database, Tenant tenant, const base::Hash128& place,
                   std::uint64_t count, ::rocksdb::WriteBatch& batch)
{
    for (std::uint32_t number = 0; number < count; ++number)
        batch.Delete(database.family(files), file_piece_key(tenant, place, number));
}

// The pieces of a file that has no name yet. They go with it, unless they were let go.
class Unfinished {
public:
    Unfinished(const Database& database, Tenant tenant) : database_(database), tenant_(tenant)
    {
        base::fill_random(place_.data(), place_.size());
    }

    ~Unfinished()
    {
        if (count_ == 0) return;
        ::rocksdb::WriteBatch batch;
        remove_pieces(database_, tenant_, place_, count_, batch);
        batch.Delete(database_.family(meta), storing_key(tenant_, place_));
        static_cast<void>(database_.write(batch, false)); // Else the next start does it.
    }

    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    const base::Hash128& place() const { return place_; }

    Result<> add(std::string_view piece)
    {
        if (auto room = wait_for_room(); !room) return room;
        ::rocksdb::WriteBatch batch;
        if (count_ == 0) batch.Put(database_.family(meta), storing_key(tenant_, place_), "");
        put(piece, batch);
        return database_.write(batch, count_ % pieces_of_sync == 0);
    }

    // Into the batch that names the file. From now on they are no longer ours.
    void finish(std::string_view last, ::rocksdb::WriteBatch& batch)
    {
        if (count_ > 0) batch.Delete(database_.family(meta), storing_key(tenant_, place_));
        if (!last.empty()) put(last, batch);
        count_ = 0;
    }

private:
    void put(std::string_view piece, ::rocksdb::WriteBatch& batch)
    {
        batch.Put(database_.family(files), file_piece_key(tenant_, place_, count_++), piece);
    }

    Result<> wait_for_room() const
    {
        const auto& property = ::rocksdb::DB::Properties::kNumImmutableMemTable;
        std::uint64_t waiting = 0;
        while (database_.db().GetIntProperty(database_.family(files), property, &waiting) &&
               waiting >= waiting_memtables) {
            if (auto failed = database_.failure().error()) return std::move(*failed);
            std::this_thread::sleep_for(pause);
        }
        return {};
    }

    const Database& database_;
    const Tenant tenant_;
    base::Hash128 place_{};
    std::uint32_t count_ = 0;
};

} // namespace

Result<std::optional<FileRow>> file_row(const Database& database, Tenant tenant,
                                        const Digest& digest, const ::rocksdb::ReadOptions& options)
{
    const auto value = database.get(files, file_key(tenant, digest), options);
    if (!value) return value.error();
    if (!*value) return std::optional<FileRow>{};
    const auto row = decode_file_row(**value);
    if (!row) return damaged();
    return row;
}

Result<> StoredFiles::sweep()
{
    ::rocksdb::WriteBatch batch;
    const auto at = database_.iterate(meta, {});
    for (at->Seek(storing_prefix); at->Valid() && at->key().starts_with(storing_prefix);
         at->Next()) {
        if (const auto pieces = pieces_stored_there(at->key().ToStringView()))
            batch.DeleteRange(database_.family(files), *pieces, behind(*pieces));
        batch.Delete(database_.family(meta), at->key());
    }
    if (!at->status().ok()) return to_error(at->status());
    if (batch.Count() == 0) return {};
    return database_.write(batch, false);
}

Result<StoredFile> StoredFiles::put(Tenant tenant, const Pull& next)
{
    Cutter cutter(next);
    Unfinished pieces(database_, tenant);
    auto piece = cutter.piece();
    if (!piece) return piece.error();
    while (piece->size() == file_piece_bytes) {
        auto behind_it = cutter.piece();
        if (!behind_it) return behind_it.error();
        if (behind_it->empty()) break;
        if (auto added = pieces.add(*piece); !added) return added.error();
        piece = std::move(behind_it);
    }

    const auto file = cutter.whole();
    const std::string keys[] = {file_key(tenant, file.digest)};
    const auto lock = naming_.lock(keys);
    const auto known = database_.get(files, keys[0]);
    if (!known) return known.error();
    if (*known) return file;
    ::rocksdb::WriteBatch batch;
    pieces.finish(*piece, batch);
    batch.Put(database_.family(files), keys[0], encode(FileRow{pieces.place(), file.size}));
    batch.Put(database_.family(files), file_place(tenant, pieces.place()),
              ::rocksdb::Slice(base::as_text(file.digest)));
    if (auto written = database_.write(batch, true); !written) return written.error();
    return file;
}

Result<std::optional<std::uint64_t>> StoredFiles::size(Tenant tenant, const Digest& digest) const
{
    const auto row = file_row(database_, tenant, digest, {});
    if (!row) return row.error();
    if (!*row) return std::optional<std::uint64_t>{};
    return std::optional((*row)->size);
}

Result<std::string> StoredFiles::read(Tenant tenant, const Digest& digest, std::uint64_t offset,
                                      std::size_t length) const
{
    const Snapshot snapshot(database_.db()); // No removal comes between.
    const auto row = file_row(database_, tenant, digest, snapshot.options());
    if (!row) return row.error();
    if (!*row) return no_such_file();
    const auto size = (*row)->size;
    std::string out;
    if (offset >= size) return out;
    const auto end = offset + std::min<std::uint64_t>(length, size - offset);
    out.reserve(end - offset);
    while (offset < end) {
        const auto number = offset / file_piece_bytes;
        const auto begin = number * file_piece_bytes;
        const auto key = file_piece_key(tenant, (*row)->place, static_cast<std::uint32_t>(number));
        const auto piece = database_.get(files, key, snapshot.options());
        if (!piece) return piece.error();
        if (!*piece || (*piece)->size() != std::min(size - begin, file_piece_bytes))
            return damaged();
        const auto some = std::min(end, begin + file_piece_bytes) - offset;
        out.append(**piece, offset - begin, some);
        offset += some;
    }
    return out;
}

Result<> StoredFiles::remove(Tenant tenant, std::span<const Digest> digests)
{
    std::vector<std::string> keys;
    for (const auto& digest : digests)
        keys.push_back(file_key(tenant, digest));
    const auto lock = naming_.lock(keys);
    ::rocksdb::WriteBatch batch;
    for (std::size_t at = 0; at < digests.size(); ++at) {
        const auto row = file_row(database_, tenant, digests[at], {});
        if (!row) return row.error();
        if (!*row) continue;
        batch.Delete(database_.family(files), keys[at]);
        batch.Delete(database_.family(files), file_place(tenant, (*row)->place));
        remove_pieces(database_, tenant, (*row)->place, pieces_of((*row)->size), batch);
        if (batch.Count() < removed_at_once) continue;
        if (auto gone = database_.write(batch, true); !gone) return gone;
        batch.Clear();
    }
    return batch.Count() > 0 ? database_.write(batch, true) : Result<>();
}

} // namespace storage::rocks
