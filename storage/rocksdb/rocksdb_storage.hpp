// The durable backend. storage/rocksdb/keys.hpp draws what it writes, README.md how it works.
#pragma once

#include "base/limits.hpp"
#include "storage/storage.hpp"

#include <memory>
#include <string>

namespace rocksdb {
class Env;
}

namespace storage::rocks {

struct Options {
    std::string path;
    Clock clock = system_now;
    ::rocksdb::Env* env = nullptr; // Borrowed. Empty: the operating system's.

    // How many statements are indexed in memory before their postings are written as chunks. A
    // crash costs the next start the time to read twice as many rows.
    std::size_t tail_statements = limits::tail_statements;

    // How many keys of a tail are written at once.
    std::size_t flush_keys = limits::flush_keys;

    // Where erased ids are listed at once (storage/rocksdb/erasure_list.hpp): the folder of the
    // backups. Empty: the next backup lists them.
    std::string erasure_list{};

    // Commit without fsync. Only for showing that the power-cut test notices it, and for measuring
    // what durability costs.
    bool sync = true;
};

// Creates the database when there is none.
//   busy     another process has it open
//   full     the disk has no room for what opening writes
//   corrupt  it does not open, or it has a format that this program does not know
base::Result<std::unique_ptr<Storage>> open(Options options);

} // namespace storage::rocks
