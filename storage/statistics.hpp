// How a store is doing, in figures for people who watch it.
#pragma once

#include "base/histogram.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace storage {

struct Queued {
    std::uint64_t statements = 0; // Or documents.
    std::uint64_t bytes = 0;

    bool operator==(const Queued&) const = default;
};

// The kinds that wait for the writer, each apart.
inline constexpr std::array<std::string_view, 3> queue_kinds{"documents", "single", "batch"};

// Counted since the store was opened, but for what is named a state. What a backend has not stays
// empty.
struct Statistics {
    std::array<Queued, queue_kinds.size()> queue{}; // A state.

    std::uint64_t commits = 0;
    base::Distribution group_statements{}; // Statements or documents that a commit held.
    base::Distribution commit_micros{};    // From taking a group to the last of its answers.
    std::uint64_t stalls = 0;              // Commits that took limits::commit_stall or more.

    // Postings that are searched in memory, and their way to the disk.
    std::uint64_t tail_postings = 0; // A state.
    std::uint64_t tail_bytes = 0;    // A state.
    std::uint64_t flushes = 0;
    double flush_seconds = 0;

    // The database beneath: states.
    std::uint64_t memtable_bytes = 0;
    std::uint64_t block_cache_bytes = 0;
    std::uint64_t pending_compaction_bytes = 0;
    std::uint64_t running_compactions = 0;
    std::uint64_t rows = 0; // Entries of the logs, estimated.
};

} // namespace storage
