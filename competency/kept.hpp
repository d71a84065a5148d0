// Statements that this system writes to itself, so that a level outlives what it rested on. They
// are "achieved" statements (competency/achieved.hpp) with a category of competency/assertion.hpp,
// and read as that header says: by every model that has the competency, by IRI, and the level,
// without a mapping or an entry in its trust. Mappings of the kinds "legacy" and "consolidated" may
// read them too. What they are worth to ratings says competency/ratings.hpp.
//
// Consolidation, before evidence is deleted: one statement per (competency, level, interval in
// which it is held), retired competencies included. More of its context are the extensions
//
//   https://w3id.org/xapi/lrs/contextextensions/knownSince      from when on, without a gap, all of
//                                                               the interval was known to be held,
//                                                               by its rule if that is what is said
//   https://w3id.org/xapi/lrs/contextextensions/evidenceDigest  SHA-256, in hexadecimal digits,
//                                                               over the ids of the statements that
//                                                               counted (competency/proof.hpp),
//                                                               sorted, in lower case, a line feed
//                                                               behind each
//
// and result.success is true when the level's own rule held all that time, which is what "below"
// looks at. What such a statement says already is not written again.
//
// When the statements are stored, nothing else about the person having been stored since then, and
// all evidence of the person that was known then and may_be_deleted(), or all of it with t before
// some time, is deleted, then under the same model and roles
//
// - every level is held when it was before, so level and `since` at any D are the same, at every K
//   from the writing on; at an earlier K no level is higher than it was;
// - `until`, for a D in the past, is when the interval did end, not what was planned at D;
// - status, progress, `why` and `next` know nothing of what was deleted: what was revoked has
//   expired, who was exempt has attained, a failed attempt is none; self-assessments and claims
//   that were deleted are gone;
// - evidence that comes later meets a result in the place of evidence: it does not add up with what
//   was deleted (all, atLeast, weighted, attestors; "below" does), and a mapping's later attempt or
//   revocation takes nothing from it; revocations by people do, and the newest rating does.
//
// Under another model the level is what the model said under which it was written.
//
// Grandfathering, at the switch to a model with a transition of this mode: one statement per
// (competency, level) that the new model has too, of which the former model gives more time after
// the switch than the new one, cut at the end of grandfatherUntil (a local day in the new model's
// zone). It begins at the switch and ends when the level would have ended under the former model,
// at grandfatherUntil at the latest: a proof that runs out runs out, whatever the models. So until
// then nobody loses a level that he held at the switch before the former model, by what was known
// then, would have ended it; new evidence aside. The model's hash and the name in it are the former
// model's.
#pragma once

#include "competency/achieved.hpp"

#include <span>
#include <vector>

namespace competency {

struct Consolidation {
    std::vector<Written> statements; // In the model's order, by level and time.
    // False: a level will begin only after the writing, when a rating that keeps it down runs out.
    // No statement can say so: nothing of this person may be deleted yet.
    bool complete = true;
};

// `asked.known_at` is the time of writing, `as_of` is not looked at. One evaluation per time at
// which something became known: not for every request. Errors are those of issued().
base::Result<Consolidation> consolidate(const Model& model, const Roles& roles,
                                        std::span<const EvidenceRow> rows, const Asked& asked,
                                        const Parties& parties);

// Not what is kept already. Not what takes away: revocations, and ratings which a policy weighs
// against rules; without them others would give again what they took.
bool may_be_deleted(const Model& model, const EvidenceRow& row);

// A model with what it reads of the person's statements.
struct Reading {
    const Model& model;
    std::span<const EvidenceRow> rows;
};

// `asked.as_of` is the switch. Nothing when the new model does not grandfather. invalid: it follows
// another model; else as issued().
base::Result<std::vector<Written>> grandfather(const Reading& former, const Reading& fresh,
                                               const Roles& roles, const Asked& asked,
                                               const Parties& parties);

} // namespace competency
