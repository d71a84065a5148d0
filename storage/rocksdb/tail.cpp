#include "storage/rocksdb/tail.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <tuple>

namespace storage::rocks {
namespace {

constexpr std::size_t slab_bytes = 1u << 20;
constexpr std::size_t first_capacity = 2; // Most terms are rare.
constexpr std::size_t largest_capacity = 1'024;

// Of a size that the compiler knows: two comparisons of words instead of a call.
bool equal(const base::Hash128& a, const base::Hash128& b)
{
    return std::memcmp(a.data(), b.data(), sizeof a) == 0;
}

} // namespace

// Followed by its entries.
struct Tail::Block {
    Block* const before;
    const std::uint32_t capacity;
    std::atomic<std::uint32_t> count{0};

    Block(Block* older, std::size_t room)
        : before(older), capacity(static_cast<std::uint32_t>(room))
    {
    }

    Mention* entries() { return reinterpret_cast<Mention*>(this + 1); }
};

struct Tail::Id {
    const Tenant tenant;
    const Uuid id;
    const Sequence sequence;
    const base::Hash128 received;
    std::atomic<std::uint8_t> flags;
    Id* const next; // In the same bucket.

    IdRow row() const { return {sequence, received, flags.load(std::memory_order_relaxed)}; }
};

std::vector<std::span<const Mention>> Tail::List::blocks() const
{
    std::vector<std::span<const Mention>> out;
    for (auto* block = newest_.load(std::memory_order_acquire); block; block = block->before) {
        const auto count = block->count.load(std::memory_order_acquire);
        if (count > 0) out.emplace_back(block->entries(), count); // A list begins empty.
    }
    std::ranges::reverse(out);
    return out;
}

Tail::Tail() : heads_(buckets), ids_(buckets)
{
    base::fill_random(id_key_.data(), id_key_.size());
}

Tail::~Tail() = default; // Lists and blocks own nothing: they go with the slabs.

std::size_t Tail::bucket_of(Tenant tenant, statements::TermKind kind, const base::Hash128& term)
{
    std::size_t hash = 0; // A term is a hash already.
    std::memcpy(&hash, term.data(), sizeof hash);
    hash ^= static_cast<std::size_t>(tenant) * 0x9e3779b97f4a7c15u + static_cast<std::size_t>(kind);
    return (hash ^ hash >> 32) % buckets;
}

std::size_t Tail::bucket_of(Tenant tenant, const Uuid& id) const
{
    const auto hash = base::siphash128(id_key_, base::as_text(id.bytes));
    std::size_t out = 0;
    std::memcpy(&out, hash.data(), sizeof out);
    return (out + static_cast<std::size_t>(tenant)) % buckets;
}

Tail::Id* Tail::id_of(Tenant tenant, const Uuid& id) const
{
    auto* at = ids_[bucket_of(tenant, id)].load(std::memory_order_acquire);
    while (at && !(at->id == id && at->tenant == tenant))
        at = at->next;
    return at;
}

std::optional<IdRow> Tail::find_id(Tenant tenant, const Uuid& id) const
{
    const auto* found = id_of(tenant, id);
    if (!found) return std::nullopt;
    const auto row = found->row();
    return row.is(IdRow::present) ? std::optional(row) : std::nullopt;
}

void Tail::add_id(Tenant tenant, const Uuid& id, const IdRow& row)
{
    auto& head = ids_[bucket_of(tenant, id)];
    auto* made = new (allocate(sizeof(Id)))
        Id{tenant, id, row.sequence, row.received, row.flags, head.load(std::memory_order_relaxed)};
    head.store(made, std::memory_order_release);
}

void Tail::set_flags(Tenant tenant, const Uuid& id, std::uint8_t flags)
{
    if (auto* found = id_of(tenant, id)) found->flags.store(flags, std::memory_order_relaxed);
}

std::vector<Tail::IdEntry> Tail::sorted_ids() const
{
    std::vector<IdEntry> out;
    for (const auto& head : ids_) {
        for (const auto* at = head.load(std::memory_order_acquire); at; at = at->next) {
            const auto row = at->row();
            if (row.is(IdRow::present)) out.push_back({id_key(at->tenant, at->id), row});
        }
    }
    std::ranges::sort(out, {}, &IdEntry::key);
    return out;
}

const Tail::List* Tail::find(Tenant tenant, statements::TermKind kind,
                             const base::Hash128& term) const
{
    const List* at = heads_[bucket_of(tenant, kind, term)].load(std::memory_order_acquire);
    while (at && !(equal(at->term, term) && at->kind == kind && at->tenant == tenant))
        at = at->next_;
    return at;
}

Tail::List& Tail::list_of(Tenant tenant, const statements::Posting& posting)
{
    if (const auto* known = find(tenant, posting.kind, posting.term))
        return const_cast<List&>(*known); // Ours, and we are the thread that adds.
    auto& head = heads_[bucket_of(tenant, posting.kind, posting.term)];
    auto* made =
        new (allocate(sizeof(List))) List(tenant, posting, head.load(std::memory_order_relaxed));
    made->newest_.store(new_block(nullptr, first_capacity), std::memory_order_relaxed);
    head.store(made, std::memory_order_release);
    return *made;
}

Tail::Block* Tail::new_block(Block* before, std::size_t capacity)
{
    return new (allocate(sizeof(Block) + capacity * sizeof(Mention))) Block(before, capacity);
}

void* Tail::allocate(std::size_t size)
{
    size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    if (left_ < size) {
        slabs_.push_back(std::make_unique_for_overwrite<std::byte[]>(slab_bytes));
        free_ = slabs_.back().get();
        left_ = slab_bytes;
        bytes_.fetch_add(slab_bytes, std::memory_order_relaxed);
    }
    auto* out = free_;
    free_ += size;
    left_ -= size;
    return out;
}

// What the lists of a statement need is scattered over memory: waiting for all of it at once takes
// as long as waiting for one.
void Tail::prefetch(Tenant tenant, std::span<const statements::Posting> postings) const
{
    const auto head = [&](const statements::Posting& posting) -> const std::atomic<List*>& {
        return heads_[bucket_of(tenant, posting.kind, posting.term)];
    };
    for (const auto& posting : postings)
        __builtin_prefetch(&head(posting));
    for (const auto& posting : postings)
        __builtin_prefetch(head(posting).load(std::memory_order_relaxed));
}

void Tail::add(Tenant tenant, Sequence sequence, std::span<const statements::Posting> postings)
{
    prefetch(tenant, postings);
    for (const auto& posting : postings) {
        auto& list = list_of(tenant, posting);
        auto* block = list.newest_.load(std::memory_order_relaxed);
        auto count = block->count.load(std::memory_order_relaxed);
        const bool full = count == block->capacity;
        if (full) {
            const std::size_t twice = 2u * block->capacity;
            block = new_block(block, std::min(twice, largest_capacity));
            count = 0;
        }
        new (block->entries() + count) Mention{sequence, posting.roles};
        block->count.store(count + 1, std::memory_order_release);
        if (full) list.newest_.store(block, std::memory_order_release);
    }
    ends_[tenant] = sequence;
    statements_.fetch_add(1, std::memory_order_relaxed);
    postings_.fetch_add(postings.size(), std::memory_order_relaxed);
}

std::vector<const Tail::List*> Tail::sorted() const
{
    std::vector<const List*> out;
    for (const auto& head : heads_) {
        for (const List* at = head.load(std::memory_order_acquire); at; at = at->next_)
            out.push_back(at);
    }
    std::ranges::sort(
        out, {}, [](const List* list) { return std::tie(list->tenant, list->kind, list->term); });
    return out;
}

} // namespace storage::rocks
