// The sequencing of a SCORM 2004 organisation as scorm-again 3.4.3 takes it: the value of its
// setting "sequencing".
//
// {"activityTree": {"id", "title", "isVisible", "children": [...], "sequencingControls",
//  "sequencingRules", "rollupRules", "rollupConsiderations", "primaryObjective", "objectives",
//  "deliveryControls", "attemptLimit", "timeLimitDuration", "completionThreshold",
//  "timeLimitAction", "hideLmsUi", "sharedDataMaps"}}
//
// Where its defaults are others than the standard's (flow), or where it takes what is absent for
// said (readSatisfiedStatus of a map), the value is always there. These are not as their names say
// in the manifest:
//   - Sets of a sequencing collection are already part of each activity. It would add the rules of
//     a set to those of the activity, which replace them, and pass over its limits.
//   - attemptAbsoluteDurationLimit becomes "timeLimitDuration", by which its rules measure time,
//     too. It compares the former with itself, and so never delivers an activity that has one.
//   - "reorderChildren" becomes "randomizeChildren"; its own "reorderChildren" is a state.
//   - minimumPercent is a percentage there and a share here.
//   - The rollup condition "activityProgressKnown" is called "progressKnown". "timeLimitExceeded"
//     and "outsideAvailableTimeRange" never hold in a rollup.
//   - A primary objective without an id gets one, primary_objective_id, when it is satisfied by
//     measure: without, that would be lost.
//
// Whoever starts a course has to remember that "start" needs `flow`; without it the standard lets a
// learner only choose.
#pragma once

#include "content/scorm_manifest.hpp"

#include <boost/json/object.hpp>

namespace content {

inline constexpr std::string_view primary_objective_id = "PRIMARYOBJ";

// For SCORM 1.2 it is a tree without any rules.
boost::json::object sequencing_json(const ScormOrganization& organization);

} // namespace content
