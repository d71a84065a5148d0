#include "storage/rocksdb/posting_list.hpp"

#include <algorithm>

namespace storage::rocks {

std::optional<IdRow> View::find_id(Tenant tenant, const Uuid& id) const
{
    if (auto row = open->find_id(tenant, id)) return row;
    return frozen ? frozen->find_id(tenant, id) : std::nullopt;
}

TailCursor::TailCursor(const Tail::List* list, Walk walk) : walk_(walk)
{
    if (list) blocks_ = list->blocks();
}

std::optional<Mention> TailCursor::seek(Sequence sequence) const
{
    if (walk_.up()) {
        auto block = std::ranges::partition_point(
            blocks_, [&](const auto& some) { return some.back().sequence < sequence; });
        for (; block != blocks_.end(); ++block) {
            auto at = std::ranges::lower_bound(*block, sequence, {}, &Mention::sequence);
            for (; at != block->end(); ++at)
                if (walk_.wants(*at)) return *at;
        }
        return std::nullopt;
    }
    auto block = std::ranges::partition_point(
        blocks_, [&](const auto& some) { return some.front().sequence <= sequence; });
    while (block != blocks_.begin()) {
        --block;
        auto at = std::ranges::upper_bound(*block, sequence, {}, &Mention::sequence);
        while (at != block->begin())
            if (walk_.wants(*--at)) return *at;
    }
    return std::nullopt;
}

std::size_t TailCursor::size() const
{
    std::size_t out = 0;
    for (const auto& block : blocks_)
        out += block.size();
    return out;
}

ChunkCursor::ChunkCursor(const Database& database, std::string prefix, Sequence mark,
                         const ::rocksdb::ReadOptions& options, Walk walk)
    : prefix_(std::move(prefix)), mark_(mark), walk_(walk)
{
    if (mark > 0) at_ = database.iterate(chunks, options);
}

::rocksdb::Status ChunkCursor::status() const
{
    return damaged_.ok() && at_ ? at_->status() : damaged_;
}

// Whether the chunk that the iterator stands on is worth being read.
bool ChunkCursor::has_wanted()
{
    const auto roles = roles_of_chunk(at_->value().ToStringView());
    if (!roles) damaged_ = ::rocksdb::Status::Corruption("a chunk of postings does not decode");
    return roles && (*roles & walk_.roles) != 0;
}

// What the iterator stands on, up to the mark. False: nothing.
bool ChunkCursor::load()
{
    chunk_.clear();
    if (!decode_chunk(sequence_of_key(at_->key().ToStringView()), at_->value().ToStringView(),
                      chunk_)) {
        damaged_ = ::rocksdb::Status::Corruption("a chunk of postings does not decode");
        chunk_.clear();
    }
    while (!chunk_.empty() && chunk_.back().sequence > mark_)
        chunk_.pop_back();
    return !chunk_.empty();
}

// To the chunk that would hold the sequence, or before all chunks.
void ChunkCursor::go_to(Sequence sequence)
{
    const auto key = with_number(prefix_, sequence);
    at_->SeekForPrev(key);
}

std::optional<Mention> ChunkCursor::seek(Sequence sequence)
{
    if (!at_ || !damaged_.ok()) return std::nullopt;
    return walk_.up() ? up(sequence) : down(std::min(sequence, mark_));
}

std::optional<Mention> ChunkCursor::up(Sequence sequence)
{
    if (sequence > mark_) return std::nullopt;
    if (chunk_.empty() || sequence > chunk_.back().sequence) {
        if (!chunk_.empty() && sequence == chunk_.back().sequence + 1) {
            at_->Next();
        } else {
            go_to(sequence);
            if (!is_here()) at_->Seek(prefix_);
        }
        chunk_.clear();
    }
    for (; is_here() && damaged_.ok(); at_->Next()) {
        if (sequence_of_key(at_->key().ToStringView()) > mark_) break; // No more up to the mark.
        if (chunk_.empty() && (!has_wanted() || !load())) continue;
        auto at = std::ranges::lower_bound(chunk_, sequence, {}, &Mention::sequence);
        for (; at != chunk_.end(); ++at)
            if (walk_.wants(*at)) return *at;
        chunk_.clear();
    }
    return std::nullopt;
}

std::optional<Mention> ChunkCursor::down(Sequence sequence)
{
    if (chunk_.empty() || sequence < chunk_.front().sequence) {
        if (!chunk_.empty() && sequence + 1 == chunk_.front().sequence)
            at_->Prev();
        else
            go_to(sequence);
        chunk_.clear();
    }
    for (; is_here() && damaged_.ok(); at_->Prev()) {
        if (chunk_.empty() && (!has_wanted() || !load())) continue;
        auto at = std::ranges::upper_bound(chunk_, sequence, {}, &Mention::sequence);
        while (at != chunk_.begin())
            if (walk_.wants(*--at)) return *at;
        chunk_.clear();
    }
    return std::nullopt;
}

std::size_t ChunkCursor::estimate()
{
    if (!at_) return 0;
    go_to(mark_);
    if (!is_here() || !load()) return 0;
    const auto count = chunk_.size();
    const auto span = chunk_.back().sequence - chunk_.front().sequence + 1;
    chunk_.clear(); // A walk up would take it for the first.
    return static_cast<std::size_t>(static_cast<double>(count) * static_cast<double>(mark_) /
                                    static_cast<double>(span));
}

OverlayCursor::OverlayCursor(const Database& database, std::string prefix,
                             const ::rocksdb::ReadOptions& options, Walk walk)
    : prefix_(std::move(prefix)), walk_(walk), at_(database.iterate(overlay, options))
{
}

std::optional<Mention> OverlayCursor::seek(Sequence sequence)
{
    if (reached_.answers(sequence, walk_)) return reached_.mention();
    const auto key = with_number(prefix_, sequence);
    if (walk_.up())
        at_->Seek(key);
    else
        at_->SeekForPrev(key);
    for (; at_->Valid() && at_->key().starts_with(prefix_);
         walk_.up() ? at_->Next() : at_->Prev()) {
        const Mention here{sequence_of_key(at_->key().ToStringView()),
                           decode_roles(at_->value().ToStringView())};
        if (walk_.wants(here)) return reached_.keep(here);
    }
    return reached_.keep({});
}

PostingList::PostingList(const Database& database, const View& view, Tenant tenant,
                         statements::TermKind kind, const base::Hash128& term,
                         const ::rocksdb::ReadOptions& options, Walk walk)
    : walk_(walk), open_(view.open->find(tenant, kind, term), walk),
      frozen_(view.frozen ? view.frozen->find(tenant, kind, term) : nullptr, walk),
      chunks_(database, posting_prefix(tenant, kind, term), view.mark, options, walk),
      overlay_(database, posting_prefix(tenant, kind, term), options, walk)
{
}

std::optional<Mention> PostingList::indexed(Sequence sequence)
{
    if (walk_.up()) {
        if (const auto found = chunks_.seek(sequence)) return found;
        if (const auto found = frozen_.seek(sequence)) return found;
        return open_.seek(sequence);
    }
    if (const auto found = open_.seek(sequence)) return found;
    if (const auto found = frozen_.seek(sequence)) return found;
    return chunks_.seek(sequence);
}

// Most rows are no voided ones: asking again where nothing can be must cost nothing.
std::optional<Mention> PostingList::seek(Sequence sequence)
{
    return reached_.answers(sequence, walk_) ? reached_.mention() : reached_.keep(merged(sequence));
}

std::optional<Mention> PostingList::merged(Sequence sequence)
{
    const auto first = indexed(sequence);
    const auto over = overlay_.seek(sequence);
    if (!first) return over;
    if (!over) return first;
    if (first->sequence == over->sequence)
        return Mention{first->sequence, first->roles | over->roles};
    return walk_.up() == (first->sequence < over->sequence) ? first : over;
}

std::size_t PostingList::estimate()
{
    return open_.size() + frozen_.size() + chunks_.estimate();
}

::rocksdb::Status PostingList::status() const
{
    return chunks_.status().ok() ? overlay_.status() : chunks_.status();
}

} // namespace storage::rocks
