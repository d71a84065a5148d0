#include "competency/dependence.hpp"

#include "competency/assertion.hpp"

namespace competency {

Dependence::Dependence(const Model& model)
    : model_(&model), built_on_(model.competencies.size()), dependents_(model.competencies.size()),
      evidence_(model.competencies.size())
{
    for (std::size_t at = 0; at < model.competencies.size(); ++at) {
        places_.emplace(model.competencies[at].id, at);
        built_on_[at].insert(at);
    }
    // In this order whatever a rule is built on has been read before it.
    for (const auto key : model.order) {
        if (const auto& rule = model.rule(key)) read(key.competency, *rule);
    }
    for (std::size_t at = 0; at < built_on_.size(); ++at) {
        for (const auto below : built_on_[at])
            dependents_[below].push_back(at);
    }
    for (std::size_t mapping = 0; mapping < model.evidence.size(); ++mapping) {
        std::set<std::size_t> affected;
        for (std::size_t at = 0; at < evidence_.size(); ++at) {
            if (evidence_[at].contains(mapping))
                affected.insert(dependents_[at].begin(), dependents_[at].end());
        }
        by_mapping_.emplace(model.evidence[mapping].id, Places(affected.begin(), affected.end()));
    }
}

void Dependence::read(std::size_t competency, const Node& node)
{
    if (node.kind == Node::Kind::evidence) {
        evidence_[competency].insert(node.evidence);
        const auto& revokers = model_->evidence[node.evidence].revoked_by;
        evidence_[competency].insert(revokers.begin(), revokers.end());
    }
    if (node.kind == Node::Kind::held) {
        const auto below = built_on_[node.competency];
        built_on_[competency].insert(below.begin(), below.end());
    }
    for (const auto& child : node.children)
        read(competency, child);
}

std::vector<std::size_t> Dependence::affected_by(std::string_view evidence) const
{
    if (const auto known = by_mapping_.find(evidence); known != by_mapping_.end())
        return known->second;
    const auto assertion = assertion_of(*model_, evidence);
    return assertion ? dependents_[assertion->competency] : Places();
}

Scope Dependence::scope_of(const std::set<std::size_t>& competencies) const
{
    Scope out{std::vector<bool>(model_->competencies.size()),
              std::vector<bool>(model_->evidence.size())};
    for (const auto wanted : competencies) {
        for (const auto at : built_on_[wanted]) {
            out.competencies[at] = true;
            for (const auto mapping : evidence_[at])
                out.evidence[mapping] = true;
        }
    }
    return out;
}

} // namespace competency
