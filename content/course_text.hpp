// Texts of a course in several languages.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace content {

struct CourseText {
    std::string language; // As the package has it; empty: it does not say.
    std::string text;

    bool operator==(const CourseText&) const = default;
};

using CourseTexts = std::vector<CourseText>; // In the order of the package.

// A language map of a statement: what is in no language, or in one that a statement cannot name, is
// "und". Of two texts in one language the first counts.
boost::json::object language_map(const CourseTexts& texts);

} // namespace content
