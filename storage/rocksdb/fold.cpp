#include "storage/rocksdb/fold.hpp"

#include "storage/rocksdb/flush.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <utility>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

// The lists of both families, in order of their keys.
class Fold {
public:
    Fold(const Database& database, std::size_t stretch)
        : database_(database), stretch_(stretch), changes_before_(changes_of(database)),
          snapshot_(database.db()), chunks_(database.iterate(chunks, snapshot_.options())),
          overlay_(database.iterate(overlay, snapshot_.options()))
    {
    }

    void start(std::string_view from)
    {
        chunks_->Seek(from);
        overlay_->Seek(from);
    }

    // The prefix of the next list. Empty: there is none.
    std::string next() const
    {
        const auto prefix = [](const ::rocksdb::Iterator& at) {
            return at.Valid() ? at.key().ToStringView().substr(0, posting_prefix_size)
                              : std::string_view{};
        };
        const auto one = prefix(*chunks_);
        const auto other = prefix(*overlay_);
        if (one.empty() || other.empty()) return std::string(one.empty() ? other : one);
        return std::string(std::min(one, other));
    }

    Result<> fold_list(const std::string& prefix, Folded& done)
    {
        const auto tenant = tenant_of_key(prefix);
        // As the snapshot has it: a later one would promise chunks that it has not.
        const auto mark = mark_of(database_, tenant, snapshot_.options());
        if (!mark) return mark.error();
        bool more = true;
        while (more) {
            auto read = read_stretch(prefix, *mark);
            if (!read) return std::move(read).error();
            more = *read;
            if (auto written = write_stretch(prefix, done); !written) return written;
        }
        skip(*chunks_, prefix);
        skip(*overlay_, prefix);
        if (!chunks_->status().ok()) return to_error(chunks_->status());
        if (!overlay_->status().ok()) return to_error(overlay_->status());
        return {};
    }

private:
    static bool is_on(const ::rocksdb::Iterator& at, const std::string& prefix, Sequence upto)
    {
        return at.Valid() && at.key().starts_with(prefix) &&
               sequence_of_key(at.key().ToStringView()) <= upto;
    }

    // What lies above the mark is not ours.
    static void skip(::rocksdb::Iterator& at, const std::string& prefix)
    {
        if (at.Valid() && at.key().starts_with(prefix)) at.Seek(behind(prefix));
    }

    // Before the snapshot: what changes in between is read again for nothing.
    static std::uint64_t changes_of(const Database& database)
    {
        auto& changes = database.overlay_changes();
        const std::lock_guard lock(changes.mutex);
        return changes.count;
    }

    Result<bool> read_stretch(const std::string& prefix, Sequence mark);
    Result<> read_overlay_again();
    void put_back(std::size_t of_chunks, Sequence from);
    Result<> write_stretch(const std::string& prefix, Folded& done);
    std::vector<std::string> put_chunks(const std::string& prefix, std::span<const Mention> all,
                                        ::rocksdb::WriteBatch& batch) const;

    const Database& database_;
    const std::size_t stretch_;
    const std::uint64_t changes_before_;
    Snapshot snapshot_;
    std::unique_ptr<::rocksdb::Iterator> chunks_;
    std::unique_ptr<::rocksdb::Iterator> overlay_;

    // A stretch of a list.
    std::vector<std::string> old_chunks_;
    std::vector<std::string> old_overlay_;
    std::vector<Mention> mentions_;
    std::vector<Mention> put_back_;          // The next stretch begins with them ...
    std::vector<std::string> put_back_keys_; // ... which are chunks by then.
};

