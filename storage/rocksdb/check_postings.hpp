// That the index holds the terms of the statements, and no others.
#pragma once

#include "storage/rocksdb/inspection.hpp"
#include "storage/rocksdb/posting_sums.hpp"

namespace storage::rocks {

// `told`: what chunks and overlay must hold, that statements are voided included.
Result<> check_postings(Inspection& inspection, const PostingSums& told);

} // namespace storage::rocks
