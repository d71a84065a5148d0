// The part of verify() that concerns files: that each has the content of its digest, and that there
// are no pieces of none.
#pragma once

#include "storage/rocksdb/inspection.hpp"

namespace storage::rocks {

Result<> check_files(Inspection& inspection);

} // namespace storage::rocks
