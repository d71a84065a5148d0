#include "competency/timeline.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cassert>
#include <set>

namespace competency {
namespace {

namespace json = boost::json;

std::string_view cause_of_loss(Standing::Ending ending)
{
    switch (ending) {
    case Standing::Ending::expired: return "expiry";
    case Standing::Ending::revoked: return "revocation";
    case Standing::Ending::other: break;
    }
    return "evidence";
}

class Steps {
public:
    Steps(const Evaluation& evaluation, const Standing& standing)
        : evaluation_(evaluation), standing_(standing)
    {
    }

    void add(std::size_t competency, std::vector<LevelStep>& out) const
    {
        std::set<Timestamp> changes;
        for (int level = 1; level <= evaluation_.model().levels(competency); ++level) {
            for (const auto& [begin, end] : evaluation_.held({competency, level})) {
                changes.insert(begin);
                changes.insert(end);
            }
        }
        changes.erase(forever);
        int before = 0;
        for (const auto at : changes) {
            const auto level = evaluation_.level_at(competency, at);
            if (level == before) continue;
            if (!out.empty() && out.back().competency == competency) out.back().during.end = at;
            out.push_back({competency,
                           level,
                           {at, forever},
                           cause(competency, before, level, at),
                           at > evaluation_.moment().known_at});
            before = level;
        }
    }

private:
    std::string_view cause(std::size_t competency, int before, int level, Timestamp at) const
    {
        if (level > before) return is_reported(competency, at) ? "evidence" : "expiry";
        return cause_of_loss(standing_.ending({competency, before}, at));
    }

    // Something happened then; else a rating that kept the level down has run out.
    bool is_reported(std::size_t competency, Timestamp at) const
    {
        for (std::size_t i = 0; i < evaluation_.model().evidence.size(); ++i) {
            const auto& rows = evaluation_.leaf(i).rows;
            if (std::ranges::any_of(rows, [&](const Judged& each) { return each.row->t == at; }))
                return true;
        }
        return std::ranges::any_of(evaluation_.ratings(competency).rows,
                                   [&](const Rated& each) { return each.judged.row->t == at; });
    }

    const Evaluation& evaluation_;
    const Standing& standing_;
};

json::object entry(const Model& model, const LevelStep& step)
{
    return {{"id", model.competencies[step.competency].id},
            {"level", step.level},
            {"from", time_text(step.during.begin)},
            {"until", time_or_null(step.during.end)},
            {"cause", step.cause},
            {"planned", step.planned}};
}

// Where the page ends: behind its last step and all that begin with it.
std::size_t end_of_page(const std::vector<LevelStep>& steps, std::size_t begin, std::size_t limit)
{
    if (limit >= steps.size() - begin) return steps.size();
    auto end = begin + limit;
    while (end < steps.size() && steps[end].during.begin == steps[end - 1].during.begin)
        ++end;
    return end;
}

} // namespace

std::vector<LevelStep> steps_of(const Evaluation& evaluation, const Standing& standing,
                                std::optional<std::size_t> competency)
{
    const Steps steps(evaluation, standing);
    const auto& all = evaluation.model().competencies;
    std::vector<LevelStep> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (competency ? *competency == i : all[i].active) steps.add(i, out);
    }
    std::ranges::stable_sort(out, {}, [](const LevelStep& step) { return step.during.begin; });
    return out;
}

base::Result<std::string> timeline(const Model& model, const Roles& roles,
                                   std::span<const EvidenceRow> rows, const Asked& asked,
                                   std::string_view competency, Page page)
{
    assert(page.limit > 0);
    std::optional<std::size_t> one;
    if (!competency.empty()) {
        const auto found = find_competency(model, competency);
        if (!found) return found.error();
        one = *found;
    }
    const Evaluation evaluation(model, roles, rows, {forever, asked.known_at});
    const Standing standing(evaluation);
    const auto steps = steps_of(evaluation, standing, one);
    std::size_t at = 0;
    while (at < steps.size() && page.from && steps[at].during.begin < *page.from)
        ++at;
    const auto end = end_of_page(steps, at, page.limit);
    json::array entries;
    for (; at < end; ++at)
        entries.push_back(entry(model, steps[at]));
    auto out = heading(model, asked);
    out.erase("asOf");
    out["competency"] = one ? json::value(model.competencies[*one].id) : json::value();
    out["steps"] = std::move(entries);
    out["next"] =
        end < steps.size() ? json::value(time_text(steps[end].during.begin)) : json::value();
    return canonical(out);
}

} // namespace competency
