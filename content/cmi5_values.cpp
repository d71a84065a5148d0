#include "content/cmi5_values.hpp"

#include "base/ascii.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "content/cmi5_structure.hpp"
#include "content/trimmed.hpp"

#include <algorithm>
#include <charconv>

namespace content {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The schema's xs:language: parts of one to eight letters, then also digits, joined by "-".
bool is_language(std::string_view text)
{
    bool first = true;
    for (auto rest = text; first || !rest.empty(); first = false) {
        const auto part = rest.substr(0, rest.find('-'));
        const bool fits = std::ranges::all_of(part, [&](char c) {
            return (base::lower(c) >= 'a' && base::lower(c) <= 'z') || (!first && is_digit(c));
        });
        if (part.empty() || part.size() > 8 || !fits) return false;
        if (rest.size() == part.size() + 1) return false; // Ends with "-".
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    }
    return true;
}

void refuse_length(unsigned line, std::size_t bytes, Reading& reading)
{
    reading.refuse(line, "cmi5.limit.text", std::to_string(bytes),
                   "be at most " + std::to_string(limits::course_text_bytes) + " bytes");
}

// xs:decimal; nothing else that a number may look like. Absent: it is none.
std::optional<double> decimal(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto digits = text.starts_with('-') ? text.substr(1) : text;
    const bool fits = std::ranges::all_of(digits, [](char c) { return is_digit(c) || c == '.'; });
    if (!fits || std::ranges::count(digits, '.') > 1 || std::ranges::none_of(digits, is_digit))
        return std::nullopt;
    double out = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return out;
}

bool is_finer_than_told(std::string_view text)
{
    const auto point = text.find('.');
    if (point == text.npos) return false;
    const auto last = text.find_last_not_of('0');
    return last > point + 4;
}

std::optional<std::string_view> value_of(const XmlElement& element, std::string_view name)
{
    const auto* attribute = cmi5_attribute(element, name);
    if (!attribute) return std::nullopt;
    return trimmed(attribute->value);
}

void read_mastery_score(const XmlElement& element, Cmi5Au& au, Reading& reading)
{
    const auto text = value_of(element, "masteryScore");
    if (!text) return;
    au.mastery_score = decimal(*text);
    if (!au.mastery_score || *au.mastery_score < 0 || *au.mastery_score > 1)
        return reading.refuse(element.line, "cmi5.au.mastery_score", *text,
                              "be a decimal number from 0 to 1 such as 0.8");
    if (is_finer_than_told(*text))
        reading.warn(element.line, "cmi5.au.mastery_score_precision", *text,
                     "have at most four decimal places: no other system must keep more");
}

void read_activity_type(const XmlElement& element, Cmi5Au& au, Reading& reading)
{
    const auto text = value_of(element, "activityType");
    if (!text) return;
    if (text->empty())
        return reading.warn(element.line, "cmi5.au.activity_type_empty", "",
                            "be an IRI, or not be there");
    if (!base::is_iri(*text))
        reading.refuse(element.line, "cmi5.au.activity_type_iri", *text, "be an IRI with a scheme");
    au.activity_type = *text;
}

} // namespace

CourseTexts read_cmi5_text(const XmlElement* element, Reading& reading)
{
    CourseTexts out;
    if (!element) return out;
    std::size_t bytes = 0;
    for (const auto& child : element->children) {
        if (!is_cmi5(child, "langstring")) continue;
        const std::string language(value_of(child, "lang").value_or(""));
        if (cmi5_attribute(child, "lang") && !is_language(language))
            reading.refuse(child.line, "cmi5.text.language", language,
                           "be a language tag such as de or en-GB");
        bytes += language.size() + child.trimmed_text().size();
        if (bytes > limits::course_text_bytes) {
            refuse_length(child.line, bytes, reading);
            return out;
        }
        out.push_back({language, std::string(child.trimmed_text())});
    }
    return out;
}

std::optional<std::string> read_cmi5_value(const XmlElement* element, Reading& reading)
{
    if (!element) return std::nullopt;
    const auto text = element->trimmed_text();
    if (text.size() > limits::course_text_bytes) refuse_length(element->line, text.size(), reading);
    return std::string(text);
}

void read_cmi5_au_attributes(const XmlElement& element, Cmi5Au& au, Reading& reading)
{
    constexpr LaunchMethod methods[] = {LaunchMethod::any_window, LaunchMethod::own_window};
    constexpr MoveOn move_ons[] = {MoveOn::not_applicable, MoveOn::passed, MoveOn::completed,
                                   MoveOn::completed_and_passed, MoveOn::completed_or_passed};
    const auto choose = [&](std::string_view name, const auto& values, auto& chosen,
                            std::string_view rule, std::string_view expected) {
        const auto text = value_of(element, name);
        if (!text) return;
        const auto* found =
            std::ranges::find_if(values, [&](auto value) { return name_of(value) == *text; });
        if (found == std::end(values)) {
            reading.refuse(element.line, rule, *text, expected);
        } else {
            chosen = *found;
        }
    };
    choose("launchMethod", methods, au.launch_method, "cmi5.au.launch_method",
           "be AnyWindow or OwnWindow");
    choose("moveOn", move_ons, au.move_on, "cmi5.au.move_on",
           "be Passed, Completed, CompletedAndPassed, CompletedOrPassed or NotApplicable");
    read_mastery_score(element, au, reading);
    read_activity_type(element, au, reading);
}

} // namespace content
