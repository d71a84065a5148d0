// The IRIs of what is said about competencies, for those who read it and those who write it: ADL's
// Learner Competency profile, the TLA's words that it uses, and what this system adds to them. And
// of what is said about courses, as far as it counts without a mapping.
#pragma once

#include <string_view>

namespace competency::vocabulary {

inline constexpr std::string_view profile = "https://w3id.org/xapi/learnercompetency";
inline constexpr std::string_view competency_type =
    "https://w3id.org/xapi/tla/activity-types/competency";

// Verbs.
inline constexpr std::string_view achieved = "https://w3id.org/xapi/tla/verbs/achieved";
inline constexpr std::string_view conferred = "https://w3id.org/xapi/tla/verbs/conferred";
inline constexpr std::string_view revoked = "https://w3id.org/xapi/tla/verbs/revoked";
inline constexpr std::string_view forfeited = "https://w3id.org/xapi/tla/verbs/forfeited";

// Verbs about courses: cmi5's (9.3) and ADL's.
inline constexpr std::string_view satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";
inline constexpr std::string_view waived = "https://w3id.org/xapi/adl/verbs/waived";
inline constexpr std::string_view passed = "http://adlnet.gov/expapi/verbs/passed";
inline constexpr std::string_view completed = "http://adlnet.gov/expapi/verbs/completed";

// Extensions of the context.
inline constexpr std::string_view expires = "https://w3id.org/xapi/comp/contextextensions/expires";
inline constexpr std::string_view evidence = "https://w3id.org/xapi/tla/extensions/evidence";
inline constexpr std::string_view evidence_digest =
    "https://w3id.org/xapi/lrs/contextextensions/evidenceDigest";
inline constexpr std::string_view known_since =
    "https://w3id.org/xapi/lrs/contextextensions/knownSince";
inline constexpr std::string_view model = "https://w3id.org/xapi/lrs/contextextensions/model";

// Categories of what this system keeps (competency/kept.hpp).
inline constexpr std::string_view consolidated =
    "https://w3id.org/xapi/lrs/categories/consolidated";
inline constexpr std::string_view legacy = "https://w3id.org/xapi/lrs/categories/legacy";

} // namespace competency::vocabulary
