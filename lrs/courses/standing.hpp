// How far somebody has come, in one shape for all standards:
//   {"completion": "unknown", "not attempted", "incomplete" or "completed",
//    "success": "unknown", "passed" or "failed", "score": xAPI's score object, when there is one,
//    "since": when it became so, "seconds": of all sessions,
//    "items": [{"id", "title", "completion", "success", "score", "since", "seconds", "attempts",
//      "satisfied", "waived"}]}
// Members of which nothing is known are left out. "satisfied" and "waived" are cmi5's. Of TinCan,
// which tells an LMS nothing of its own, it is {"completion": "unknown", "success": "unknown"}.
#pragma once

#include "lrs/courses/office.hpp"

#include <boost/json/object.hpp>

namespace lrs {

// Blocks.
base::Result<boost::json::object> standing_of(CourseOffice& office, const courses::Package& package,
                                              const courses::Registration& registration);

} // namespace lrs
