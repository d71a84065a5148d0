// What statements are found by: which part is where, and how it gets from memory to the disk.
//
// Operation    The writer adds the postings and ids of what it has committed to the open tail,
// where
//              they are found at once. A full tail is frozen; a thread of the index writes it as
//              chunks, in small pieces, and then, alone and synced, the new mark: up to there the
//              chunks hold everything. What a crash finds above the mark is read from the rows
//              again.
// Pieces       One write of a whole tail would hold up RocksDB's queue for a tenth of a second.
//              They go through the write-ahead log: without it a mark could outlive the chunks that
//              it promises. A crash between two pieces leaves chunks above the mark. Readers ignore
//              them, and the first flush afterwards, which covers the same rows, removes them
//              before it writes its own.
// Ids          The row of an id is written with the chunks: sorted, it costs RocksDB a third. When
//              one changes that is in a tail (it is voided, referred to) the commit writes it as
//              well; and if its tail is being written just then, the flush writes it once more,
//              last: it may have written it as it was before. An erasure waits for the flush.
// Concurrency  Hold, add(), update() and make_room(): the writer's thread, which ends before the
//              index. The rest: any.
// Limits       Two tails. When both are full the writer waits, and its queue fills up.
#pragma once

#include "storage/rocksdb/posting_list.hpp"
#include "storage/statistics.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace storage::rocks {

class Index {
public:
    Index(const Database& database, std::size_t tail_statements, std::size_t flush_keys);
    ~Index(); // Writes what is in memory, unless the disk refuses.
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    // Reads the rows that are not in chunks yet, up to where the logs end. Before anything else.
    Result<> start(const std::map<Tenant, Position>& ends);

    // Together with every sequence that was published before the call.
    View pin(Tenant tenant) const;

    // While it lives nothing is frozen: from the first look at ids of a commit to its publication.
    using Hold = std::unique_lock<std::mutex>;

    Hold hold() { return Hold(holding_); }

    void add(Tenant tenant, const Uuid& id, const IdRow& row,
             std::span<const statements::Posting> postings);

    // Before the commit that writes the row of an id which is in a tail.
    void announce(Tenant tenant, const Uuid& id, const IdRow& row);

    // Behind it; without `present`: the id has gone.
    void update(Tenant tenant, const Uuid& id, std::uint8_t flags);

    // The same while no tail is being written.
    Hold hold_settled();

    // Freezes a full tail; waits while there are two, unless the disk refuses them.
    void make_room();

    void read(Statistics& out) const; // The tails and their way to the disk.

private:
    using Lock = std::unique_lock<std::mutex>;

    bool is_idle() const { return !frozen_ || failed_; }

    bool is_full() const;

    void settle();
    void freeze();
    void run();
    bool write_frozen();
    Result<> finish(const Tail& tail);

    const Database& database_;
    const std::size_t tail_statements_;
    const std::size_t flush_keys_;

    std::mutex holding_;                // Taken before mutex_.
    std::map<std::string, IdRow> late_; // Under their keys. While holding_ is held.
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<Tail> open_;
    std::shared_ptr<Tail> frozen_; // Taken away by the thread of the index alone.
    std::map<Tenant, Sequence> marks_;
    std::optional<base::Error> failed_; // The last attempt to write the frozen tail.
    bool stale_ = false;                // There may be chunks above the marks.
    bool closing_ = false;
    std::uint64_t flushes_ = 0;
    std::chrono::duration<double> flushing_{}; // The time that they took together.

    std::thread thread_;
};

} // namespace storage::rocks
