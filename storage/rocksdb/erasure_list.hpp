// Which ids were erased, kept beside the backups and not in them: a backup that was taken before an
// erasure still holds the statement, and whoever restores it must erase it again.
//
// The file "erased" in the folder has a line for each, only ever added to:
//
//   TENANT SEALED-ID TIME    "1 0123456789abcdef0123456789abcdef 2026-01-31T09:30:00.000000Z"
//
// A sealed id (storage/tombstone.hpp) tells nothing to who has not the database's key. What follows
// from a crash in the middle of a line is skipped: nobody was told that it was written.
#pragma once

#include "storage/rocksdb/database.hpp"

#include <rocksdb/env.h>

#include <span>
#include <string>
#include <vector>

namespace storage::rocks {

struct ErasedId {
    Tenant tenant{};
    base::Hash128 sealed{};
    Timestamp when{};

    bool operator==(const ErasedId&) const = default;
};

// Nobody's, when there is no such file.
//   corrupt  a line is no line of ours
Result<std::vector<ErasedId>> read_erasures(::rocksdb::Env& env, const std::string& folder);

// On the disk when it returns.
Result<> add_erasures(::rocksdb::Env& env, const std::string& folder,
                      std::span<const ErasedId> erased);

// Of these ids, those that have been erased.
Result<std::vector<ErasedId>> erased_of(const Database& database, Tenant tenant,
                                        std::span<const Uuid> ids);

// Adds what the database knows of and the list does not.
Result<> complete_erasures(::rocksdb::Env& env, const std::string& folder,
                           const Database& database);

} // namespace storage::rocks
