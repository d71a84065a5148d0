// The one thread that writes statements: it orders, checks ids and commits.
//
// Operation    Batches queue up while a commit waits for the disk; the next commit takes what has
//              come by then, so that one fsync serves many requests.
// Concurrency  Any thread may submit. Completions run on the writer's thread.
// Time         `stored` = max(now, last + 1 microsecond), also above anything that
//              consistent_through() has promised.
// Limitations  After a failed write the database takes no more writes until it is opened again,
//              which recovery.hpp does.
#pragma once

#include "storage/rocksdb/activities.hpp"
#include "storage/rocksdb/attachments.hpp"
#include "storage/rocksdb/commit_meter.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/documents.hpp"
#include "storage/rocksdb/feeds.hpp"
#include "storage/rocksdb/index.hpp"
#include "storage/rocksdb/stage.hpp"
#include "storage/rocksdb/write_queue.hpp"

#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace storage::rocks {

class Writer {
public:
    Writer(Database& database, Feeds& feeds, Index& index, Clock clock);
    ~Writer(); // Writes what is queued, then ends.

    // Reads where the logs end, and starts the index. Before anything else.
    Result<> start();

    Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion);
    Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                    DocumentCompletion completion);
    Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason);
    Timestamp consistent_through() const;
    std::string trouble() const;
    void read(Statistics& out) const; // The queue and the commits.

private:
    struct Staged { // What is to be published; a statement, or the record of an erasure.
        Tenant tenant;
        Position place;
        statements::PreparedStatement* statement;
    };

    struct Line { // Where a tenant's log stands.
        Position last;
        Position marked; // The newest row of the sparse index by time.
    };

    // A group while it is committed.
    struct Group {
        Group(Index::Hold hold, const Database& database, Index& index,
              const std::unordered_set<Tenant>& erasing, MergedDefinitions& merged)
            : held(std::move(hold)), stage(database, index, erasing), documents(database),
              attachments(database), activities(database, merged)
        {
        }

        Index::Hold held;
        Stage stage;
        DocumentStage documents;
        AttachmentStage attachments;
        ActivityStage activities;
        std::map<Tenant, Line> lines;
        std::vector<Staged> staged; // In order of a tenant's log.
        std::vector<std::function<void(const base::Error*)>> answers;
        bool writes = false;
    };

    void run();
    void commit(std::vector<Job> jobs);
    void commit(Erasure erasure);
    void add(Group& group, Submission& submission);
    void add(Group& group, Documents& documents);
    Result<Committed> add_statements(Group& group, Submission& submission);
    Result<> apply(Group& group, Submission& submission, statements::PreparedStatement& statement,
                   Position place);
    Result<> add_documents(Group& group, const Documents& documents);
    Result<Erased> add_erasures(Group& group, const Erasure& erasure);
    Result<> write(Group& group);
    void publish(Group& group);
    void fail(const base::Error& error);

    Result<> refuse_when_in_trouble() const;
    Result<> enqueue(Job job);
    Line& line_of(Group& group, Tenant tenant);
    Position step(Line& line);
    void enter();
    void leave();

    Database& database_;
    Feeds& feeds_;
    Index& index_;
    Clock clock_;

    WriteQueue queue_;
    CommitMeter meter_;

    mutable std::mutex trouble_mutex_;
    std::string trouble_;

    mutable std::mutex time_mutex_;
    mutable Timestamp floor_{};          // No later `stored` may lie at or below it.
    std::optional<Timestamp> in_flight_; // The oldest `stored` that is not visible yet.

    // The writer's thread only.
    std::map<Tenant, Line> lines_;
    std::unordered_set<Tenant> tenants_with_erasures_;
    MergedDefinitions merged_;
    Timestamp now_{};

    std::thread thread_;
};

} // namespace storage::rocks
