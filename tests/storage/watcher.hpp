// A reader beside writers: what it reads must lie between what was stored when it began and what
// was stored when it ended.
#pragma once

#include "storage/storage.hpp"
#include "tests/storage/random_statements.hpp"
#include "tests/storage/told.hpp"

namespace storage_tests {

class Watcher {
public:
    Watcher(storage::Storage& storage, unsigned seed) : storage_(storage), dice_(seed) {}

    // A random query, walked to its end, and a few statements by their ids. What is wrong with the
    // answers; empty: nothing. The tenant is `home`, whose log holds statements only; while the
    // store is closed nothing is asked.
    std::string look();

private:
    bool learn();
    bool outwait() const;
    std::string walk(const statements::Query& query);
    std::string judge(const statements::Query& query,
                      const std::vector<storage::StoredStatement>& found,
                      const std::vector<base::Uuid>& before, storage::Sequence upper) const;
    std::string find_some() const;

    storage::Storage& storage_;
    Dice dice_;
    Told told_;
};

} // namespace storage_tests
