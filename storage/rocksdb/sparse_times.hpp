// The sparse index by time, as verify() sees it: that each key of it follows from a row, and that
// none is missing where the writer must have set one.
#pragma once

#include "storage/rocksdb/inspection.hpp"

#include <memory>

namespace storage::rocks {

// Walks along the index while the rows are walked through in order.
class SparseTimes {
public:
    explicit SparseTimes(Inspection& inspection);

    void follow(Tenant tenant, Position row);

private:
    void load();

    Inspection& inspection_;
    std::unique_ptr<::rocksdb::Iterator> at_;
    Tenant tenant_{};
    bool begun_ = false;
    Position marked_;              // The last key below the row, or what should have been one.
    std::optional<Position> next_; // The key at or beyond the row.
};

Result<> check_times(Inspection& inspection);

} // namespace storage::rocks
