#include "content/cmi_values.hpp"

#include "base/duration.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/number.hpp"
#include "content/trimmed.hpp"

#include <algorithm>
#include <charconv>

namespace content {
namespace {

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
}

} // namespace content
