// Where the documents of the State and profile resources live (xAPI 1.0.3 Communication 2.2 to
// 2.6, IEEE 9274.1.1 4.1.6.2 to 4.1.6.6).
//
// Threads, blocking, durability and ownership as in statement_store.hpp.
// Concurrency  A write says which version of the document it was made from and is refused when
//              that is no longer the one stored: nobody overwrites what he has not seen.
// Limitations  The store knows no limits of size and no ETags: lrs/resources/documents.cpp does.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "storage/tenant.hpp"

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace storage {

using base::Result;
using base::Timestamp;
using base::Uuid;

// THESE NUMBERS ARE PART OF THE FILE FORMAT.
enum class DocumentKind : std::uint8_t {
    state = 1,            // Of an activity and an agent.
    activity_profile = 2, // Of an activity; the agent is empty.
    agent_profile = 3,    // Of an agent; the activity is empty.
};

// Whose documents. The agent is its identifier (statements/agent.hpp), not its JSON.
struct DocumentOwner {
    DocumentKind kind;
    std::string activity;
    std::string agent;

    auto operator<=>(const DocumentOwner&) const = default;
};

struct DocumentKey {
    DocumentOwner owner;
    std::optional<Uuid> registration; // Of a state only.
    std::string id;

    auto operator<=>(const DocumentKey&) const = default;
};

struct Document {
    std::string content_type;
    std::string body;
    Timestamp updated{}; // Set by the store, and the version: no two writes share it.

    bool operator==(const Document&) const = default;
};

struct DocumentName {
    std::optional<Uuid> registration;
    std::string id;
    Timestamp updated;

    bool operator==(const DocumentName&) const = default;
};

struct DocumentWrite {
    DocumentKey key;
    std::optional<Timestamp> seen;    // The version it was made from; empty: there was none.
    std::optional<Document> document; // Empty: it goes.
};

// Runs on the writer's thread, exactly once; it may only hand on what it is given.
using DocumentCompletion = std::function<void(Result<>)>;

class DocumentStore {
public:
    virtual ~DocumentStore() = default;
    DocumentStore(const DocumentStore&) = delete;
    DocumentStore& operator=(const DocumentStore&) = delete;

    // Queues writes of different documents: all of them, or none. Returns at once.
    //   busy          (now) as StatementStore::submit()
    //   precondition  (completion) one has changed since it was seen
    //   full, unknown  as StatementStore::submit()
    virtual Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                            DocumentCompletion completion) = 0;

    // submit() and wait.
    Result<> write(Tenant tenant, std::vector<DocumentWrite> writes);

    virtual Result<std::optional<Document>> find(Tenant tenant, const DocumentKey& key) const = 0;

    // In order of registration (none first) and id, byte by byte.
    virtual Result<std::vector<DocumentName>> list(Tenant tenant,
                                                   const DocumentOwner& owner) const = 0;

protected:
    DocumentStore() = default;
};

} // namespace storage
