#include "content/course_text.hpp"

#include "base/iri.hpp"

namespace content {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r\n";
    const auto begin = text.find_first_not_of(white);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

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
