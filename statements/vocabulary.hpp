// IRIs that xAPI itself gives a meaning.
#pragma once

#include <string_view>

namespace statements {

inline constexpr std::string_view voided_verb =
    "http://adlnet.gov/expapi/verbs/voided"; // xAPI 1.0.3 Data 2.3.2

} // namespace statements
