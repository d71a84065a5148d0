// Writes a tail as chunks.
#pragma once

#include "base/limits.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/tail.hpp"

namespace storage::rocks {

// Nothing may be added to the tail any more. `keys` go into one write. `stale`: a flush of the same
// rows was cut off, so that there may be chunks which this one would not overwrite; they are
// removed first. When it fails it may be called again; the marks are moved in its last write.
Result<> write_chunks(const Database& database, const Tail& tail, bool stale,
                      std::size_t keys = limits::flush_keys);

} // namespace storage::rocks
