// SCORM's scores as those of xAPI, whose rules a statement would break otherwise (1.0.3 Data
// 2.4.5.1: scaled is from -1 to 1, min < max, raw between them).
#pragma once

#include "content/cmi.hpp"

#include <boost/json/object.hpp>

namespace content {

// What the raw value is measured by can be made out: min < max where both are given, and raw is
// between them; of 1.2, where they may be missing, between 0 and 100 then (RTE 3.4.2.1.7). True
// without a raw value.
bool has_scale(const Score& score, ScormVersion version);

// Empty: there is no score.
//   raw       as sent
//   min, max  as sent, if raw is between them and min < max
//   scaled    2004: as sent. Otherwise (raw - min) / (max - min), of 1.2 with 0 and 100 for what
//             is missing or no range. None when raw lies outside: then nobody knows its scale
boost::json::object xapi_score(const Score& score, ScormVersion version);

} // namespace content
