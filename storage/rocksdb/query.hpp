// Reading statements: candidates from the indexes, decided by statements::matches().
#pragma once

#include "storage/rocksdb/database.hpp"

namespace storage::rocks {

Result<std::optional<StoredStatement>> find(const Database& database, Tenant tenant,
                                            const Uuid& id);

// `published` is the newest sequence that the page may show when there is no cursor.
Result<Page> query(const Database& database, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Sequence published, Deadline deadline);

} // namespace storage::rocks
