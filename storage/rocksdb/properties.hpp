// What RocksDB tells of itself.
#pragma once

#include "storage/rocksdb/database.hpp"
#include "storage/statistics.hpp"

namespace storage::rocks {

void read_properties(const Database& database, Statistics& out);

} // namespace storage::rocks
