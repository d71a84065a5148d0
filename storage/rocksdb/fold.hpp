// Makes long runs out of short ones: folds the overlay into chunks and joins chunks that are not
// full.
//
// Operation    Term by term, a stretch of a list at a time: one write removes the old keys and puts
//              the new ones. Readers see the one or the other.
// Concurrency  Any thread, one at a time (others wait), beside a writer and a flush: those touch
//              other chunks (above the mark), and keys of the overlay never change their meaning.
#pragma once

#include "storage/rocksdb/chunk.hpp"
#include "storage/rocksdb/database.hpp"

#include <functional>
#include <string>

namespace storage::rocks {

struct Folded {
    std::size_t lists = 0;         // Looked at.
    std::size_t overlay = 0;       // Keys that are in chunks now.
    std::size_t chunks_before = 0; // Of the stretches that were written anew.
    std::size_t chunks_after = 0;
    std::string reached{}; // Where a fold that was stopped goes on.
    bool finished = false;
};

// Whether to go on, asked before each list.
using GoOn = std::function<bool(const Folded& until_now)>;

// Up to the marks: what lies above them is not in chunks for good.
// At once it reads about `stretch` mentions and as many keys of the overlay.
Result<Folded> fold(const Database& database, std::string_view from, const GoOn& go_on,
                    std::size_t stretch = 16 * chunk_mentions);

} // namespace storage::rocks
