#include "competency/gap.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

constexpr std::int64_t complete = 10'000;

// Of a strict ladder nothing lies beyond a missing rung; on another a higher rule gives it too.
std::optional<RuleKey> next_on_the_way(const Evaluation& evaluation, const Standing& standing,
                                       RuleKey target, int level)
{
    if (level >= target.level) return std::nullopt;
    const bool strict = evaluation.model().is_strict(target.competency);
    return standing.next_rule(target.competency, strict ? level : target.level - 1);
}

json::object entry(const Evaluation& evaluation, const Standing& standing, const GapRow& row)
{
    return {
        {"id", evaluation.model().competencies[row.competency].id},
        {"target", row.target},
        {"min", row.minimum ? json::value(*row.minimum) : json::value()},
        {"level", row.level},
        {"missing", row.missing()},
        {"critical", row.critical},
        {"status", row.status},
        {"since", time_or_null(row.run ? std::optional(row.run->begin) : std::nullopt)},
        {"until", time_or_null(row.run ? std::optional(row.run->end) : std::nullopt)},
        {"progress", row.progress},
        {"next", row.next ? json::value(way_to(evaluation, standing, *row.next)) : json::value()}};
}

} // namespace

std::size_t Gap::met() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [](const GapRow& row) { return row.missing() == 0; }));
}

std::int64_t Gap::coverage() const
{
    if (rows.empty()) return complete;
    return static_cast<std::int64_t>(met()) * complete / std::ssize(rows);
}

std::vector<RuleKey> targets_of(const Model& model, const Profile& profile)
{
    auto out = profile.target;
    for (const auto key : profile.minimum) {
        if (std::ranges::find(profile.target, key.competency, &RuleKey::competency) ==
            profile.target.end())
            out.push_back(key);
    }
    std::erase_if(out, [&](RuleKey key) { return !model.competencies[key.competency].active; });
    std::ranges::sort(out);
    return out;
}

Gap gap_of(const Evaluation& evaluation, const Standing& standing, const Profile& profile)
{
    Gap out;
    for (const auto target : targets_of(evaluation.model(), profile)) {
        GapRow row;
        row.competency = target.competency;
        row.target = target.level;
        const auto least =
            std::ranges::find(profile.minimum, target.competency, &RuleKey::competency);
        if (least != profile.minimum.end()) row.minimum = least->level;
        row.level = evaluation.level(target.competency);
        row.critical = std::ranges::count(profile.critical, target.competency) != 0;
        row.status = standing.status(target.competency, row.level);
        row.run = current_run(evaluation, {target.competency, row.level});
        // Ratings may give or deny a level whatever its rules have come to.
        row.progress = row.missing() == 0
                           ? complete
                           : std::min(standing.ladder_progress(target), complete - 1);
        row.next = next_on_the_way(evaluation, standing, target, row.level);
        out.rows.push_back(row);
    }
    return out;
}

base::Result<std::string> gap(const Model& model, const Roles& roles,
                              std::span<const EvidenceRow> rows, const Asked& asked,
                              std::string_view profile)
{
    const auto found = find_profile(model, profile);
    if (!found) return found.error();
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    const auto gap = gap_of(evaluation, standing, model.profiles[*found]);
    json::array competencies;
    for (const auto& row : gap.rows)
        competencies.push_back(entry(evaluation, standing, row));
    auto out = heading(model, asked);
    out["profile"] = model.profiles[*found].id;
    out["targets"] = gap.rows.size();
    out["met"] = gap.met();
    out["coverage"] = gap.coverage();
    out["competencies"] = std::move(competencies);
    return canonical(out);
}

} // namespace competency
