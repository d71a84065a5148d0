#include "content/scorm_values.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "content/trimmed.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace content {
namespace {

std::string listed(std::span<const std::string_view> words)
{
    std::string out;
    for (const auto word : words)
        out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

struct Family {
    std::string_view part; // Of the namespace, in lower case.
    ScormSpace space;
};

constexpr Family families[] = {
    {"imscp", ScormSpace::packaging},   {"adlcp", ScormSpace::content},
    {"imsss", ScormSpace::sequencing},  {"adlseq", ScormSpace::adl_sequencing},
    {"adlnav", ScormSpace::navigation}, {"imsmd", ScormSpace::metadata},
    {"/lom", ScormSpace::metadata},
};

} // namespace

std::optional<double> parse_decimal(std::string_view text)
{
    const auto digits = text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789.") != digits.npos) return {};
    double out = 0;
    if (text.starts_with('+')) text = digits; // Which the function does not take.
    const auto* end = text.data() + text.size();
    const auto [at, failed] = std::from_chars(text.data(), end, out, std::chars_format::fixed);
    if (failed != std::errc{} || at != end) return std::nullopt;
    return out;
}

std::string decimal_text(double value)
{
    std::array<char, 340> out; // The longest double has 309 digits before its point.
    const auto written =
        std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, 10);
    std::string_view text(out.data(), written.ptr);
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
    return std::string(text == "-0" ? "0" : text);
}

ScormValues::ScormValues(std::string_view file, const XmlElement& root, Findings& findings)
    : file_(file), root_space_(root.space), findings_(findings)
{
}

ScormSpace ScormValues::space_of(std::string_view name) const
{
    if (name.empty()) return ScormSpace::none;
    if (name == root_space_) return ScormSpace::packaging;
    const auto low = base::lower(name);
    for (const auto& family : families) {
        if (low.find(family.part) != low.npos) return family.space;
    }
    return ScormSpace::foreign;
}

bool ScormValues::is(const XmlElement& element, ScormSpace space, std::string_view name) const
{
    if (!base::equal_but_for_case(element.name, name)) return false;
    const auto own = space_of(element.space);
    // Some write the elements of an extension without its prefix.
    return own == space || own == ScormSpace::none || own == ScormSpace::packaging;
}

const XmlElement* ScormValues::child(const XmlElement& element, ScormSpace space,
                                     std::string_view name) const
{
    for (const auto& child : element.children) {
        if (is(child, space, name)) return &child;
    }
    return nullptr;
}

void ScormValues::each(const XmlElement& element, ScormSpace space, std::string_view name,
                       const std::function<void(const XmlElement&)>& visit) const
{
    for (const auto& child : element.children) {
        if (is(child, space, name)) visit(child);
    }
}

std::string_view ScormValues::text(const XmlElement& element, std::string_view name)
{
    for (const auto& attribute : element.attributes) {
        if (base::equal_but_for_case(attribute.name, name)) return trimmed(attribute.value);
    }
    return {};
}

std::string ScormValues::id(const XmlElement& element, std::string_view name)
{
    const auto found = text(element, name);
    if (found.size() <= limits::scorm_id_bytes) return std::string(found);
    refuse_value(element, "scorm.id", name, found,
                 "have at most " + std::to_string(limits::scorm_id_bytes) + " bytes");
    return {};
}

std::string ScormValues::required_id(const XmlElement& element, std::string_view name)
{
    auto out = id(element, name);
    if (text(element, name).empty())
        refuse(element, "scorm.required", "<" + element.name + ">",
               "have " + std::string(name) + "=\"...\"");
    return out;
}

bool ScormValues::boolean(const XmlElement& element, std::string_view name, bool otherwise)
{
    const auto found = text(element, name);
    if (found.empty()) return otherwise;
    for (const std::string_view word : {"true", "1"}) {
        if (base::equal_but_for_case(found, word)) return true;
    }
    for (const std::string_view word : {"false", "0"}) {
        if (base::equal_but_for_case(found, word)) return false;
    }
    refuse_value(element, "scorm.boolean", name, found, "be true or false");
    return otherwise;
}

std::optional<double> ScormValues::checked_decimal(const XmlElement& element, std::string_view name,
                                                   std::string_view text, double least, double most)
{
    if (text.empty()) return std::nullopt;
    const auto out = parse_decimal(text);
    if (out && *out >= least && *out <= most) return out;
    refuse_value(element, "scorm.decimal", name, text,
                 "be a number from " + decimal_text(least) + " to " + decimal_text(most));
    return std::nullopt;
}

std::optional<double> ScormValues::decimal(const XmlElement& element, std::string_view name,
                                           double least, double most)
{
    return checked_decimal(element, name, text(element, name), least, most);
}

std::optional<double> ScormValues::decimal(const XmlElement& element, double least, double most)
{
    return checked_decimal(element, {}, element.trimmed_text(), least, most);
}

std::optional<std::uint32_t> ScormValues::count(const XmlElement& element, std::string_view name)
{
    constexpr std::uint32_t most = 1'000'000;
    const auto found = text(element, name);
    if (found.empty()) return std::nullopt;
    const auto out = base::parse_number<std::uint32_t>(found);
    if (out && *out <= most) return out;
    refuse_value(element, "scorm.count", name, found,
                 "be a whole number from 0 to " + std::to_string(most));
    return std::nullopt;
}

std::optional<base::Duration> ScormValues::duration(const XmlElement& element,
                                                    std::string_view name)
{
    const auto found = text(element, name);
    if (found.empty()) return std::nullopt;
    const auto out = base::parse_duration(found);
    if (!out) refuse_value(element, "scorm.duration", name, found, "be a duration such as PT1H30M");
    return out;
}

std::string_view ScormValues::checked_token(const XmlElement& element, std::string_view name,
                                            std::string_view text,
                                            std::span<const std::string_view> words,
                                            std::string_view otherwise)
{
    for (const auto word : words) {
        if (base::equal_but_for_case(word, text)) return word;
    }
    refuse_value(element, "scorm.token", name, text, "be one of: " + listed(words));
    return otherwise;
}

std::string_view ScormValues::token(const XmlElement& element, std::string_view name,
                                    std::span<const std::string_view> words,
                                    std::string_view otherwise)
{
    const auto found = text(element, name);
    return found.empty() ? otherwise : checked_token(element, name, found, words, otherwise);
}

std::string_view ScormValues::required_token(const XmlElement& element, std::string_view name,
                                             std::span<const std::string_view> words)
{
    return checked_token(element, name, text(element, name), words, words.front());
}

void ScormValues::refuse(const XmlElement& at, std::string_view rule, std::string_view found,
                         std::string expected)
{
    complain(findings_.refusals, place(file_, at.line), rule, found, std::move(expected));
}

void ScormValues::warn(const XmlElement& at, std::string_view rule, std::string_view found,
                       std::string expected)
{
    complain(findings_.warnings, place(file_, at.line), rule, found, std::move(expected));
}

void ScormValues::refuse_value(const XmlElement& at, std::string_view rule, std::string_view name,
                               std::string_view text, std::string expected)
{
    const auto named = name.empty() ? "<" + at.name + ">" : std::string(name) + "=";
    refuse(at, rule, named + std::string(text), std::move(expected));
}

} // namespace content
