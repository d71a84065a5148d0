// Reads the rows that no chunk covers into a tail: what a crash has left of the one in memory.
// Of the bytes that were received the hash is lost, unless a flush that was cut off has written it:
// the same statement sent again is then compared by its content.
#pragma once

#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/tail.hpp"

#include <memory>

namespace storage::rocks {

Result<> rebuild(const Database& database, Tenant tenant, Range range,
                 const std::shared_ptr<Tail>& tail);

} // namespace storage::rocks
