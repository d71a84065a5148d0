// Proof that all that follows from the rows is as it must be.
//
// Operation    One walk through the rows, by two threads, compares each statement with its id,
//              its references, times and erasures, merges definitions in order and adds up what
//              the index must hold; one walk through each other family asks for the other half:
//              that nothing is there which does not follow from a row. Postings are compared by
//              sums first (posting_sums.hpp), and one by one only where the sums differ.
// Memory       Does not grow with the store; 16 bytes and a little for each tombstone.
// Concurrency  One snapshot: the database may be written meanwhile. Not by repair().
#pragma once

#include "storage/maintenance.hpp"
#include "storage/rocksdb/database.hpp"

namespace storage::rocks {

// Maintenance::verify() and repair()
Result<Verdict> verify(const Database& database, Work& work);
Result<Verdict> repair(const Database& database, Work& work);

} // namespace storage::rocks
