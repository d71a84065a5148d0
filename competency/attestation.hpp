// What one person says of another one's competency, written as a statement that the model reads.
//
// It proves one of two things:
// - a mapping of kind attestation, waiver or self: the statement has what the mapping asks for.
//   How many must say it, and in which role, is the model's to decide (distinctAttestors,
//   attestorRole), and so is whether it counts.
// - a level of a competency: `conferred` of the Learner Competency profile
//   (https://w3id.org/xapi/learnercompetency), which counts for those who may assert.
//
// It is taken back in one of two ways: it is said that it has ended, by `revoked` of that profile
// or by a mapping that revokes, which leaves untouched what held until then; or it was a mistake
// and is voided, which is not this file's business.
#pragma once

#include "competency/assertion.hpp"
#include "competency/evidence.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace competency {

// The index of a mapping in Model::evidence, or a level.
using Attested = std::variant<std::size_t, RuleKey>;

struct Attestation {
    Attested what;
    boost::json::object learner;                 // An Agent.
    std::optional<boost::json::object> attestor; // The same; absent of kind self.
    std::optional<Timestamp> at;                 // Absent: when it is stored.
    std::optional<Timestamp> until;              // Heeded where the model heeds it.
    std::string note;                            // May be empty.
};

// Without id, authority and `stored`.
//   invalid  the mapping is of another kind, or asks for what nobody can say by attesting: a score,
//            the word of a whole system
base::Result<boost::json::object> attestation_statement(const Model& model,
                                                        const Attestation& attestation);

// The same, of what has ended: a mapping is revoked by the first one that revokes it.
//   invalid  the model has none
base::Result<boost::json::object> revocation_statement(const Model& model,
                                                       const Attestation& attestation);

// The active competencies whose level may depend on it, in the model's order; those that are built
// on them are left out.
std::vector<std::size_t> concerned(const Model& model, const Attested& what);

} // namespace competency
