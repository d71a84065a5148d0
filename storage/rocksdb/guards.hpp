// Two keys at the bottom of each family that grows at its end, below and above all others.
//
// Why          RocksDB moves the tables of such a family down as they are. But whenever a snapshot
//              is released, it writes each table anew that has nothing below it, only to strike
//              the numbers by which snapshots tell versions apart: with pages being read, every
//              row was written twice, for half of the processor. A table that spans all keys at
//              the lowest level lies below every other one.
// Limitations  Databases that were begun without them have none. A compaction of everything takes
//              all to the lowest level, and the guards stay at its ends.
#pragma once

#include "storage/rocksdb/database.hpp"

namespace storage::rocks {

bool is_guarded(Family family);

// Of a database in which nothing is yet.
Result<> put_guards(const Database& database);

// An iterator is to see only what is between them.
void leave_guards_out(::rocksdb::ReadOptions& options);

// How many others there are, as far as RocksDB can tell.
std::uint64_t estimated_keys(const Database& database, Family family);

} // namespace storage::rocks
