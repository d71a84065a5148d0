#include "competency/evaluation.hpp"

#include <algorithm>
#include <unordered_map>

namespace competency {
namespace {

using RowPointers = std::vector<const EvidenceRow*>;

std::vector<Leaf> leaves_of(const Model& model, const Roles& roles,
                            std::span<const EvidenceRow> rows, Moment moment, const Scope* scope)
{
    std::unordered_map<std::string_view, RowPointers> by_mapping;
    for (const auto& row : rows)
        by_mapping[row.evidence].push_back(&row);
    std::vector<Leaf> out;
    out.reserve(model.evidence.size());
    for (std::size_t i = 0; i < model.evidence.size(); ++i) {
        if (scope && !scope->evidence[i]) {
            out.emplace_back();
            continue;
        }
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

std::vector<Ratings> ratings_of(const Model& model, std::span<const EvidenceRow> rows,
                                Moment moment, const Scope* scope)
{
    std::vector<RowPointers> by_competency(model.competencies.size());
    bool has_assertions = false;
    for (const auto& row : rows) {
        const auto assertion = assertion_of(model, row.evidence);
        if (!assertion) continue;
        by_competency[assertion->competency].push_back(&row);
        has_assertions = true;
    }
    std::vector<Ratings> out(by_competency.size());
    if (!has_assertions) return out;
    std::set<std::string_view> mappings;
    for (const auto& mapping : model.evidence)
        mappings.insert(mapping.id);
    std::set<base::Uuid> mapped;
    for (const auto& row : rows) {
        if (mappings.contains(row.evidence)) mapped.insert(row.statement);
    }
    for (std::size_t i = 0; i < by_competency.size(); ++i) {
        if (scope && !scope->competencies[i]) continue;
        out[i] = rate(model, i, by_competency[i], mapped, moment);
    }
    return out;
}

Intervals joined(const Intervals& one, const Intervals& other)
{
    auto pieces = one;
    pieces.insert(pieces.end(), other.begin(), other.end());
    return unite(pieces);
}

// Weights only fall, so the newest row that counts is the one that weighs most. What a step weighs
// more than the next one is a set of its own, which keeps the whole a sum over sets.
std::vector<Layer> layers_of(const Leaf& leaf, const std::vector<Step>& steps, Zone zone)
{
    std::vector<Layer> out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        Intervals pieces;
        for (const auto& judged : leaf.rows) {
            if (!judged.passed) continue;
            const auto end = valid_until(zone, judged.row->t, steps[i].period);
            pieces.push_back({judged.during.begin, std::min(judged.during.end, end)});
        }
        const auto fresh = unite(pieces);
        const Part parts[] = {{&fresh, 1}, {&leaf.set, 1}};
        const auto next = i + 1 < steps.size() ? steps[i + 1].weight : 0;
        out.push_back({sweep(parts, 2), steps[i].weight - next});
    }
    return out;
}

} // namespace

std::int64_t weight_at(const Branch& branch, std::size_t child, Timestamp at)
{
    const auto& part = branch.children[child];
    if (part.layers.empty()) return holds(part.set, at) ? branch.node->weights[child] : 0;
    std::int64_t sum = 0;
    for (const auto& layer : part.layers)
        sum += holds(layer.set, at) ? layer.weight : 0;
    return sum;
}

Evaluation::Evaluation(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                       Moment moment, const Scope* scope)
    : model_(model), moment_(moment), leaves_(leaves_of(model, roles, rows, moment, scope)),
      ratings_(ratings_of(model, rows, moment, scope))
{
    for (const auto& competency : model.competencies) {
        own_.emplace_back(competency.rules.size());
        rungs_.emplace_back(competency.rules.size());
        held_.emplace_back(competency.rules.size());
    }
    const auto is_asked = [&](RuleKey key) {
        return !scope || scope->competencies[key.competency];
    };
    for (const auto key : model.order) {
        if (!is_asked(key)) continue;
        if (const auto& rule = model.rule(key)) own_[key.competency][place(key)] = branch_of(*rule);
        const auto& given = ratings_[key.competency].given;
        rungs_[key.competency][place(key)] =
            given.empty() ? own_set(key) : joined(own_set(key), given[place(key)]);
    }
    for (const auto key : model.order) {
        if (is_asked(key)) held_[key.competency][place(key)] = climb(key);
    }
}

Branch Evaluation::branch_of(const Node& node) const
{
    Branch branch{&node, {}, {}, {}};
    switch (node.kind) {
    case Node::Kind::evidence: branch.set = leaves_[node.evidence].set; return branch;
    case Node::Kind::below:
        branch.set =
            ratings_[node.competency].own(own_set({node.competency, node.level}), node.level);
        return branch;
    case Node::Kind::held: branch.set = climb({node.competency, node.level}); return branch;
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    for (const auto& child : node.children)
        branch.children.push_back(branch_of(child));
    std::vector<Part> parts;
    for (std::size_t i = 0; i < branch.children.size(); ++i) {
        auto& child = branch.children[i];
        if (node.steps[i].empty()) {
            parts.push_back({&child.set, node.weights[i]});
            continue;
        }
        child.layers = layers_of(leaves_[child.node->evidence], node.steps[i], model_.zone);
        for (const auto& layer : child.layers)
            parts.push_back({&layer.set, layer.weight});
    }
    branch.set = sweep(parts, node.minimum);
    return branch;
}

// From the rungs alone: Model::order has them ready before they are asked for.
Intervals Evaluation::climb(RuleKey key) const
{
    const auto rungs = model_.ladder(key);
    std::vector<Part> parts;
    for (const auto rung : rungs)
        parts.push_back({&this->rung(rung), 1});
    auto ladder = sweep(parts, model_.is_strict(key.competency) ? std::ssize(rungs) : 1);
    return ratings_[key.competency].held(std::move(ladder), key.level);
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

const Intervals& Evaluation::rung(RuleKey key) const
{
    return rungs_[key.competency][place(key)];
}

const Intervals& Evaluation::held(RuleKey key) const
{
    return held_[key.competency][place(key)];
}

int Evaluation::level_at(std::size_t competency, Timestamp at) const
{
    int level = model_.levels(competency);
    while (level > 0 && !holds(held({competency, level}), at))
        --level;
    return level;
}

// The set of the level without that of the next.
std::optional<Interval> current_run(const Evaluation& evaluation, RuleKey key)
{
    if (key.level == 0) return std::nullopt;
    const auto now = evaluation.moment().as_of;
    const auto& held = evaluation.held(key);
    if (key.level == evaluation.model().levels(key.competency)) return around(held, now);
    return around(subtract(held, evaluation.held({key.competency, key.level + 1})), now);
}

} // namespace competency
