// What the run-time of a SCO holds before it is launched, as scorm-again's loadFromJSON takes it.
//
// scorm-again passes over empty values and throws on bad ones, so that nothing of either kind
// stands here: values of the item were checked at import, those that were kept were its own.
#pragma once

#include "content/launch_mode.hpp"
#include "content/scorm_manifest.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace content {

struct ScormLaunch {
    ScormEdition edition;
    std::string learner_id;
    std::string learner_name; // "Doe, Jane"
    LaunchMode mode = LaunchMode::normal;
    bool is_for_credit = true; // Only ever in normal mode (SCORM 2004 RTE 4.2.9).
    // What the attempt's last commit told: {"cmi": {...}}, or {"runtimeData": {"cmi": {...}}}.
    // Null: a new attempt. In SCORM 2004 an attempt that was not suspended is over (RTE 4.2.8).
    // `total_time` is taken from it: commits have to carry it always (alwaysSendTotalTime).
    const boost::json::object* kept = nullptr;
};

// {"cmi": {...}}. `entry` is "ab-initio" in a new attempt, "resume" in one that was suspended, and
// else absent, which is "".
// Of what was kept: where the learner was, status, score, total time, objectives, his comments and
// preferences, and in SCORM 2004 the interactions. In SCORM 1.2 a SCO cannot read them and counts
// from 0 in each session.
boost::json::object cmi_seed(const ScormItem& item, const ScormLaunch& launch);

} // namespace content
