// What a statement proves about whom: one row per mapping and person. Rows say what was there;
// whether they count (score, role, trust, time) is decided when they are evaluated, so that an
// answer can say why one did not.
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "competency/model.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct EvidenceRow {
    std::string identity; // Of the subject, statements::identity().
    std::string evidence; // The mapping's id.
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

// `statement` is the tree of `text`, with the `id` and `stored` that the store has set. Empty:
// nothing matches, nobody is identified, or the statement is a voiding one, which is never
// evidence.
std::vector<EvidenceRow> extract(const Model& model, std::string_view text,
                                 const boost::json::value& statement, std::uint64_t sequence);

} // namespace competency
