#include "content/course_text.hpp"

#include "base/iri.hpp"

namespace content {

boost::json::object language_map(const CourseTexts& texts)
{
    boost::json::object out;
    for (const auto& each : texts) {
        const bool known = base::is_language_tag(each.language);
        out.emplace(known ? std::string_view(each.language) : "und", each.text);
    }
    return out;
}

} // namespace content
