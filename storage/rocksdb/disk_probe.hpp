// Whether a disk that has failed would take a database again.
#pragma once

#include <rocksdb/env.h>

#include <string>

namespace storage::rocks {

// Tries in the folder what opening a database does (a file made, written, synced, renamed, removed)
// and asks whether there is room for what the logs hold, which opening writes anew. The environment
// is borrowed; null: the operating system's.
bool takes_files(::rocksdb::Env* env, const std::string& folder);

} // namespace storage::rocks
