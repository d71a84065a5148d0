// Durations as the SCORM run-time takes them.
#pragma once

#include "base/duration.hpp"

#include <string>

namespace content {

// "P1DT2H3M4.5S" (CMITimespan, SCORM 2004 RTE 4.1.1.7): seconds with at most two digits behind
// their point, the rest cut off; "PT0S" when there is nothing.
std::string timespan_text(const base::Duration& duration);

} // namespace content
