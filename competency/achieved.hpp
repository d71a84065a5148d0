// How this system says that somebody holds a level: one "achieved" statement of ADL's Learner
// Competency profile (https://w3id.org/xapi/learnercompetency), RFC 8785 JSON:
//
//   {"id", "actor": the learner, "verb": achieved, "timestamp": since when,
//    "object": {"id": the competency's iri + "#L<level>", its type and name},
//    "context": {"contextActivities": {"category": [the profile, then what `kept` says]},
//                "statement": the evidence that decides the end,
//                "extensions": {expires: when it ends, model: the model's hash, and more}},
//    "authority": this system}
//
// What there is nothing to say of is left out. `id` is a UUID of version 5 in the namespace that
// `base` has among URLs, of the name
//
//   ["achieved", "legacy" or "consolidated", tenant, person, iri, level, since, until or null,
//   hash]
//
// so that whoever writes the same twice gets the same id, after a rebuild as well. The end is in
// the name because a renewal changes nothing else, and a store would refuse it as another text of
// the same id. When only evidence has come that changes neither beginning nor end, the id is the
// same and the list of evidence is longer: the statement that is stored already stays the right
// one.
#pragma once

#include "competency/assertion.hpp"
#include "competency/heading.hpp"
#include "competency/intervals.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace competency {

// Who speaks about whom.
struct Parties {
    boost::json::object learner; // An Agent.
    boost::json::object system;  // An Agent, whose identity is among the system's own Authorities.
    std::string base;            // An IRI of this system.
    std::string tenant;
};

// invalid: one of them is no identified Agent under both versions of xAPI, or base is no IRI.
base::Result<> check_parties(const Parties& parties);

struct Achieved {
    RuleKey key;
    Interval during; // An open end is no end.
    std::optional<Assertion::Kind> kept{};
    std::optional<base::Uuid> decisive{};
    bool by_rule = false;             // Says so with result.success.
    boost::json::object extensions{}; // More of the context's.
};

struct Written {
    base::Uuid id;
    std::string text;
};

// The parties must have passed check_parties(). Of `asked` only who is asked about is looked at.
// too_large: over limits::statement_bytes. conflict: another competency's IRI is what would name
// the level.
base::Result<Written> write_achieved(const Model& model, const Asked& asked, const Parties& parties,
                                     Achieved achieved);

} // namespace competency
