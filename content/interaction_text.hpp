// Responses to interactions and their correct patterns, in the form that xAPI asks for (1.0.3 Data
// Appendix C; IEEE 9274.1.1 Annex): that of SCORM 2004, with the delimiters [,] [.] and [:].
#pragma once

#include "content/cmi.hpp"

#include <string>
#include <string_view>

namespace content {

std::string_view interaction_type(InteractionType type); // "true-false"

// 2004: as it stands, prefixes like {lang=de} and {case_matters=true} included. 1.2:
//   choice, sequencing    "a,b" and "{a,b}" are "a[,]b"
//   matching              "1.a,2.b" and "{1.a,2.b}" are "1[.]a[,]2[.]b"
//   true-false            t, 1 and true are "true", f, 0 and false are "false", in any case
//   numeric               "1:5" is "1[:]5" in a pattern
// Anything else stands as it is: 1.2 has no other form for it. That holds also for what has white
// space in it, which is no list of identifiers but the words that the learner saw, and for what has
// the delimiters of 2004 already.
std::string xapi_response(const Interaction& interaction, ScormVersion version);
std::string xapi_pattern(const Interaction& interaction, std::string_view pattern,
                         ScormVersion version);

} // namespace content
