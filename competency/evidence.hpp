// What a statement proves about whom: one row per mapping and person. Rows say what was there;
// whether they count (score, role, trust, time) is decided when they are evaluated, so that an
// answer can say why one did not.
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "competency/model.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct EvidenceRow {
    std::string identity; // Of the subject, statements::identity().
    std::string evidence; // The mapping's id, or what competency/assertion.hpp makes of it.
    base::Uuid statement;
    Timestamp t; // When it happened, as far as it can be believed: min(timestamp, stored).
    Timestamp stored;
    std::optional<Timestamp> voided_at; // The smallest `stored` of the voids; later knowledge.
    std::string authority;              // Identities; empty: none that identifies somebody.
    std::string attestor;
    std::optional<std::int64_t> score; // result.score.scaled in millionths.
    std::string score_text;            // As the statement wrote it, cut to limits::found_bytes.
    std::optional<bool> success;
    std::optional<bool> completion;
    // The statement's own expiry, where the mapping heeds it; all assertions do.
    std::optional<Timestamp> expires;
    // Of consolidated evidence: known earlier than it was stored.
    std::optional<Timestamp> known_since;
    std::uint64_t sequence = 0; // In the log; not part of any answer.

    bool operator==(const EvidenceRow&) const = default;
};

// A voiding statement (xAPI 1.0.3 Data 2.3.2).
struct Void {
    base::Uuid target;
    base::Uuid statement;
    Timestamp stored;
    std::uint64_t sequence = 0;

    bool operator==(const Void&) const = default;
};

// Absent: another kind of statement, or one without id, `stored` or target.
std::optional<Void> read_void(const boost::json::value& statement, std::uint64_t sequence);

// Since when the row can be taken into account.
inline Timestamp known_from(const EvidenceRow& row)
{
    return std::min(row.stored, row.known_since.value_or(row.stored));
}

// Identities of authorities, statements::identity().
using Authorities = std::set<std::string, std::less<>>;

// `statement` is the tree of `text`, with the `id` and `stored` that the store has set. `own` are
// the authorities of this system itself. Empty: nothing matches, nobody is identified, the system
// reads its own words, which say neither what it has kept to be read (competency/kept.hpp) nor that
// a course is satisfied or waived (cmi5 9.3), or the statement is a voiding one, which is never
// evidence.
std::vector<EvidenceRow> extract(const Model& model, std::string_view text,
                                 const boost::json::value& statement, std::uint64_t sequence,
                                 const Authorities& own = {});

} // namespace competency
