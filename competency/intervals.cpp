#include "competency/intervals.hpp"

#include <algorithm>
#include <cassert>

namespace competency {
namespace {

struct Step {
    Timestamp at;
    std::int64_t change;
};

} // namespace

Intervals sweep(std::span<const Part> parts, std::int64_t minimum)
{
    assert(minimum > 0);
    std::vector<Step> steps;
    for (const auto& part : parts) {
        assert(part.weight > 0);
        for (const auto& interval : *part.set) {
            steps.push_back({interval.begin, part.weight});
            steps.push_back({interval.end, -part.weight});
        }
    }
    std::ranges::sort(steps, {}, &Step::at);

    Intervals out;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < steps.size();) {
        const auto at = steps[i].at;
        const bool before = sum >= minimum;
        while (i < steps.size() && steps[i].at == at)
            sum += steps[i++].change;
        const bool after = sum >= minimum;
        if (!before && after) out.push_back({at, forever});
        if (before && !after) out.back().end = at;
    }
    return out;
}

Intervals unite(std::span<const Interval> pieces)
{
    Intervals sorted(pieces.begin(), pieces.end());
    std::ranges::sort(sorted, {}, &Interval::begin);
    Intervals out;
    for (const auto& piece : sorted) {
        if (piece.begin >= piece.end) continue;
        if (!out.empty() && piece.begin <= out.back().end) {
            out.back().end = std::max(out.back().end, piece.end);
        } else {
            out.push_back(piece);
        }
    }
    return out;
}

Intervals subtract(const Intervals& from, const Intervals& what)
{
    Intervals out;
    auto cut = what.begin();
    for (auto [begin, end] : from) {
        while (cut != what.end() && cut->end <= begin)
            ++cut;
        // The last cut of this interval may reach into the next one: it is looked at again.
        for (auto at = cut; at != what.end() && at->begin < end; ++at) {
            if (at->begin > begin) out.push_back({begin, at->begin});
            begin = std::min(at->end, end);
        }
        if (begin < end) out.push_back({begin, end});
    }
    return out;
}

std::optional<Interval> around(const Intervals& set, Timestamp at)
{
    const auto after = std::ranges::upper_bound(set, at, {}, &Interval::begin);
    if (after == set.begin()) return std::nullopt;
    const auto& candidate = *std::prev(after);
    return at < candidate.end ? std::optional(candidate) : std::nullopt;
}

bool holds(const Intervals& set, Timestamp at)
{
    return around(set, at).has_value();
}

} // namespace competency
