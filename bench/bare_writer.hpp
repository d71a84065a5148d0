// Group commit and nothing else: rows and keys go to RocksDB, one fsync for what has queued.
//
// Concurrency  Any thread may submit. Completions run on the writer's thread.
#pragma once

#include "bench/bare_batch.hpp"
#include "bench/bare_posting.hpp"
#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace bench {

class BareWriter {
public:
    struct Writes {
        std::size_t keys; // Of the index, for each statement: at most terms_per_statement.
        bool ids;         // A row in the family `ids` as well.
        bool sorted;      // The index keys of a group in their order, instead of as they come.
    };

    using Completion = std::function<void(bool written)>;

    BareWriter(std::unique_ptr<storage::rocks::Database> database, Writes writes);
    ~BareWriter(); // Writes what is queued.
    BareWriter(const BareWriter&) = delete;
    BareWriter& operator=(const BareWriter&) = delete;

    const storage::rocks::Database& database() const { return *database_; }

    void submit(Batch batch, Completion completion);

private:
    struct Job {
        Batch batch;
        Completion completion;
    };

    void run();
    std::vector<Job> take();
    void add(const Row& row);
    void add_keys(const Row& row);
    void put_keys();

    std::unique_ptr<storage::rocks::Database> database_;
    const Writes writes_;
    std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<Job> queue_;
    bool closing_ = false;

    // The writer's thread only.
    storage::Sequence sequence_ = 0;
    ::rocksdb::WriteBatch batch_;
    std::vector<PostingKey> keys_; // Of the group.
    std::thread thread_;
};

} // namespace bench
