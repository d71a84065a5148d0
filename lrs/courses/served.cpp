#include "lrs/courses/served.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <vector>

namespace lrs {
namespace {

using competency::Model;
using competency::Node;

bool match(const competency::Patterns& patterns, std::string_view iri)
{
    return std::ranges::any_of(patterns, [&](const auto& each) { return each.matches(iri); });
}

std::vector<bool> evidence_of(const Model& model, std::string_view iri)
{
    std::vector<bool> out;
    for (const auto& evidence : model.evidence) {
        const bool matches = match(evidence.match.object, iri) || match(evidence.match.course, iri);
        out.push_back(matches && evidence.polarity == competency::Polarity::positive);
    }
    return out;
}

bool asks_for(const Node& node, const std::vector<bool>& evidence)
{
    if (node.kind == Node::Kind::evidence) return evidence[node.evidence];
    return std::ranges::any_of(node.children,
                               [&](const auto& child) { return asks_for(child, evidence); });
}

// The lowest level with such a rule. 0: there is none.
int level_of(const competency::Competency& competency, const std::vector<bool>& evidence)
{
    const auto at = std::ranges::find_if(
        competency.rules, [&](const auto& rule) { return rule && asks_for(*rule, evidence); });
    return at == competency.rules.end() ? 0 : static_cast<int>(at - competency.rules.begin()) + 1;
}

} // namespace

boost::json::array served_by(const Model& model, std::string_view iri,
                             std::span<const std::string> objectives)
{
    const auto evidence = evidence_of(model, iri);
    boost::json::array out;
    for (std::size_t at = 0; at < model.competencies.size(); ++at) {
        const auto& competency = model.competencies[at];
        if (!competency.active) continue;
        auto level = level_of(competency, evidence);
        for (const auto& objective : model.objectives) {
            if (objective.competency != at) continue;
            if (std::ranges::find(objectives, objective.iri) == objectives.end()) continue;
            level = level == 0 ? objective.level : std::min(level, objective.level);
        }
        if (level == 0) continue;
        out.push_back({{"competency", competency.id},
                       {"name", boost::json::parse(competency.name)},
                       {"level", level}});
    }
    return out;
}

} // namespace lrs
