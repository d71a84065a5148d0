#include "competency/evaluation.hpp"

#include <unordered_map>

namespace competency {
namespace {

using RowPointers = std::vector<const EvidenceRow*>;

std::vector<Leaf> leaves_of(const Model& model, const Roles& roles,
                            std::span<const EvidenceRow> rows, Moment moment)
{
    std::unordered_map<std::string_view, RowPointers> by_mapping;
    for (const auto& row : rows)
        by_mapping[row.evidence].push_back(&row);
    std::vector<Leaf> out;
    for (std::size_t i = 0; i < model.evidence.size(); ++i) {
        RowPointers revocations;
        for (const auto revoker : model.evidence[i].revoked_by) {
            const auto& more = by_mapping[model.evidence[revoker].id];
            revocations.insert(revocations.end(), more.begin(), more.end());
        }
        out.push_back(
            judge(model, roles, i, by_mapping[model.evidence[i].id], revocations, moment));
    }
    return out;
}

std::size_t place(RuleKey key)
{
    return static_cast<std::size_t>(key.level) - 1;
}

} // namespace

Evaluation::Evaluation(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       Moment moment)
    : model_(model), moment_(moment), leaves_(leaves_of(model, roles, rows, moment))
{
    for (const auto& competency : model.competencies) {
        own_.emplace_back(competency.rules.size());
        held_.emplace_back(competency.rules.size());
    }
    for (const auto key : model.order) {
        if (const auto& rule = model.rule(key)) own_[key.competency][place(key)] = branch_of(*rule);
    }
    for (const auto key : model.order)
        held_[key.competency][place(key)] = climb(key);
}

Branch Evaluation::branch_of(const Node& node) const
{
    Branch branch{&node, {}, {}};
    switch (node.kind) {
    case Node::Kind::evidence: branch.set = leaves_[node.evidence].set; return branch;
    case Node::Kind::below: branch.set = own_set({node.competency, node.level}); return branch;
    case Node::Kind::held: branch.set = climb({node.competency, node.level}); return branch;
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    for (const auto& child : node.children)
        branch.children.push_back(branch_of(child));
    std::vector<Part> parts;
    for (std::size_t i = 0; i < branch.children.size(); ++i)
        parts.push_back({&branch.children[i].set, node.weights[i]});
    branch.set = sweep(parts, node.minimum);
    return branch;
}

// From the sets of the rules alone: Model::order has them ready before they are asked for.
Intervals Evaluation::climb(RuleKey key) const
{
    const auto rungs = model_.ladder(key);
    std::vector<Part> parts;
    for (const auto rung : rungs)
        parts.push_back({&own_set(rung), 1});
    return sweep(parts, model_.is_strict(key.competency) ? std::ssize(rungs) : 1);
}

const Branch* Evaluation::own(RuleKey key) const
{
    const auto& branch = own_[key.competency][place(key)];
    return branch ? &*branch : nullptr;
}

const Intervals& Evaluation::own_set(RuleKey key) const
{
    static const Intervals never;
    const auto* branch = own(key);
    return branch ? branch->set : never;
}

const Intervals& Evaluation::held(RuleKey key) const
{
    return held_[key.competency][place(key)];
}

int Evaluation::level(std::size_t competency) const
{
    int level = model_.levels(competency);
    while (level > 0 && !holds(held({competency, level}), moment_.as_of))
        --level;
    return level;
}

} // namespace competency
