// Reads the rows that no chunk covers into a tail: what a crash has left of the one in memory.
#pragma once

#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/tail.hpp"

namespace storage::rocks {

Result<> rebuild(const Database& database, Tenant tenant, Range range, Tail& tail);

} // namespace storage::rocks
