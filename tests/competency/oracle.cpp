#include "tests/competency/oracle.hpp"

#include <set>

namespace support::kmx {

using namespace competency;

Oracle::Oracle(const Model& model, const Roles& roles, const std::vector<EvidenceRow>& rows,
               Moment moment)
    : model_(model), roles_(roles), moment_(moment)
{
    for (const auto& row : rows) {
        const bool voided = row.voided_at && *row.voided_at <= moment.known_at;
        if (row.t <= moment.as_of && row.stored <= moment.known_at && !voided) rows_.push_back(row);
    }
}

int Oracle::level(std::size_t competency, Timestamp x) const
{
    int highest = 0;
    for (int level = 1; level <= model_.levels(competency); ++level) {
        if (held({competency, level}, x)) highest = level;
    }
    return highest;
}

bool Oracle::held(RuleKey key, Timestamp x) const
{
    const auto& scale = model_.scales[model_.competencies[key.competency].scale];
    if (scale.ladder == Ladder::strict) {
        for (int level = 1; level <= key.level; ++level) {
            if (!own({key.competency, level}, x)) return false;
        }
        return true;
    }
    for (int level = key.level; level <= scale.levels; ++level) {
        if (own({key.competency, level}, x)) return true;
    }
    return false;
}

bool Oracle::own(RuleKey key, Timestamp x) const
{
    const auto& rule = model_.rule(key);
    return rule && node(*rule, x);
}

bool Oracle::node(const Node& node, Timestamp x) const
{
    std::int64_t count = 0;
    std::int64_t weight = 0;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (!this->node(node.children[i], x)) continue;
        ++count;
        if (node.kind == Node::Kind::weighted) weight += node.weights[i];
    }
    switch (node.kind) {
    case Node::Kind::evidence: return leaf(node.evidence, x);
    case Node::Kind::held: return held({node.competency, node.level}, x);
    case Node::Kind::below: return own({node.competency, node.level}, x);
    case Node::Kind::all: return count == std::ssize(node.children);
    case Node::Kind::any: return count > 0;
    case Node::Kind::at_least: return count >= node.minimum;
    case Node::Kind::weighted: return weight >= node.minimum;
    }
    return false;
}

bool Oracle::leaf(std::size_t evidence, Timestamp x) const
{
    const auto& mapping = model_.evidence[evidence];
    if (revoked(evidence, x)) return false;
    std::set<std::string> attestors;
    const EvidenceRow* last = nullptr;
    for (const auto& row : rows_) {
        if (row.evidence != mapping.id || row.t > x || !is_attempt(row, mapping)) continue;
        const bool later =
            !last || row.t > last->t || (row.t == last->t && row.statement > last->statement);
        if (later) last = &row;
        if (passes(row, mapping) && is_valid(row, mapping, x)) attestors.insert(row.attestor);
    }
    switch (mapping.aggregation) {
    case Aggregation::any: return !attestors.empty();
    case Aggregation::distinct_attestors: return std::ssize(attestors) >= mapping.attestors;
    case Aggregation::latest: return last && passes(*last, mapping) && is_valid(*last, mapping, x);
    }
    return false;
}

bool Oracle::is_attempt(const EvidenceRow& row, const Evidence& mapping) const
{
    if (!model_.trusts(row.authority, mapping.kind)) return false;
    const auto& wanted = mapping.match.attestor_role;
    if (wanted.empty() && mapping.aggregation != Aggregation::distinct_attestors) return true;
    if (row.attestor.empty() || row.attestor == row.identity) return false;
    bool has_role = wanted.empty();
    for (const auto& role : wanted)
        has_role = has_role || roles_.has(row.attestor, role, row.t);
    return has_role;
}

bool Oracle::passes(const EvidenceRow& row, const Evidence& mapping) const
{
    const auto& match = mapping.match;
    if (!is_attempt(row, mapping)) return false;
    if (match.success && row.success != match.success) return false;
    if (match.completion && row.completion != match.completion) return false;
    return !match.scaled_min || (row.score && *row.score >= *match.scaled_min);
}

bool Oracle::is_valid(const EvidenceRow& row, const Evidence& mapping, Timestamp x) const
{
    return row.t <= x &&
           (!mapping.validity || x < valid_until(model_.zone, row.t, *mapping.validity));
}

// Some revocation lies before x, and nothing that counts between it and x.
bool Oracle::revoked(std::size_t evidence, Timestamp x) const
{
    const auto& mapping = model_.evidence[evidence];
    for (const auto revoker : mapping.revoked_by) {
        const auto& negative = model_.evidence[revoker];
        for (const auto& row : rows_) {
            if (row.evidence != negative.id || row.t > x || !passes(row, negative)) continue;
            bool earned_again = false;
            for (const auto& other : rows_) {
                earned_again = earned_again || (other.evidence == mapping.id && other.t > row.t &&
                                                other.t <= x && passes(other, mapping));
            }
            if (!earned_again) return true;
        }
    }
    return false;
}

} // namespace support::kmx
