#include "courses/scorm_standing.hpp"

#include "base/decimal.hpp"
#include "content/scorm_score.hpp"

#include <algorithm>
#include <cmath>

namespace courses {
namespace {

using content::Completion;
using content::Score;
using content::ScormItem;
using content::ScormManifest;
using content::ScormVersion;
using content::Status;
using content::Success;

struct Part {
    bool is_sco;
    bool has_mastery;
    RollUp result;
};

bool is_done(const Status& status)
{
    return status.completion == Completion::completed || status.success == Success::passed;
}

bool is_begun(const Part& part)
{
    const auto completion = part.result.status.completion;
    return is_done(part.result.status) || completion == Completion::incomplete ||
           part.result.status.success != Success::unknown;
}

Success success_of(const std::vector<Part>& parts)
{
    const auto is = [](Success success) {
        return [=](const Part& part) { return part.result.status.success == success; };
    };
    if (std::ranges::any_of(parts, is(Success::failed))) return Success::failed;
    const auto open = [](const Part& part) {
        return part.has_mastery && part.result.status.success != Success::passed;
    };
    const bool passed = std::ranges::any_of(parts, is(Success::passed));
    return passed && std::ranges::none_of(parts, open) ? Success::passed : Success::unknown;
}

// Of one SCO it is its own, whatever its scale.
Score score_of(std::vector<Part> parts, ScormVersion version)
{
    std::erase_if(parts, [](const Part& part) { return !part.is_sco; });
    if (parts.empty()) return {};
    if (parts.size() == 1) return parts.front().result.score;
    double sum = 0;
    for (const auto& part : parts) {
        const auto score = content::xapi_score(part.result.score, version);
        const auto* scaled = score.if_contains("scaled");
        if (!scaled) return {};
        sum += scaled->to_number<double>();
    }
    // With as many digits as SCORM gives a score (2004 RTE 4.1.1.6, real(10,7)).
    constexpr double digits = 1e7;
    const auto mean = std::round(sum / static_cast<double>(parts.size()) * digits) / digits;
    return {.scaled = base::decimal_text(mean)};
}

RollUp rolled_up(const std::vector<Part>& parts, ScormVersion version)
{
    RollUp out;
    const bool done = !parts.empty() && std::ranges::all_of(parts, [](const Part& part) {
        return is_done(part.result.status);
    });
    out.status.completion = done                                   ? Completion::completed
                            : std::ranges::any_of(parts, is_begun) ? Completion::incomplete
                                                                   : Completion::not_attempted;
    if (done) out.status.success = success_of(parts);
    out.score = score_of(parts, version);
    return out;
}

ScormVersion version_of(const ScormManifest& manifest)
{
    return manifest.edition == content::ScormEdition::scorm12 ? ScormVersion::v1_2
                                                              : ScormVersion::v2004;
}

void collect(const std::vector<ScormItem>& items, std::vector<const ScormItem*>& to)
{
    for (const auto& item : items) {
        if (!item.resource.empty()) to.push_back(&item);
        collect(item.items, to);
    }
}

RollUp rolled_up(const ScormManifest& manifest, const std::vector<const ScormItem*>& items,
                 const ResultOfItem& result_of)
{
    std::vector<Part> parts;
    for (const auto* item : items) {
        const auto& objectives = item->sequencing.objectives;
        const bool has_mastery = item->mastery_score || (objectives && objectives->primary &&
                                                         objectives->primary->satisfied_by_measure);
        parts.push_back({calls_run_time(manifest, *item), has_mastery, result_of(item->id)});
    }
    return rolled_up(parts, version_of(manifest));
}

// As SCORM 1.2 names it.
std::string_view lesson_status(const Status& status)
{
    if (status.success == Success::passed) return "passed";
    if (status.success == Success::failed) return "failed";
    switch (status.completion) {
    case Completion::completed: return "completed";
    case Completion::incomplete: return "incomplete";
    case Completion::unknown:
    case Completion::not_attempted: break;
    }
    return "not attempted";
}

} // namespace

bool is_said(const Status& status)
{
    return status.completion == Completion::completed ||
           status.completion == Completion::incomplete || status.success != Success::unknown;
}

void hear(RollUp& result, const RollUp& said)
{
    if (said.status.completion != Completion::unknown)
        result.status.completion = said.status.completion;
    if (said.status.success != Success::unknown) result.status.success = said.status.success;
    if (said.score != Score{}) result.score = said.score;
}

RollUp with_earlier(const RollUp& earlier, const RollUp& later)
{
    auto out = earlier;
    const bool is_worse =
        earlier.status.success == Success::passed && later.status.success != Success::passed;
    hear(out, later);
    if (earlier.status.completion == Completion::completed)
        out.status.completion = Completion::completed;
    if (is_worse) {
        out.status.success = Success::passed;
        if (earlier.score != Score{}) out.score = earlier.score;
    }
    return out;
}

bool is_external(const ScormManifest& manifest, const ScormItem& item)
{
    const auto found =
        std::ranges::find(manifest.resources, item.resource, &content::ScormResource::id);
    return found != manifest.resources.end() && found->is_external;
}

bool calls_run_time(const ScormManifest& manifest, const ScormItem& item)
{
    return item.is_sco && !is_external(manifest, item);
}

std::vector<const ScormItem*> launchable_items(const ScormManifest& manifest)
{
    std::vector<const ScormItem*> out;
    collect(manifest.organization().items, out);
    return out;
}

RollUp course_result(const ScormManifest& manifest, const ResultOfItem& result_of)
{
    auto items = launchable_items(manifest);
    // When a learner sees none of them, the course goes from one to the next by itself.
    if (std::ranges::any_of(items, &ScormItem::is_visible))
        std::erase_if(items, [](const ScormItem* item) { return !item->is_visible; });
    return rolled_up(manifest, items, result_of);
}

bool is_open(const ScormManifest& manifest, const ScormItem& item, const ResultOfItem& result_of)
{
    if (!item.prerequisite) return true;
    const auto status_of = [&](std::string_view id) -> std::string_view {
        const auto* named = content::find_item(manifest.organization(), id);
        if (!named) return {};
        if (!named->resource.empty()) return lesson_status(result_of(id).status);
        std::vector<const ScormItem*> below;
        collect(named->items, below);
        return lesson_status(rolled_up(manifest, below, result_of).status);
    };
    return content::is_met(*item.prerequisite, status_of);
}

} // namespace courses
