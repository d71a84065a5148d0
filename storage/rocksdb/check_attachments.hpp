// That contents of attachments are what their digests say, and that they and the statements which
// brought them know of each other.
#pragma once

#include "storage/rocksdb/inspection.hpp"

namespace storage::rocks {

Result<> check_attachments(Inspection& inspection);

} // namespace storage::rocks
