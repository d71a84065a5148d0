// Reading with nothing around it: rows as they lie there, joined to a page.
#pragma once

#include "storage/rocksdb/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bench {

// For a target with "limit=N" the newest N rows as a page, with "agent=JSON" as well those of this
// actor: a scan of his keys, then all rows at once. For one with "statementId=ID" the row of this
// id. Empty: the target asks for neither, or there is none.
std::optional<std::string> read(const storage::rocks::Database& database, std::string_view target);

} // namespace bench
