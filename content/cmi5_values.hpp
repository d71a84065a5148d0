// The values in a cmi5.xml: texts in several languages, an AU's attributes (cmi5 13.1).
#pragma once

#include "content/cmi5_course.hpp"
#include "content/reading.hpp"
#include "content/xml.hpp"

namespace content {

// Null: none. Complains of a language that is none, and of texts that are too long.
CourseTexts read_cmi5_text(const XmlElement* element, Reading& reading);

// An element's text; null: it is not there.
std::optional<std::string> read_cmi5_value(const XmlElement* element, Reading& reading);

// launchMethod, moveOn, masteryScore, activityType.
void read_cmi5_au_attributes(const XmlElement& element, Cmi5Au& au, Reading& reading);

} // namespace content
