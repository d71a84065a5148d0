// What statements assert about one competency (competency/assertion.hpp), as sets of time: manual
// ratings, which the competency's policy weighs against its rules, and carried references, which
// prove a level like a rule does; and what this system keeps of evidence that it no longer has
// (competency/kept.hpp).
//
// By level, with own() for the set of the level's rule:
//
//   rung  = own + given                                 floor: ratings too
//   held  = the ladder over the rungs                   floor
//           (... - denied) + kept                       ceiling
//           (... - denied - governed + said) + kept     replaceUntilNext
//
// What is kept is a result of all that was known when it was stored: what the policy made of it is
// in it. So the policy acts on it only with ratings that were stored later; under each policy
// revocations do that which were stored later and lie not before it, because a rating may be what
// was kept. It is given too.
//
// All of them are nested as levels are: who is given a level is given those below it.
#pragma once

#include "competency/assertion.hpp"
#include "competency/leaf.hpp"

#include <set>
#include <span>
#include <vector>

namespace competency {

struct Rated {
    Assertion assertion;
    Judged judged;
};

struct Ratings {
    std::vector<Rated>
        rows; // By (t, statement id): all that was known, had happened and counts ...
    std::vector<Rated> claims; // ... and what does not, because its source may not say it.
    // One set per level, from level 1.
    std::vector<Intervals> given;
    std::vector<Intervals> denied;
    std::vector<Intervals> said;
    std::vector<Intervals> kept;
    std::vector<Intervals> kept_of_rule; // When the level's own rule gave it.
    Intervals governed;                  // From the first rating on.

    // What is held of a level, of which the ladder gives this.
    Intervals held(Intervals ladder, int level) const;
    // When the level's rule holds, which now gives this.
    Intervals own(Intervals rule, int level) const;
};

// Pointers to the assertions about this competency, in any order, repetitions included. They must
// outlive the ratings. Statements that mappings read are no claims: the model itself has weighed
// them.
Ratings rate(const Model& model, std::size_t competency, std::span<const EvidenceRow* const> rows,
             const std::set<base::Uuid>& mapped, Moment moment);

} // namespace competency
