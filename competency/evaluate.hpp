// What somebody holds: the full answer, a pure function of model, roles, evidence and two times.
//
// `as_of` (D): which instant is asked about. Only evidence with t <= D is looked at, so what comes
// later changes no byte. `known_at` (K): only what was stored by then, evidence and voids alike;
// consolidated evidence from when it says that it was known.
//
// The answer is RFC 8785 JSON, all times UTC with "Z", without a fraction when it is zero, else
// with six digits:
//
//   {"agent": {...}, "asOf": D, "knownAt": K, "model": "sha256:...",
//    "watermark": {"sequence": n, "stored": time or null},
//    "competencies": [                        one per active competency, in the model's order
//      {"id", "level": 0..., "status",
//       "since", "until": the run of this very level around D, as planned at D; null at level 0
//                         and null for an open end,
//       "why": null at level 0, else the rule that gives the level,
//       "next": null when no rule gives a higher level, else
//         {"level", "progress": 0...10000,
//          "missing": [what does not hold: rule nodes in the model's own words],
//          "ignored": [{"statement", "reason"}: evidence for the next level that does not
//          count],
//       "self": {"level", "t"}: the newest rating that somebody gave himself,
//       "claims": [{"claim": "achieved", "revoked" or "carried", "level", "statement", "t",
//          "stored", "source", "until"}: what sources say of the competency that are not trusted
//          with it, newest first, at most limits::claims]}],
//    "basis": "consolidated"}
//
// "self", "claims" and "basis" are there only when there is something to say. `basis` warns that
// at K some evidence was other statements still, which were deleted since: what is left of them
// was written down later than K and tells since when it was known.
//
// Evidence that does not count is therefore to be seen at level 0 as well, in next.ignored. A
// node of `why` is {"node", "true", "since", "until"} and, by its kind, "ev", "evidence" and
// "ignored"; "held" and "level" (explained by that competency's own entry); "below"; "children"
// (of "any" only the decisive one: it holds longest, the first among equals), "min" and "weights",
// of which one that fades is {"step": as in the model, "now": what it weighs at D}. Missing of a
// weighted node are the parts that could weigh more, each with how much.
// A level that assertions give, or above which ratings allow none, has the node "asserted" with
// "manual" (the policy), "level" and, beneath a limit, the rules that give it as "children".
// Missing may then be {"rating": level}: only a rating of that level helps.
// The outermost node also carries "rule" and, collected from beneath it and from the rules that it
// leans on, "evidence" and "ignored". Evidence is {"statement", "t", "stored", "score", "source",
// "counted"}, in the order of (t, statement); `source` is the authority: an address, an IRI, or
// homePage, blank, name.
//
// status: exempt (a waiver decides) · expiring (ends within the warning of the evidence that
// decides its end) · attained · at level 0: revoked or expired (how the last attained time that
// ended in either way did) · in_progress (next.progress > 0) · open.
// progress is 10000 only for what holds, and 0 while only ratings say the level.
#pragma once

#include "competency/dependence.hpp"
#include "competency/evidence.hpp"
#include "competency/roles.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace competency {

// The position in the log up to which statements were taken into account.
struct Watermark {
    std::uint64_t sequence = 0;
    std::optional<Timestamp> stored;
};

struct Asked;

// The rows are all that mention this person, in any order; repeated rows count once. Rows whose
// mapping is not in the model are not looked at.
std::string attainment(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       const std::string& identity, Timestamp as_of, Timestamp known_at,
                       Watermark watermark);

// The same of whoever is asked about (competency/heading.hpp).
std::string attainment(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       const Asked& asked);

// When which level holds, past and planned, as known now: RFC 8785 JSON
// [["DK-4.2", 2, [[from, until or null], ...]], ...], levels that never hold left out.
std::string held_levels(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows);
// The same when only these competencies may have changed since `before` was made; `scope` is
// theirs. The rows need be no others than those within it, or all when statements assert something.
std::string held_levels_again(std::string_view before, const Model& model, const Roles& roles,
                              std::span<const EvidenceRow> rows, const Dependence& dependence,
                              const std::set<std::size_t>& changed, const Scope& scope);

} // namespace competency
