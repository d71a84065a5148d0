// A storage whose engine may be opened again under it (storage/rocksdb/recovery.hpp).
#pragma once

#include "storage/rocksdb/recovery.hpp"

namespace storage::rocks {

// As open(): the first opening must succeed.
Result<std::unique_ptr<Storage>> open_recovering(Options options, Recovery::Open open);

} // namespace storage::rocks
