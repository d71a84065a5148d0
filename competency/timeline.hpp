// How somebody's levels change over time, past and planned, as known at one time. Other answers
// look at what had happened by `asOf`; this one shows all that is known, and says what is planned.
//
//   {"agent", "knownAt", "model", "watermark", "competency": id, or null for all active ones,
//    "steps": [                       by `from`, then in the model's order
//      {"id", "level": 0..., "from", "until": null for an open end,
//       "cause": what began the step, "planned": it begins after `knownAt`}],
//    "next": null, or where the next page begins}
//
// A competency's first step is the first time that it has a level; before lies level 0. Steps
// follow each other without a gap and with different levels.
//
// cause: evidence (something was earned; also a later attempt or report that counts for less) ·
// expiry (something ran out) · revocation. What is planned is an expiry: evidence is not foreseen.
#pragma once

#include "base/limits.hpp"
#include "competency/heading.hpp"
#include "competency/standing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct LevelStep {
    std::size_t competency = 0;
    int level = 0;
    Interval during;
    std::string_view cause;
    bool planned = false;
};

// Of one competency, or of all active ones.
std::vector<LevelStep> steps_of(const Evaluation& evaluation, const Standing& standing,
                                std::optional<std::size_t> competency);

struct Page {
    std::optional<Timestamp> from;              // Steps that begin before are left out.
    std::size_t limit = limits::timeline_steps; // At least 1.
};

// `asked.as_of` is not looked at. A page is never cut between steps that begin at the same instant:
// it may have so many more. not_found: the model has no such active competency; empty: all.
base::Result<std::string> timeline(const Model& model, const Roles& roles,
                                   std::span<const EvidenceRow> rows, const Asked& asked,
                                   std::string_view competency, Page page);

} // namespace competency
