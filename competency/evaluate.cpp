#include "competency/evaluate.hpp"

#include "competency/canonical.hpp"
#include "competency/explain.hpp"
#include "competency/heading.hpp"
#include "statements/raw.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace competency {
namespace {

namespace json = boost::json;

// What was deleted since stands behind something that counts here.
bool rests_on_consolidation(const Evaluation& evaluation)
{
    const auto& mappings = evaluation.model().evidence;
    const auto is_early = [&](const Judged& judged) {
        return !judged.ignored && judged.row->stored > evaluation.moment().known_at;
    };
    const auto is_kept_early = [&](const Rated& rated) {
        return rated.assertion.kind == Assertion::Kind::consolidated && is_early(rated.judged);
    };
    for (std::size_t i = 0; i < evaluation.model().competencies.size(); ++i) {
        if (std::ranges::any_of(evaluation.ratings(i).rows, is_kept_early)) return true;
    }
    for (std::size_t i = 0; i < mappings.size(); ++i) {
        if (mappings[i].kind == EvidenceKind::consolidated &&
            std::ranges::any_of(evaluation.leaf(i).rows, is_early))
            return true;
    }
    return false;
}

void add_held(const Evaluation& evaluation, std::size_t competency, json::array& out)
{
    const auto& model = evaluation.model();
    for (int level = 1; level <= model.levels(competency); ++level) {
        json::array runs;
        for (const auto& [begin, end] : evaluation.held({competency, level}))
            runs.push_back(json::array{time_text(begin), time_or_null(end)});
        if (!runs.empty())
            out.push_back(json::array{model.competencies[competency].id, level, std::move(runs)});
    }
}

// As written, of an element of held_levels().
std::string_view id_of(std::string_view element)
{
    constexpr std::size_t begin = 2; // Behind [".
    auto end = begin;
    while (element[end] != '"')
        end += element[end] == '\\' ? 2 : 1;
    return element.substr(begin, end - begin);
}

} // namespace

std::string attainment(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       const std::string& identity, Timestamp as_of, Timestamp known_at,
                       Watermark watermark)
{
    return attainment(model, roles, rows, {identity, as_of, known_at, watermark});
}

std::string attainment(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       const Asked& asked)
{
    const Evaluation evaluation(model, roles, rows, {asked.as_of, asked.known_at});
    const Standing standing(evaluation);
    json::array competencies;
    for (std::size_t i = 0; i < model.competencies.size(); ++i) {
        if (model.competencies[i].active) competencies.push_back(entry(evaluation, standing, i));
    }
    auto out = heading(model, asked);
    out["competencies"] = std::move(competencies);
    if (rests_on_consolidation(evaluation)) out["basis"] = "consolidated";
    return canonical(out);
}

std::string held_levels(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows)
{
    const Evaluation evaluation(model, roles, rows, {forever, forever});
    json::array out;
    for (std::size_t at = 0; at < model.competencies.size(); ++at)
        add_held(evaluation, at, out);
    return canonical(out);
}

std::string held_levels_again(std::string_view before, const Model& model, const Roles& roles,
                              std::span<const EvidenceRow> rows, const Dependence& dependence,
                              const std::set<std::size_t>& changed, const Scope& scope)
{
    const Evaluation evaluation(model, roles, rows, {forever, forever}, &scope);
    std::string out = "[";
    const auto add = [&](std::string_view text) {
        if (out.size() > 1) out += ',';
        out += text;
    };
    auto next = changed.begin();
    const auto add_changed = [&](std::size_t up_to) {
        json::array fresh;
        for (; next != changed.end() && *next < up_to; ++next)
            add_held(evaluation, *next, fresh);
        for (const auto& each : fresh)
            add(canonical(each));
    };
    std::string room;
    for (const auto each : statements::raw::elements(before)) {
        const auto at = dependence.place_of(statements::raw::name_of(id_of(each), room));
        add_changed(at);
        if (!changed.contains(at)) add(each);
    }
    add_changed(model.competencies.size());
    return out + ']';
}

} // namespace competency
