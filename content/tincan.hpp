// A tincan.xml: the activities of an xAPI package, and where the one that can be launched begins.
//
// Elements count by their names, in whatever namespace (a warning says so when it is another): so
// do other systems, and packages rely on it.
//
// Refusals: tincan.xml.root, tincan.activities_missing, tincan.launch_missing, tincan.launch_one,
// those of content/course_url.hpp as tincan.launch.url_..., tincan.limit.{activities,text}; and of
// the activity that is launched tincan.activity.id_missing, .id_iri, .id_unique: others of which
// that is to be said are left out with a warning.
// Warnings: tincan.xml.namespace, tincan.activity.type_missing, .type_iri, .name_missing,
// tincan.text.language, tincan.resource, tincan.launch.url_case.
#pragma once

#include "content/course_text.hpp"
#include "content/file_index.hpp"
#include "content/findings.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct TinCanActivity {
    std::string id;
    std::string type; // Empty: not said.
    CourseTexts names;
    CourseTexts descriptions;
    CourseTexts launches; // URLs by language; of all but one activity, none.
};

struct TinCanPackage {
    std::vector<TinCanActivity> activities;
    std::size_t launched = 0; // Which of them.
    std::string folder;       // Where relative URLs start; "a/b", empty: the top of the package.
};

// `file` is the document's name in the package, `files` all of it. Without a package, a
// refusal says why.
std::optional<TinCanPackage> read_tincan(std::string_view bytes, std::string_view file,
                                         const FileIndex& files, Findings& findings);

// The activity as statements name it: id and definition.
boost::json::object activity_of(const TinCanActivity& activity);

// What a launch tells the content (Rustici's lms_lrs.md). Nothing else may be added: content sends
// every parameter that it does not know on to the LRS, which must refuse it.
struct TinCanLaunch {
    std::string_view endpoint; // Is given with one "/" at its end: some content adds none.
    std::string_view auth;     // A whole Authorization header.
    const boost::json::object& actor;
    std::string_view registration; // Empty: none.
    std::string_view activity_id;
};

// `url` must be complete (content/course_url.hpp).
std::string tincan_launch_url(std::string_view url, const TinCanLaunch& launch);

} // namespace content
