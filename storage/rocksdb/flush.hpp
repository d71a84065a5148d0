// Writes a tail.
#pragma once

#include "base/limits.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/tail.hpp"

namespace storage::rocks {

// Both: nothing may be added to the tail any more; what has failed may be called again.

// Chunks, and rows of ids. `keys` go into one write. `stale`: a flush of the same rows was cut off,
// so that there may be chunks which this one would not overwrite; they are removed first.
Result<> write_chunks(const Database& database, const Tail& tail, bool stale,
                      std::size_t keys = limits::flush_keys);

// That they are there, and `late` rows of ids over those that were written. Synced.
Result<> write_marks(const Database& database, const Tail& tail,
                     const std::map<std::string, IdRow>& late);

// Up to where the chunks of a tenant hold everything.
Result<Sequence> mark_of(const Database& database, Tenant tenant,
                         const ::rocksdb::ReadOptions& options = {});

} // namespace storage::rocks
