// Where statements live.
//
// Threads     Any function may be called from any thread at any time.
// Blocking    Every function blocks but submit(). lrs/ calls them on its storage threads
//             (lrs/offload.hpp), never on a network thread.
// Durability  When a completion reports success, the batch survives a crash of the process and
//             of the machine. Half a batch never exists.
// Visibility  A read which starts after that sees those statements, under every index.
// Order       `stored` and sequence grow together: later in one is later in the other.
// Ownership   Arguments are borrowed for the call (submit() takes its batch). Results own.
//
// tests/storage/contract.cpp holds each of these lines against every backend.
#pragma once

#include "base/error.hpp"
#include "statements/accept.hpp"
#include "statements/query.hpp"
#include "storage/tenant.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace storage {

using base::Result;
using base::Timestamp;
using base::Uuid;
using statements::PreparedBatch;
using statements::Query;

struct Committed {
    std::vector<Uuid> ids; // In the order of the batch.
    std::size_t added = 0; // The others were stored already, with equal content.
    Sequence last = 0;     // A read of at least this sees the batch.
};

// Runs on the writer's thread, exactly once; it may only hand on what it is given.
using Completion = std::function<void(Result<Committed>)>;

struct StoredStatement {
    Sequence sequence;
    std::string text;
    bool voided = false;
};

// Where the next page starts. lrs/ signs it before it leaves in a "more" link.
struct Cursor {
    Sequence last;  // Of the page before.
    Sequence upper; // What was published when the walk began; nothing above belongs to it.

    bool operator==(const Cursor&) const = default;
};

struct Page {
    std::vector<StoredStatement> statements;
    std::optional<Cursor> next{}; // Empty: this is the last page.
    Sequence upper = 0;           // That of the walk, for who shows less of the page.
};

using Deadline = std::chrono::steady_clock::time_point;

struct Erased {
    std::size_t statements = 0; // How many were there to be erased.
    Sequence record = 0;        // The log entry that tells followers; 0 when there were none.
};

class StatementStore {
public:
    virtual ~StatementStore() = default;
    StatementStore(const StatementStore&) = delete;
    StatementStore& operator=(const StatementStore&) = delete;

    // The key that terms and received bytes are hashed with. Constant for a database.
    virtual const base::Hash128& key() const = 0;

    // Queues a batch: stored whole, or refused whole. Returns at once.
    //   busy      (now) the queue is full, the clock has jumped, the store is closing, or the disk
    //             has failed and does not work again yet
    //   full      (now or completion) the disk has no room; nothing of the batch is there
    //   conflict  (completion) an id is stored with other content
    //   too_many  (completion) too many statements wait for one that is not there
    //   unknown   (completion) the disk failed; the batch may be there or not, never half, and that
    //             is settled before another one is taken
    // A statement whose id has been erased is acknowledged and not stored.
    virtual Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion) = 0;

    // submit() and wait.
    Result<Committed> put(Tenant tenant, PreparedBatch batch);

    // Voided ones too.
    virtual Result<std::optional<StoredStatement>> find(Tenant tenant, const Uuid& id) const = 0;

    // The first page of a query, or with a cursor the page after it. Voided statements are left
    // out. A statement which matches during the whole walk comes exactly once; one that is voided
    // or becomes a match by a late target meanwhile may come or not. A page that ends at the
    // deadline may be short, even empty, and still has a next.
    virtual Result<Page> query(Tenant tenant, const Query& query, const std::optional<Cursor>& from,
                               Deadline deadline) const = 0;

    // Every statement with a `stored` up to this is visible to reads, and none will be added
    // (xAPI 1.0.3 Communication 2.1.4, X-Experience-API-Consistent-Through).
    virtual Timestamp consistent_through() const = 0;

    // Removes statements for good. A tombstone stays in the log; an id sent again is acknowledged
    // and not stored. A void keeps its effect when the voiding statement is erased.
    virtual Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids,
                                 std::string_view reason) = 0;

protected:
    StatementStore() = default;
};

} // namespace storage
