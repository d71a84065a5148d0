// How large a database is, and of what it consists.
#pragma once

#include "storage/maintenance.hpp"
#include "storage/rocksdb/database.hpp"

namespace storage::rocks {

// Maintenance::figures()
Result<Figures> figures_of(const Database& database);

} // namespace storage::rocks
