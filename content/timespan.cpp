#include "content/timespan.hpp"

namespace content {
namespace {

std::string fraction_text(std::uint32_t millionths, std::size_t digits)
{
    auto text = std::to_string(1'000'000 + millionths).substr(1, digits);
    text = text.substr(0, text.find_last_not_of('0') + 1);
    return text.empty() ? text : '.' + text;
}

} // namespace

std::string timespan_text(const base::Duration& duration)
{
    std::string out = "P";
    const auto add = [&](std::uint64_t value, base::DurationPart part, char unit) {
        const bool is_seconds = part == base::DurationPart::seconds;
        const auto fraction = duration.smallest == part
                                  ? fraction_text(duration.fraction, is_seconds ? 2 : 6)
                                  : std::string();
        if (value > 0 || !fraction.empty()) out += std::to_string(value) + fraction + unit;
    };
    add(duration.years, base::DurationPart::years, 'Y');
    add(duration.months, base::DurationPart::months, 'M');
    add(duration.weeks, base::DurationPart::weeks, 'W');
    add(duration.days, base::DurationPart::days, 'D');
    const auto date = out.size();
    add(duration.hours, base::DurationPart::hours, 'H');
    add(duration.minutes, base::DurationPart::minutes, 'M');
    add(duration.seconds, base::DurationPart::seconds, 'S');
    if (out.size() > date) out.insert(date, 1, 'T');
    return out == "P" ? "PT0S" : out;
}

} // namespace content
