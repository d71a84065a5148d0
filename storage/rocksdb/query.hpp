// Reading statements: candidates from the indexes, decided by statements::matches().
#pragma once

#include "storage/rocksdb/posting_list.hpp"

namespace storage::rocks {

Result<std::optional<StoredStatement>> find(const Database& database, Tenant tenant,
                                            const Uuid& id);

// What is searched. The view must have been pinned after `published` was read, which is the newest
// sequence that the page may show when there is no cursor.
struct Searched {
    const Database& database;
    View view;
    Sequence published;
};

Result<Page> query(const Searched& searched, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Deadline deadline);

} // namespace storage::rocks
