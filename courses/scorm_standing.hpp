// What the results of a SCORM course's items come to. Pure.
#pragma once

#include "content/scorm_manifest.hpp"
#include "content/scorm_to_xapi.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

using content::RollUp;

// What a session says now: what it does not know (any more) stays as it was.
void hear(RollUp& result, const RollUp& said);

// Of an attempt and the one before it: what was completed or passed in one stays so.
RollUp with_earlier(const RollUp& earlier, const RollUp& later);

bool is_said(const content::Status& status);

// An asset never calls the run-time, and what lies on another server cannot.
bool calls_run_time(const content::ScormManifest& manifest, const content::ScormItem& item);
bool is_external(const content::ScormManifest& manifest, const content::ScormItem& item);

// In the order of the manifest.
std::vector<const content::ScormItem*> launchable_items(const content::ScormManifest& manifest);

using ResultOfItem = std::function<RollUp(std::string_view item)>;

// Of a course without a sequencing tree; see scorm_runs.hpp.
RollUp course_result(const content::ScormManifest& manifest, const ResultOfItem& result_of);

// Its prerequisites are met (SCORM 1.2). The status of a heading is what those below it come to.
bool is_open(const content::ScormManifest& manifest, const content::ScormItem& item,
             const ResultOfItem& result_of);

} // namespace courses
