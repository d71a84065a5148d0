// What somebody holds, as statements for others: a pure function of model, roles, evidence, two
// times and who speaks. Other learning record stores get them by forwarding.
//
// One statement (competency/achieved.hpp) per active competency of which a level is held at
// `as_of`, in the model's order: of that level, from the beginning of the run of exactly this level
// to its end as planned then. More of its context: the extension
// https://w3id.org/xapi/tla/extensions/evidence with the ids of the statements that count for the
// level at that time, in the order of (t, statement), the newest limits::issued_evidence of them;
// and "statement", which of them decides how long the level lasts. Of several that last equally
// long it is the first.
//
// A statement is written again with another id when the run begins or ends otherwise. This system
// never reads them as evidence: they are not kept (competency/kept.hpp).
#pragma once

#include "competency/achieved.hpp"
#include "competency/standing.hpp"

#include <span>
#include <vector>

namespace competency {

// invalid: of the parties. conflict, too_large: as write_achieved().
base::Result<std::vector<Written>> issued(const Model& model, const Roles& roles,
                                          std::span<const EvidenceRow> rows, const Asked& asked,
                                          const Parties& parties);

} // namespace competency
