#include "competency/serves.hpp"

#include <algorithm>

namespace competency {
namespace {

bool name_some(const Patterns& patterns, const std::vector<std::string>& iris)
{
    return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
        return std::ranges::any_of(iris,
                                   [&](const std::string& iri) { return pattern.matches(iri); });
    });
}

bool is_offered(const Match& match, const Offer& offer)
{
    return name_some(match.course, offer.activities) || name_some(match.object, offer.activities) ||
           name_some(match.other, offer.objectives);
}

bool leans_on(const Node& node, const std::vector<bool>& offered)
{
    if (node.kind == Node::Kind::evidence) return offered[node.evidence];
    return std::ranges::any_of(node.children,
                               [&](const Node& child) { return leans_on(child, offered); });
}

} // namespace

std::vector<RuleKey> served_by(const Model& model, const Offer& offer)
{
    std::vector<bool> offered;
    for (const auto& mapping : model.evidence)
        offered.push_back(is_offered(mapping.match, offer));
    std::vector<RuleKey> out;
    for (std::size_t at = 0; at < model.competencies.size(); ++at) {
        if (!model.competencies[at].active) continue;
        for (int level = 1; level <= model.levels(at); ++level) {
            const auto& rule = model.rule({at, level});
            if (rule && leans_on(*rule, offered)) out.push_back({at, level});
        }
    }
    return out;
}

} // namespace competency
