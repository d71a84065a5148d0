// Postings and ids of the newest statements, in memory: an index that is searched while it grows.
//
// Operation    Of each term a list of who mentions it, in blocks that double in size, the newest
//              first. Nothing is ever moved or removed; the whole tail goes when it is on the disk.
//              Of an id the flags may change.
// Concurrency  One thread adds; any thread reads meanwhile, without a lock: an entry is complete
//              before the count that covers it is published. Readers clip what they see at the
//              sequence that was published when they began.
#pragma once

#include "storage/rocksdb/chunk.hpp"
#include "storage/rocksdb/keys.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace storage::rocks {

class Tail {
    struct Block;
    struct Id;

public:
    // What mentions one term.
    class List {
    public:
        // As it stands now: blocks in order of sequence.
        std::vector<std::span<const Mention>> blocks() const;

        const Tenant tenant;
        const statements::TermKind kind;
        const base::Hash128 term;

    private:
        friend class Tail;

        List(Tenant whose, const statements::Posting& posting, const List* behind)
            : tenant(whose), kind(posting.kind), term(posting.term), next_(behind)
        {
        }

        const List* const next_; // In the same bucket.
        std::atomic<Block*> newest_{nullptr};
    };

    Tail();
    ~Tail();
    Tail(const Tail&) = delete;
    Tail& operator=(const Tail&) = delete;

    // One posting of a term, sequences of a tenant increasing.
    void add(Tenant tenant, Sequence sequence, std::span<const statements::Posting> postings);

    // Once for each statement.
    void add_id(Tenant tenant, const Uuid& id, const IdRow& row);

    // Of an id that is here; without `present` it is so no more. Only the thread that adds.
    void set_flags(Tenant tenant, const Uuid& id, std::uint8_t flags);

    // Empty: it is not here.
    std::optional<IdRow> find_id(Tenant tenant, const Uuid& id) const;

    // Null: nothing mentions it.
    const List* find(Tenant tenant, statements::TermKind kind, const base::Hash128& term) const;

    // In order of their keys on the disk. Once nothing is added any more.
    std::vector<const List*> sorted() const;

    // The row of an id, under its key.
    struct IdEntry {
        std::string key;
        IdRow row;
    };

    // In order of key, with the flags of this moment. Once nothing is added any more.
    std::vector<IdEntry> sorted_ids() const;

    // The last sequence of each tenant, for the thread that adds; and for others once it is done.
    const std::map<Tenant, Sequence>& ends() const { return ends_; }

    std::size_t statements() const { return statements_.load(std::memory_order_relaxed); }

    std::size_t postings() const { return postings_.load(std::memory_order_relaxed); }

    std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

private:
    static constexpr std::size_t buckets = 1u << 16;

    static std::size_t bucket_of(Tenant tenant, statements::TermKind kind,
                                 const base::Hash128& term);
    std::size_t bucket_of(Tenant tenant, const Uuid& id) const;
    Id* id_of(Tenant tenant, const Uuid& id) const;
    void prefetch(Tenant tenant, std::span<const statements::Posting> postings) const;
    List& list_of(Tenant tenant, const statements::Posting& posting);
    Block* new_block(Block* before, std::size_t capacity);
    void* allocate(std::size_t size);

    std::vector<std::atomic<List*>> heads_;
    std::vector<std::atomic<Id*>> ids_;
    base::Hash128 id_key_; // Ids are chosen by senders, who shall not choose the bucket.
    std::vector<std::unique_ptr<std::byte[]>> slabs_;
    std::byte* free_ = nullptr;
    std::size_t left_ = 0;
    std::map<Tenant, Sequence> ends_;
    std::atomic<std::size_t> statements_{0};
    std::atomic<std::size_t> postings_{0};
    std::atomic<std::size_t> bytes_{0};
};

} // namespace storage::rocks