// Chunks, and what lies over them; of much of that only so far that it fits into memory. What the
// chunks hold behind is put back. True: the list goes on.
Result<bool> Fold::read_stretch(const std::string& prefix, Sequence mark)
{
    old_chunks_ = std::exchange(put_back_keys_, {});
    mentions_ = std::exchange(put_back_, {});
    old_overlay_.clear();
    std::vector<Mention> chunk;
    while (is_on(*chunks_, prefix, mark) && mentions_.size() < stretch_) {
        const auto key = chunks_->key().ToStringView();
        if (!decode_chunk(sequence_of_key(key), chunks_->value().ToStringView(), chunk))
            return Error{ErrorKind::corrupt, "a chunk of postings does not decode"};
        mentions_.insert(mentions_.end(), chunk.begin(), chunk.end());
        old_chunks_.emplace_back(key);
        chunks_->Next();
    }
    bool more = is_on(*chunks_, prefix, mark);
    const auto end = more ? sequence_of_key(chunks_->key().ToStringView()) - 1 : mark;
    const auto of_chunks = mentions_.size();
    while (is_on(*overlay_, prefix, end) && old_overlay_.size() < stretch_) {
        const auto key = overlay_->key().ToStringView();
        mentions_.push_back({sequence_of_key(key), decode_roles(overlay_->value().ToStringView())});
        old_overlay_.emplace_back(key);
        overlay_->Next();
    }
    if (is_on(*overlay_, prefix, end)) {
        more = true;
        put_back(of_chunks, sequence_of_key(overlay_->key().ToStringView()));
    }
    // Before anything is written from what has been read.
    if (!chunks_->status().ok()) return to_error(chunks_->status());
    if (!overlay_->status().ok()) return to_error(overlay_->status());
    return more;
}

// Of the mentions from chunks, those from a sequence on.
void Fold::put_back(std::size_t of_chunks, Sequence from)
{
    const auto chunks_end = mentions_.begin() + static_cast<std::ptrdiff_t>(of_chunks);
    const auto first =
        std::ranges::lower_bound(mentions_.begin(), chunks_end, from, {}, &Mention::sequence);
    put_back_.assign(first, chunks_end);
    mentions_.erase(first, chunks_end);
}

// What has got more roles since the snapshot.
Result<> Fold::read_overlay_again()
{
    for (const auto& key : old_overlay_) {
        const auto now = database_.get(overlay, key);
        if (!now) return now.error();
        if (*now) mentions_.push_back({sequence_of_key(key), decode_roles(**now)});
    }
    return {};
}

Result<> Fold::write_stretch(const std::string& prefix, Folded& done)
{
    const auto needed = (mentions_.size() + chunk_mentions - 1) / chunk_mentions;
    if (old_overlay_.empty() && old_chunks_.size() <= needed) return {};

    auto& changes = database_.overlay_changes();
    const std::lock_guard lock(changes.mutex);
    if (changes.count != changes_before_) {
        if (auto read = read_overlay_again(); !read) return read;
    }
    std::ranges::sort(mentions_, {}, &Mention::sequence);
    std::vector<Mention> joined;
    for (const auto& mention : mentions_) {
        if (!joined.empty() && joined.back().sequence == mention.sequence)
            joined.back().roles |= mention.roles;
        else
            joined.push_back(mention);
    }
    ::rocksdb::WriteBatch batch;
    for (const auto& key : old_chunks_)
        batch.Delete(database_.family(chunks), key);
    for (const auto& key : old_overlay_)
        batch.Delete(database_.family(overlay), key);
    done.chunks_after += put_chunks(prefix, joined, batch).size();
    put_back_keys_ = put_chunks(prefix, put_back_, batch);
    done.overlay += old_overlay_.size();
    done.chunks_before += old_chunks_.size();
    return database_.write(batch, false);
}

std::vector<std::string> Fold::put_chunks(const std::string& prefix, std::span<const Mention> all,
                                          ::rocksdb::WriteBatch& batch) const
{
    std::vector<std::string> keys;
    for (const auto some : in_chunks(all)) {
        keys.push_back(with_number(prefix, some.front().sequence));
        batch.Put(database_.family(chunks), keys.back(), encode_chunk(some));
    }
    return keys;
}

} // namespace

Result<Folded> fold(const Database& database, std::string_view from, const GoOn& go_on,
                    std::size_t stretch)
{
    const std::lock_guard one_at_a_time(database.folding());
    Folded out;
    Fold lists(database, stretch);
    lists.start(from);
    for (auto prefix = lists.next(); !prefix.empty(); prefix = lists.next()) {
        out.reached = prefix;
        if (!go_on(out)) return out;
        if (auto done = lists.fold_list(prefix, out); !done) return done.error();
        ++out.lists;
    }
    out.finished = true;
    return out;
}

} // namespace storage::rocks
