// What stands where in a cmi5.xml, as CourseStructure.xsd has it (cmi5 14). What values must be is
// content/cmi5_course.cpp.
#pragma once

#include "content/reading.hpp"
#include "content/xml.hpp"

#include <string_view>

namespace content {

// Every place where the document leaves the schema; rules cmi5.xml....
void check_cmi5_structure(const XmlElement& root, Reading& reading);

// The first child of that name in cmi5's namespace, the attribute of that name in none. Null: there
// is none.
const XmlElement* cmi5_child(const XmlElement& element, std::string_view name);
const XmlAttribute* cmi5_attribute(const XmlElement& element, std::string_view name);
bool is_cmi5(const XmlElement& element, std::string_view name);

} // namespace content
