#include "competency/expiring.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

json::object entry(const Model& model, const ExpiringRow& row)
{
    const auto* mapping = row.evidence ? &model.evidence[*row.evidence] : nullptr;
    return {{"id", model.competencies[row.competency].id},
            {"level", row.level},
            {"status", row.status},
            {"since", time_text(row.run.begin)},
            {"until", time_text(row.run.end)},
            {"then", row.then},
            {"evidence", mapping ? json::value(mapping->id) : json::value()},
            {"label", mapping ? json::parse(mapping->label) : json::value()}};
}

} // namespace

std::vector<ExpiringRow> expiring_of(const Evaluation& evaluation, const Standing& standing,
                                     Timestamp before)
{
    const auto& model = evaluation.model();
    std::vector<ExpiringRow> out;
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        const auto level = evaluation.level(i);
        const auto run = current_run(evaluation, {i, level});
        if (!model.competencies[i].active || !run) continue;
        if (run->end == forever || run->end > before) continue;
        out.push_back({i, level, evaluation.level_at(i, run->end), standing.status(i, level), *run,
                       standing.decisive_leaf_of_ladder({i, level})});
    }
    std::ranges::stable_sort(out, {}, [](const ExpiringRow& row) { return row.run.end; });
    return out;
}

std::string expiring(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                     const Asked& asked, Period within)
{
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    const auto before = add(model.zone, asked.as_of, within);
    json::array entries;
    for (const auto& row : expiring_of(evaluation, standing, before))
        entries.push_back(entry(model, row));
    auto out = heading(model, asked);
    out["before"] = time_text(before);
    out["expiring"] = std::move(entries);
    return canonical(out);
}

} // namespace competency
