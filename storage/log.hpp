// The log of a tenant, for those who follow it.
//
// The log is the store; everything else is a projection of it. A follower reads entries in order
// of sequence, keeps its own durable cursor (storage/projection_store.hpp) and can start again
// from nothing. Threads and blocking as in statement_store.hpp.
#pragma once

#include "storage/statement_store.hpp"

#include <memory>

namespace storage {

// THESE NUMBERS ARE PART OF THE FILE FORMAT.
enum class EntryKind : std::uint8_t {
    statement = 1,
    tombstone = 2, // Was a statement. Text: {"id":HMAC,"reason","erased"}; of a voiding statement
                   // also "voids" (its target, whose void stays) and "stored" (when it voided).
    erasure = 3,   // Text: {"sequences":[...],"reason","erased"}: what followers must forget.
};

struct LogEntry {
    Sequence sequence;
    EntryKind kind;
    std::string text;
};

struct Position {
    Sequence sequence = 0;
    Timestamp stored{};

    bool operator==(const Position&) const = default;
};

// What the writer has just committed, without the text.
struct FeedItem {
    Sequence sequence;
    EntryKind kind;
    std::vector<statements::Posting> postings;
    Timestamp stored;
};

struct Feed {
    std::vector<std::shared_ptr<const FeedItem>> items;
    Position through; // All up to here is in `items`, or was before: the new cursor.
    bool behind;      // The feed no longer reaches back to `after`: read the log instead.
};

struct Excerpt {
    std::vector<LogEntry> entries;
    Sequence through; // All up to here that was asked for is in `entries`, or was before.
};

class Log {
public:
    virtual ~Log() = default;
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    // The last entry that is visible.
    virtual Position published(Tenant tenant) const = 0;

    // Entries above `after` in order, at most `limit` of them.
    virtual Result<std::vector<LogEntry>> read(Tenant tenant, Sequence after,
                                               std::size_t limit) const = 0;

    // Those among them that may matter to whoever asks for these terms: statements that mention one
    // of them in one of its roles, and all that is no statement. Others may be there too. It costs
    // about as much as there are of them, whatever lies between.
    virtual Result<Excerpt> read_about(Tenant tenant, Sequence after,
                                       std::span<const statements::QueryTerm> terms,
                                       std::size_t limit) const = 0;

    virtual Result<std::optional<LogEntry>> entry(Tenant tenant, Sequence sequence) const = 0;

    // What was committed above `after`, at most `limit` items. Waits for something to come, at
    // most `wait`.
    virtual Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                        std::chrono::milliseconds wait) const = 0;

protected:
    Log() = default;
};

} // namespace storage
