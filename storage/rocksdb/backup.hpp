// Backups of a database in a folder, by RocksDB's backup engine.
//
// Operation    Table files and contents of attachments lie in the folder once, whatever the number
//              of backups that have them, under a name that holds their checksum; the log is copied
//              into each backup. Everything is synced before a backup counts.
// Concurrency  The database may be read and written meanwhile. One writer for a folder at a time:
//              whoever has its database open.
// Erasures     The list of erased ids lies beside the backups (erasure_list.hpp); restore()
//              applies it.
#pragma once

#include "storage/maintenance.hpp"
#include "storage/rocksdb/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace storage::rocks {

// Maintenance::back_up()
Result<Backup> back_up(const Database& database, const std::string& folder, std::size_t keep,
                       Work& work);

// Maintenance::backups(). Empty `env`: the operating system's.
Result<std::vector<Backup>> backups_in(const std::string& folder, ::rocksdb::Env* env = nullptr);

struct Restored {
    Backup backup;
    std::size_t erased_again = 0; // Statements that were erased after the backup was taken.
};

// Makes a database of a backup, the newest unless `number` says which. It comes about in a folder
// inside `to` and is there when it is whole. Checks what it copies against the checksums.
//   invalid    `to` has something in it
//   not_found  there is no such backup
//   corrupt    the backup is damaged
Result<Restored> restore(const std::string& from, std::optional<std::uint32_t> number,
                         const std::string& to, ::rocksdb::Env* env = nullptr);

} // namespace storage::rocks
