// What the tests of durability write, and how they find out whether all of it is there.
//
// A batch follows from its place alone: who saw it acknowledged knows what must be found. A batch
// refers to others of its run, before and after it, so that every kind of index entry comes about.
#pragma once

#include "storage/storage.hpp"
#include "tests/storage/random_statements.hpp"

#include <set>

namespace storage_tests {

using storage::Tenant;

struct BatchPlace {
    unsigned run;    // Below 64: a process, or a power cycle.
    unsigned writer; // Below 8.
    unsigned batch;  // Below 16,384.

    auto operator<=>(const BatchPlace&) const = default;
};

std::vector<json::object> batch_at(BatchPlace place);

// Writes batches until `acknowledged`, which is called for each that was stored, says that it is
// enough; or until one fails and `again` says that it is not worth another attempt.
void keep_writing(
    storage::Storage& storage, unsigned run, unsigned writer,
    const std::function<bool(BatchPlace)>& acknowledged,
    const std::function<bool()>& again = [] { return false; });

// What is wrong with a database that was opened again; empty: nothing. Every acknowledged batch
// must be there, no batch half, and every index must agree with statements::matches().
std::vector<std::string> damage(storage::Storage& storage,
                                const std::set<BatchPlace>& acknowledged);

// Each with an end of line.
std::string lines_of(const std::vector<std::string>& lines);

// A projection and a setting that are written beside the batches, and what may be wrong with them:
// a projection may lose its newest changes but not others, a setting nothing.
class Sides {
public:
    void write(storage::Storage& storage);
    std::vector<std::string> damage(storage::Storage& storage);

private:
    unsigned written_ = 0;
    unsigned kept_ = 0; // Settings that were acknowledged.
};

} // namespace storage_tests
