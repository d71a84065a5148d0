// Reading statements: candidates from the indexes, decided by statements::matches().
#pragma once

#include "storage/rocksdb/plan.hpp"

namespace storage::rocks {

// A row that is there, with what is known of it by its id.
Result<std::optional<IdRow>> find_id(const Database& database, const View& view, Tenant tenant,
                                     const Uuid& id);

Result<std::optional<StoredStatement>> find(const Database& database, const View& view,
                                            Tenant tenant, const Uuid& id);

Result<Page> query(const Searched& searched, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Deadline deadline);

} // namespace storage::rocks
