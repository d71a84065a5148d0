// since and until as bounds of sequences.
#pragma once

#include "storage/rocksdb/database.hpp"
#include "storage/statement_store.hpp"

namespace storage::rocks {

// `stored` grows with the sequence; a sparse index says where some times lie. Between two of its
// entries a row itself must tell.
struct Bounds {
    Range range;   // Nothing outside was stored in the time asked for ...
    Range certain; // ... and everything inside of this was.
};

// `range` is what the page may hold as far as other things than time are concerned.
Result<Bounds> bounds_of(const Database& database, Tenant tenant, const Query& query, Range range,
                         const ::rocksdb::ReadOptions& options);

// Whether a row's `stored` lies in the time asked for.
bool is_stored_in_time(std::string_view statement, const Query& query);

} // namespace storage::rocks
