#include "competency/evaluate.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"
#include "statements/agent.hpp"

#include <boost/json.hpp>

namespace competency {
namespace {

namespace json = boost::json;

// The run of exactly this level: the set of the level without that of the next.
std::optional<Interval> current_run(const Evaluation& evaluation, RuleKey key)
{
    if (key.level == 0) return std::nullopt;
    const auto now = evaluation.moment().as_of;
    const auto& held = evaluation.held(key);
    if (key.level == evaluation.model().levels(key.competency)) return around(held, now);
    return around(subtract(held, evaluation.held({key.competency, key.level + 1})), now);
}

json::object entry(const Evaluation& evaluation, const Standing& standing, std::size_t competency)
{
    const auto level = evaluation.level(competency);
    const RuleKey key{competency, level};
    const auto run = current_run(evaluation, key);
    return {{"id", evaluation.model().competencies[competency].id},
            {"level", level},
            {"since", time_or_null(run ? std::optional(run->begin) : std::nullopt)},
            {"until", time_or_null(run ? std::optional(run->end) : std::nullopt)},
            {"status", standing.status(competency, level)},
            {"why", level > 0 ? why(evaluation, key) : json::value()},
            {"next", next(evaluation, standing, competency, level)}};
}

} // namespace

std::string attainment(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       const std::string& identity, Timestamp as_of, Timestamp known_at,
                       Watermark watermark)
{
    const Evaluation evaluation(model, roles, rows, {as_of, known_at});
    const Standing standing(evaluation);
    json::array competencies;
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        if (model.competencies[i].active) competencies.push_back(entry(evaluation, standing, i));
    }
    return canonical(
        json::object{{"agent", statements::agent_of(identity)},
                     {"asOf", time_text(as_of)},
                     {"knownAt", time_text(known_at)},
                     {"model", model.hash},
                     {"watermark", json::object{{"sequence", watermark.sequence},
                                                {"stored", time_or_null(watermark.stored)}}},
                     {"competencies", std::move(competencies)}});
}

std::string held_levels(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows)
{
    const Evaluation evaluation(model, roles, rows, {forever, forever});
    json::array out;
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        for (int level = 1; level <= model.levels(i); ++level) {
            json::array runs;
            for (const auto& [begin, end] : evaluation.held({i, level}))
                runs.push_back(json::array{time_text(begin), time_or_null(end)});
            if (!runs.empty())
                out.push_back(json::array{model.competencies[i].id, level, std::move(runs)});
        }
    }
    return canonical(out);
}

} // namespace competency
