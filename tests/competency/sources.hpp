// What the entry of one competency in an answer can depend on.
#pragma once

#include "competency/assertion.hpp"
#include "competency/evidence.hpp"

#include <cstddef>
#include <set>
#include <string>

namespace support::kmx {

class Sources {
public:
    Sources(const competency::Model& model, std::size_t competency) : model_(model)
    {
        for (int level = 1; level <= model.levels(competency); ++level)
            collect({competency, level});
        for (const auto& mapping : model.evidence) {
            if (mapping.rates && mapping.rates->competency == competency)
                evidence_.insert(mapping.id);
        }
    }

    bool contain(const competency::EvidenceRow& row) const
    {
        const auto assertion = competency::assertion_of(model_, row.evidence);
        return assertion ? competencies_.contains(assertion->competency)
                         : evidence_.contains(row.evidence);
    }

private:
    using Node = competency::Node;

    void collect(competency::RuleKey key)
    {
        competencies_.insert(key.competency);
        const auto& rule = model_.rule(key);
        if (rule && rules_.insert(key).second) collect(*rule);
    }

    void collect(const Node& node)
    {
        if (node.kind == Node::Kind::evidence) {
            evidence_.insert(model_.evidence[node.evidence].id);
            for (const auto revoker : model_.evidence[node.evidence].revoked_by)
                evidence_.insert(model_.evidence[revoker].id);
        }
        if (node.kind == Node::Kind::below)
            collect(competency::RuleKey{node.competency, node.level});
        if (node.kind == Node::Kind::held) {
            for (const auto rung : model_.ladder({node.competency, node.level}))
                collect(rung);
        }
        for (const auto& child : node.children)
            collect(child);
    }

    const competency::Model& model_;
    std::set<competency::RuleKey> rules_;
    std::set<std::size_t> competencies_;
    std::set<std::string> evidence_;
};

} // namespace support::kmx
