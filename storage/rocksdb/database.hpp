// An open RocksDB database: its column families, its key, and reads and writes with our errors.
#pragma once

#include "storage/rocksdb/first_failure.hpp"
#include "storage/rocksdb/keys.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"

#include <rocksdb/db.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace storage::rocks {

enum Family : std::size_t {
    meta,
    rows,
    ids,
    overlay, // Named "postings" in the file.
    references,
    times,
    erased,
    projections,
    documents,
    activities,
    attachments,
    chunks,
    registers,
    files,
    records
};

// A consistent view of everything committed. Released when it goes.
class Snapshot {
public:
    explicit Snapshot(::rocksdb::DB& db) : db_(db), snapshot_(db.GetSnapshot()) {}

    ~Snapshot() { db_.ReleaseSnapshot(snapshot_); }

    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    ::rocksdb::ReadOptions options() const
    {
        ::rocksdb::ReadOptions options;
        options.snapshot = snapshot_;
        return options;
    }

private:
    ::rocksdb::DB& db_;
    const ::rocksdb::Snapshot* snapshot_;
};

// Keys of the overlay that were there and got more roles. Whoever reads such keys to write others
// in their place holds the lock from the reading to the writing.
struct OverlayChanges {
    std::mutex mutex;
    std::uint64_t count = 0;
};

class Database {
public:
    // The failure is told of what befalls this database, and ends all writing.
    static Result<std::unique_ptr<Database>>
    open(const Options& options,
         std::shared_ptr<FirstFailure> failure = std::make_shared<FirstFailure>());
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    ::rocksdb::DB& db() const { return *db_; }

    ::rocksdb::ColumnFamilyHandle* family(Family family) const { return handles_[family]; }

    std::size_t family_count() const { return handles_.size(); }

    const base::Hash128& key() const { return key_; }

    Result<std::optional<std::string>> get(Family family, const std::string& key,
                                           const ::rocksdb::ReadOptions& options = {}) const;

    FirstFailure& failure() const { return *failure_; }

    // Whether there is a key that begins so.
    Result<bool> has_prefix(Family family, const std::string& prefix,
                            const ::rocksdb::ReadOptions& options = {}) const;

    // Where the logs end.
    Result<std::map<Tenant, Position>> ends() const;

    // Kept in RocksDB's order with all other writes; on disk when sync is asked for. Refused (full,
    // busy) after the first failure, which itself is `unknown`.
    Result<> write(::rocksdb::WriteBatch& batch, bool sync) const;

    // Held while postings are folded (storage/rocksdb/fold.hpp).
    std::mutex& folding() const { return folding_; }

    OverlayChanges& overlay_changes() const { return overlay_changes_; }

    std::unique_ptr<::rocksdb::Iterator> iterate(Family family,
                                                 const ::rocksdb::ReadOptions& options) const;

private:
    Database() = default;

    Result<> prepare(); // Format version and key: written once, checked ever after.
    Result<> begin();
    Result<> migrate_from_1();

    mutable std::mutex folding_;
    mutable OverlayChanges overlay_changes_;
    bool sync_ = true;
    std::shared_ptr<FirstFailure> failure_;
    base::Hash128 key_{};
    std::unique_ptr<::rocksdb::DB> db_;
    std::vector<::rocksdb::ColumnFamilyHandle*> handles_;
};

// What RocksDB says, in our words.
base::Error to_error(const ::rocksdb::Status& status);

} // namespace storage::rocks
