#include "content/scorm_score.hpp"

#include "content/cmi_values.hpp"

namespace content {
namespace {

namespace json = boost::json;

// As the double that a reader of the statement will see.
std::optional<double> value(const std::string& decimal)
{
    if (decimal.empty()) return std::nullopt;
    return number(decimal).to_number<double>();
}

struct Values {
    Values(const Score& score, ScormVersion version)
        : raw(value(score.raw)), min(value(score.min)), max(value(score.max))
    {
        ordered = !min || !max || *min < *max;
        if (!ordered) min = max = std::nullopt;
        inside = !raw || ((!min || *raw >= *min) && (!max || *raw <= *max));
        if (!raw || !inside) return;
        const bool v1_2 = version == ScormVersion::v1_2;
        if (!v1_2 && (!min || !max)) return;
        const double low = min.value_or(0);
        const double high = max.value_or(100);
        inside = low < high && *raw >= low && *raw <= high;
        // Monotone in every step, so that it never leaves 0..1.
        if (inside) scaled = (*raw - low) / (high - low);
    }

    std::optional<double> raw;
    std::optional<double> min;
    std::optional<double> max;
    std::optional<double> scaled; // Computed.
    bool ordered;                 // Of min and max as sent.
    bool inside;
};

} // namespace

bool has_scale(const Score& score, ScormVersion version)
{
    const Values values(score, version);
    return !values.raw || (values.ordered && values.inside);
}

json::object xapi_score(const Score& score, ScormVersion version)
{
    const Values values(score, version);
    json::object out;
    if (!score.scaled.empty())
        out["scaled"] = number(score.scaled);
    else if (values.scaled)
        out["scaled"] = *values.scaled;
    if (!values.raw) return out;
    out["raw"] = number(score.raw);
    if (!values.inside) return out;
    if (values.min) out["min"] = number(score.min);
    if (values.max) out["max"] = number(score.max);
    return out;
}

} // namespace content
