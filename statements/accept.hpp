// From a request body to statements that are ready to be stored.
//
// The stored text is the received text with a closed list of edits: id, stored, authority and
// version set or replaced; timestamp set to stored when it is missing; a single context activity
// wrapped into an array; under 2.0, timestamps rewritten to UTC. All other bytes stay.
//
// Pure: randomness comes in as new_id, and `stored`, which only the writer knows, is a hole of
// fixed width in the text.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "statements/attachments.hpp"
#include "statements/terms.hpp"
#include "statements/version.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace statements {

// That a statement brings a definition of an activity. Whoever has merged the same one already has
// nothing to do; the definition itself is in the statement (statements/definition.hpp).
struct DefinitionMark {
    base::Hash128 activity; // The term of its id.
    base::Hash128 definition;

    bool operator==(const DefinitionMark&) const = default;
};

struct PreparedStatement {
    base::Uuid id;
    base::Hash128 received; // Keyed hash of the received bytes: equal bytes need no comparison.
    std::string text;
    std::size_t stored_at;                   // Offsets of timestamp_size characters in text.
    std::optional<std::size_t> timestamp_at; // Set when the sender gave no timestamp.
    std::vector<Posting> postings;
    std::optional<base::Uuid> refers_to;
    bool voids = false;  // It is a voiding statement; refers_to is its target.
    bool defines = true; // Its definitions count; else `definitions` stays empty.
    std::vector<DefinitionMark> definitions{}; // In order of definitions_in().
    std::vector<ContentReference> contents{};  // Of the batch; filled by whoever has them.

    void set_stored(base::Timestamp stored);
};

struct PreparedBatch {
    Version version = Version::v2_0_0;
    std::vector<PreparedStatement> statements;
    std::vector<Content> contents{}; // Of attachments that came along, in order of sha2.

    std::size_t bytes() const;
};

// What else stands against a valid statement of a batch (or, without an index, of a body that is
// one statement).
using Inspect = std::function<base::Complaints(const boost::json::value& statement,
                                               std::optional<std::size_t> index)>;

struct Acceptance {
    Version version;
    std::string_view authority; // JSON of the agent that the credential stands for.
    const base::Hash128& key;   // The database's key for terms and received bytes.
    std::function<base::Uuid()> new_id;
    std::optional<base::Uuid> put_id{}; // PUT: the statementId parameter.
    bool defines = false;               // The sender may define activities.
    Inspect inspect{};                  // Called in order of the batch.
};

// Reads, checks and prepares the body of a PUT (one object) or POST (an object or an array).
//   invalid    complaints name every broken rule of every statement
//   too_large  too many statements, or one that is too big
base::Result<PreparedBatch> prepare(std::string_view body, const Acceptance& acceptance);

} // namespace statements
