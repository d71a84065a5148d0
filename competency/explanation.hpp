// One competency of one person with all that speaks for and against it, as it is shown to the
// person, printed for the works council, and given out on request (GDPR Art. 15).
//
//   {... the heading of competency/heading.hpp, "competency": id, "level", "status", "since",
//    "until", "why", "next": as in competency/evaluate.hpp,
//    "ignored": [{"statement", "reason"}: all evidence that the competency's own rules name and
//    that
//                does not count, also for levels below the one that is held]}
#pragma once

#include "competency/heading.hpp"

#include <string>
#include <string_view>

namespace competency {

// not_found: the model has no such active competency.
base::Result<std::string> explanation(const Model& model, const Roles& roles,
                                      std::span<const EvidenceRow> rows, const Asked& asked,
                                      std::string_view competency);

} // namespace competency
