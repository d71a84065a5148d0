#include "content/scorm_values.hpp"

<<<<<<< HEAD
#include "base/ascii.hpp"
=======
#include "base/duration.hpp"
#include "base/iri.hpp"
>>>>>>> wtmap
#include "base/limits.hpp"
#include "base/number.hpp"

#include <algorithm>
<<<<<<< HEAD
#include <array>
=======
>>>>>>> wtmap
#include <charconv>

namespace content {
namespace {

<<<<<<< HEAD
std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

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
=======
bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view take_digits(std::string_view& text)
{
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Hundredths> within_limit(Hundredths time)
{
    if (time > limits::scorm_timespan) return std::nullopt;
    return time;
}

// SCORM 1.2 RTE 3.4.2 CMITimespan. Minutes and seconds have two digits, and no one minds 99.
std::optional<Hundredths> clock_span(std::string_view text)
{
    const auto hours = take_digits(text);
    if (hours.empty() || hours.size() > 9 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_digits(text);
    if (minutes.size() != 2 || !take(text, ':')) return std::nullopt;
    const auto seconds = take_digits(text);
    if (seconds.size() != 2) return std::nullopt;
    std::string hundredths = "00";
    if (take(text, '.')) {
        hundredths = std::string(take_digits(text));
        if (hundredths.empty()) return std::nullopt;
        hundredths.resize(2, '0');
    }
    if (!text.empty()) return std::nullopt;
    const auto value = [](std::string_view digits) {
        return base::parse_number<std::int64_t>(digits).value_or(0);
    };
    return within_limit(std::chrono::hours(value(hours)) + std::chrono::minutes(value(minutes)) +
                        std::chrono::seconds(value(seconds)) + Hundredths(value(hundredths)));
}

// In hundredths, by DurationPart.
constexpr std::int64_t part_lengths[] = {
    365 * 8'640'000LL, 30 * 8'640'000LL, 7 * 8'640'000LL, 8'640'000, 360'000, 6'000, 100};

// SCORM 2004 RTE 4.1.1.7 timeinterval(second,10,2).
std::optional<Hundredths> iso_span(std::string_view text)
{
    const auto duration = base::parse_duration(text);
    if (!duration) return std::nullopt;
    const std::uint64_t parts[] = {duration->years,  duration->months, duration->weeks,
                                   duration->days,   duration->hours,  duration->minutes,
                                   duration->seconds};
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < std::size(parts); ++at) {
        // A longer part would be over the limit in any unit, and out of the sum's range.
        if (parts[at] > 4'000'000'000u) return std::nullopt;
        const auto part = static_cast<std::int64_t>(parts[at]);
        if (part > limits::scorm_timespan / Hundredths(part_lengths[at])) return std::nullopt;
        sum += part * part_lengths[at];
    }
    const auto smallest = part_lengths[static_cast<std::size_t>(duration->smallest)];
    sum += duration->fraction * smallest / 1'000'000;
    return within_limit(Hundredths(sum));
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\n\r\f\v";
    const auto begin = text.find_first_not_of(space);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::optional<std::string> decimal(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > limits::scorm_decimal_characters) return std::nullopt;
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    auto whole = take_digits(text);
    const auto fraction = take(text, '.') ? take_digits(text) : std::string_view();
    if (!text.empty() || (whole.empty() && fraction.empty())) return std::nullopt;
    while (whole.size() > 1 && whole.front() == '0')
        whole.remove_prefix(1);
    const auto is_zero = [](char c) { return c == '0'; };
    std::string out;
    if (negative &&
        !(std::ranges::all_of(whole, is_zero) && std::ranges::all_of(fraction, is_zero)))
        out = "-";
    out += whole.empty() ? "0" : whole;
    if (!fraction.empty()) out.append(".").append(fraction);
    return out;
}

boost::json::value number(std::string_view decimal)
{
    if (const auto whole = base::parse_number<std::int64_t>(decimal)) return *whole;
    double value = 0;
    std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
    return value;
}

std::optional<Hundredths> timespan(std::string_view text, ScormVersion version)
{
    return version == ScormVersion::v1_2 ? clock_span(trimmed(text)) : iso_span(trimmed(text));
}

std::string iso_duration(Hundredths time)
{
    const auto count = time.count();
    const auto hours = count / part_lengths[4];
    const auto minutes = count % part_lengths[4] / part_lengths[5];
    const auto seconds = count % part_lengths[5] / part_lengths[6];
    const auto hundredths = count % part_lengths[6];
    std::string out = "PT";
    if (hours > 0) out += std::to_string(hours) + "H";
    if (minutes > 0) out += std::to_string(minutes) + "M";
    if (seconds == 0 && hundredths == 0 && out.size() > 2) return out;
    out += std::to_string(seconds);
    if (hundredths > 0) {
        out += hundredths < 10 ? ".0" : ".";
        out += std::to_string(hundredths % 10 == 0 ? hundredths / 10 : hundredths);
    }
    return out + "S";
}

Localized localized(std::string_view text)
{
    constexpr std::string_view prefix = "{lang=";
    const auto end = text.find('}');
    if (!text.starts_with(prefix) || end == text.npos) return {{}, text};
    const auto language = text.substr(prefix.size(), end - prefix.size());
    return {base::is_language_tag(language) ? language : std::string_view(), text.substr(end + 1)};
>>>>>>> wtmap
}

} // namespace content
