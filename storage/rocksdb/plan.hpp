// How a query is going to be answered, as a value that can be printed.
#pragma once

#include "storage/rocksdb/bounds.hpp"
#include "storage/rocksdb/candidates.hpp"

#include <optional>
#include <string>

namespace storage::rocks {

// What is searched. The view must have been pinned after `published` was read, which is the newest
// sequence that a page may show when there is no cursor; and the snapshot must have the view's
// mark: at another one the overlay may have been folded into chunks that the view does not read.
struct Searched {
    const Database& database;
    View view;
    Sequence published;
    const Snapshot& snapshot;
};

struct Plan {
    Direction direction;
    Bounds bounds;
    std::optional<Candidates> candidates; // Empty: every row in bounds.
};

// `range` is what the page may hold as far as other things than the query are concerned.
Result<Plan> make_plan(const Searched& searched, Tenant tenant, const Query& query, Range range,
                       const ::rocksdb::ReadOptions& options);

// For people: a line for each step, in the order in which they are taken.
std::string to_text(const Plan& plan);

} // namespace storage::rocks
