// The first half of verify(): from each row to what must follow from it.
#pragma once

#include "storage/rocksdb/merged_again.hpp"
#include "storage/rocksdb/posting_sums.hpp"
#include "storage/rocksdb/row_walk.hpp"
#include "storage/rocksdb/sparse_times.hpp"

#include <memory>

namespace storage::rocks {

// What the rows say, as far as it is compared afterwards. The threads write it when it is their
// turn.
struct Told {
    Told(Inspection& inspection, std::size_t shares)
        : postings(inspection.database.key()), definitions(inspection, 0, shares), times(inspection)
    {
    }

    std::uint64_t statements = 0;
    std::uint64_t ids = 0; // Statements whose row of the id leads to them.
    PostingSums postings;  // Of what chunks must hold.
    MergedAgain definitions;
    SparseTimes times;
    std::map<Tenant, Position> ends; // The last row of each tenant.
    std::set<std::pair<Tenant, Sequence>> tombstones;
};

Result<> check_rows(Inspection& inspection, Told& told);

// Another share of the definitions of activities.
Result<> merge_again(Inspection& inspection, MergedAgain& definitions);

} // namespace storage::rocks
