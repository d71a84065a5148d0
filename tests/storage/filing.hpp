// Files and records as the tests of durability write them. What must be there follows from how many
// steps were acknowledged.
#pragma once

#include "storage/storage.hpp"

#include <set>
#include <string>
#include <vector>

namespace storage_tests {

class Filing {
public:
    // A file; then, at once, a record that names it and the number of steps. Every fourth step
    // removes what an earlier one has left. False: something of it was refused or is unknown.
    bool step(storage::Storage& storage);

    // What is wrong with a store that was opened again; empty: nothing. Goes on from there.
    std::vector<std::string> damage(storage::Storage& storage);

    // Another process has come so far.
    void acknowledge(unsigned step);

    // Takes over where another has ended.
    void resume(storage::Storage& storage);

    unsigned done() const { return done_; }

private:
    bool remove(storage::Storage& storage, unsigned step);

    unsigned done_ = 0;       // Acknowledged.
    unsigned begun_ = 0;      // Perhaps there.
    std::set<unsigned> gone_; // Removed, acknowledged.
};

} // namespace storage_tests
