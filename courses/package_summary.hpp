// What a package says of itself, whatever its standard: for lists of courses and for those who
// build a competency model on them.
#pragma once

#include "content/course_text.hpp"
#include "courses/package.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace courses {

struct SummedItem {
    std::string id; // SCORM: the item's; cmi5: the publisher's of the AU; TinCan: the activity's.
    std::string title; // Of several languages, that of the package.
    bool launchable = false;
};

struct PackageTexts {
    content::CourseTexts titles;
    content::CourseTexts descriptions;
    std::string language; // Of a text that does not name its own, by the package. Empty: not said.
};

PackageTexts texts_of(const Contents& contents);

// That of this language, else one of the same main language, else the first that is not empty.
std::string text_in(const content::CourseTexts& texts, std::string_view language);

// In document order: of SCORM, all of the default organisation, headings too; of cmi5 the AUs; of
// TinCan the activity that is launched.
std::vector<SummedItem> items_of(const Package& package);

// Ids of the objectives that a competency model may refer to, once each, in document order.
std::vector<std::string> objectives_of(const Package& package);

} // namespace courses
