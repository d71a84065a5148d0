// All postings of one term, wherever they are kept, in order of sequence.
//
//   chunks   on the disk, sorted runs: everything up to the mark
//   frozen   the tail that is being written as chunks
//   open     the tail that grows
//   overlay  single keys, of any sequence: what became known of a statement after it was indexed,
//            that it is voided or that its target has come (storage/rocksdb/stage.hpp)
//
// The first three follow upon each other, the overlay lies over them all.
#pragma once

#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/tail.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace storage::rocks {

// What a reader has pinned. Chunks may hold more than the mark: then the tails do as well.
struct View {
    std::shared_ptr<const Tail> frozen; // May be null.
    std::shared_ptr<const Tail> open;
    Sequence mark = 0;

    // In the tails.
    std::optional<IdRow> find_id(Tenant tenant, const Uuid& id) const;
};

enum class Direction : bool { up, down };

// The walk along a list: which way, and in which of these roles the term must be mentioned.
struct Walk {
    Direction direction;
    statements::Roles roles;

    bool up() const { return direction == Direction::up; }

    bool wants(const Mention& mention) const { return (mention.roles & roles) != 0; }
};

// Each seek() yields the first mention wanted at or beyond a sequence, in the direction of the
// walk; seeks go in that direction only.
class TailCursor {
public:
    TailCursor(const Tail::List* list, Walk walk); // Null: an empty one.

    std::optional<Mention> seek(Sequence sequence) const;

    std::size_t size() const;

private:
    std::vector<std::span<const Mention>> blocks_;
    Walk walk_;
};

class ChunkCursor {
public:
    ChunkCursor(const Database& database, std::string prefix, Sequence mark,
                const ::rocksdb::ReadOptions& options, Walk walk);

    std::optional<Mention> seek(Sequence sequence);

    // About how many mentions there are, from the newest chunk.
    std::size_t estimate();

    ::rocksdb::Status status() const;

private:
    bool is_here() const { return at_->Valid() && at_->key().starts_with(prefix_); }

    bool has_wanted();
    bool load();
    void go_to(Sequence sequence);
    std::optional<Mention> up(Sequence sequence);
    std::optional<Mention> down(Sequence sequence);

    std::string prefix_;
    Sequence mark_;
    Walk walk_;
    std::unique_ptr<::rocksdb::Iterator> at_;
    std::vector<Mention> chunk_; // Where the iterator stands; empty: nowhere.
    ::rocksdb::Status damaged_;
};

// What a cursor found last. A walk goes one way, so it answers everything up to there again.
class Reached {
public:
    bool answers(Sequence sequence, const Walk& walk) const
    {
        if (!sought_ || !mention_) return sought_;
        return walk.up() ? mention_->sequence >= sequence : mention_->sequence <= sequence;
    }

    std::optional<Mention> keep(std::optional<Mention> found)
    {
        sought_ = true;
        return mention_ = found;
    }

    std::optional<Mention> mention() const { return mention_; }

private:
    std::optional<Mention> mention_; // Empty: there is none from there on.
    bool sought_ = false;
};

class OverlayCursor {
public:
    OverlayCursor(const Database& database, std::string prefix,
                  const ::rocksdb::ReadOptions& options, Walk walk);

    std::optional<Mention> seek(Sequence sequence);

    ::rocksdb::Status status() const { return at_->status(); }

private:
    std::string prefix_;
    Walk walk_;
    std::unique_ptr<::rocksdb::Iterator> at_;
    Reached reached_;
};

class PostingList {
public:
    PostingList(const Database& database, const View& view, Tenant tenant,
                statements::TermKind kind, const base::Hash128& term,
                const ::rocksdb::ReadOptions& options, Walk walk);

    std::optional<Mention> seek(Sequence sequence);

    // About how many mentions there are, the overlay's left out.
    std::size_t estimate();

    ::rocksdb::Status status() const;

private:
    std::optional<Mention> indexed(Sequence sequence);
    std::optional<Mention> merged(Sequence sequence);

    Walk walk_;
    TailCursor open_;
    TailCursor frozen_;
    ChunkCursor chunks_;
    OverlayCursor overlay_;
    Reached reached_;
};

} // namespace storage::rocks
