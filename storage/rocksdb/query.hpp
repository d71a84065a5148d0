// Reading statements: candidates from the indexes, decided by statements::matches().
#pragma once

#include "storage/rocksdb/plan.hpp"

namespace storage::rocks {

Result<std::optional<StoredStatement>> find(const Database& database, Tenant tenant,
                                            const Uuid& id);

Result<Page> query(const Searched& searched, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Deadline deadline);

} // namespace storage::rocks
