#include "tests/competency/oracle.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace support::kmx {

using namespace competency;

Oracle::Oracle(const Model& model, const Roles& roles, const std::vector<EvidenceRow>& rows,
               Moment moment)
    : model_(model), roles_(roles), moment_(moment)
{
    for (const auto& row : rows) {
        const bool voided = row.voided_at && *row.voided_at <= moment.known_at;
        const auto known = std::min(row.stored, row.known_since.value_or(row.stored));
        if (row.t <= moment.as_of && known <= moment.known_at && !voided) rows_.push_back(row);
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

// The newest rating and what was revoked since say what the competency's policy makes of a level.
bool Oracle::held(RuleKey key, Timestamp x) const
{
    if (is_kept(key, x, false)) return true;
    const auto manual = model_.competencies[key.competency].manual;
    const auto* rating = newest_rating(key.competency, x);
    const auto rated = rating ? assertion_of(model_, rating->evidence)->level : 0;
    const bool valid = rating && (!rating->expires || x < *rating->expires);
    switch (manual) {
    case Manual::floor: return ladder(key, x);
    case Manual::ceiling:
        if (valid && rated < key.level) return false;
        return ladder(key, x) && !taken_back(key, 1, x);
    case Manual::replace_until_next:
        if (taken_back(key, 1, x)) return false;
        return rating ? valid && rated >= key.level : ladder(key, x);
    }
    return false;
}

bool Oracle::ladder(RuleKey key, Timestamp x) const
{
    const auto& scale = model_.scales[model_.competencies[key.competency].scale];
    if (scale.ladder == Ladder::strict) {
        for (int level = 1; level <= key.level; ++level) {
            if (!rung({key.competency, level}, x)) return false;
        }
        return true;
    }
    for (int level = key.level; level <= scale.levels; ++level) {
        if (rung({key.competency, level}, x)) return true;
    }
    return false;
}

bool Oracle::rung(RuleKey key, Timestamp x) const
{
    const bool floor = model_.competencies[key.competency].manual == Manual::floor;
    return own(key, x) || is_carried(key, x) || is_kept(key, x, false) ||
           (floor && is_rated(key, x));
}

// Whether it counts, and had happened by x.
bool Oracle::asserted(const EvidenceRow& row, std::size_t competency, Assertion::Kind kind,
                      Timestamp x) const
{
    const auto assertion = assertion_of(model_, row.evidence);
    if (!assertion || assertion->competency != competency || assertion->kind != kind) return false;
    return row.t <= x && row.attestor != row.identity && is_trusted(row, *assertion);
}

bool Oracle::is_trusted(const EvidenceRow& row, const Assertion& assertion) const
{
    if (competency::is_kept(assertion.kind)) return true;
    if (!model_.trust) return false;
    const bool carried = assertion.kind == Assertion::Kind::carried;
    for (const auto& entry : *model_.trust) {
        if (entry.authority != row.authority) continue;
        if (carried && entry.may_reference) return true;
        // All competencies of these models are in the one area.
        if (!carried && entry.may_assert && assertion.level <= entry.may_assert->max_level)
            return true;
    }
    return false;
}

const EvidenceRow* Oracle::newest_rating(std::size_t competency, Timestamp x) const
{
    const EvidenceRow* found = nullptr;
    for (const auto& row : rows_) {
        if (!asserted(row, competency, Assertion::Kind::achieved, x)) continue;
        const bool newer =
            !found || row.t > found->t || (row.t == found->t && row.statement > found->statement);
        if (newer) found = &row;
    }
    return found;
}

// A revocation of the level lies before x, and no rating of at least `regained` between them. What
// is kept is revoked by what was not known then and lies not before it.
bool Oracle::taken_back(RuleKey key, int regained, Timestamp x, const EvidenceRow* kept) const
{
    for (const auto& row : rows_) {
        if (!asserted(row, key.competency, Assertion::Kind::revoked, x)) continue;
        if (kept && (row.stored <= kept->stored || row.t < kept->t)) continue;
        if (assertion_of(model_, row.evidence)->level > key.level) continue;
        bool given_again = false;
        for (const auto& other : rows_) {
            given_again =
                given_again ||
                (asserted(other, key.competency, Assertion::Kind::achieved, x) && other.t > row.t &&
                 assertion_of(model_, other.evidence)->level >= regained);
        }
        if (!given_again) return true;
    }
    return false;
}

// Of the rule: of this very level, which its own rule gave.
bool Oracle::is_kept(RuleKey key, Timestamp x, bool by_rule) const
{
    for (const auto& row : rows_) {
        const auto assertion = assertion_of(model_, row.evidence);
        if (!assertion || assertion->competency != key.competency) continue;
        if (!competency::is_kept(assertion->kind) || assertion->level < key.level) continue;
        if (by_rule && (row.success != true || assertion->level != key.level)) continue;
        if (row.t <= x && (!row.expires || x < *row.expires) && !overruled(row, key, x))
            return true;
    }
    return false;
}

bool Oracle::overruled(const EvidenceRow& kept, RuleKey key, Timestamp x) const
{
    const auto manual = model_.competencies[key.competency].manual;
    if (taken_back(key, manual == Manual::floor ? key.level : 1, x, &kept)) return true;
    if (manual == Manual::replace_until_next) {
        for (const auto& row : rows_) {
            if (row.stored > kept.stored &&
                asserted(row, key.competency, Assertion::Kind::achieved, x))
                return true;
        }
    }
    const auto* rating = newest_rating(key.competency, x);
    return manual == Manual::ceiling && rating && rating->stored > kept.stored &&
           (!rating->expires || x < *rating->expires) &&
           assertion_of(model_, rating->evidence)->level < key.level;
}

bool Oracle::is_rated(RuleKey key, Timestamp x) const
{
    if (taken_back(key, key.level, x)) return false;
    for (const auto& row : rows_) {
        if (asserted(row, key.competency, Assertion::Kind::achieved, x) &&
            assertion_of(model_, row.evidence)->level >= key.level &&
            (!row.expires || x < *row.expires))
            return true;
    }
    return false;
}

bool Oracle::is_carried(RuleKey key, Timestamp x) const
{
    for (const auto& row : rows_) {
        if (asserted(row, key.competency, Assertion::Kind::carried, x) &&
            assertion_of(model_, row.evidence)->level >= key.level &&
            (!row.expires || x < *row.expires))
            return true;
    }
    return false;
}

std::optional<std::pair<int, Timestamp>> Oracle::self(std::size_t competency) const
{
    const EvidenceRow* newest = nullptr;
    int level = 0;
    for (const auto& mapping : model_.evidence) {
        if (mapping.kind != EvidenceKind::self || mapping.rates->competency != competency) continue;
        for (const auto& row : rows_) {
            if (row.evidence != mapping.id || !passes(row, mapping) ||
                !is_valid(row, mapping, moment_.as_of))
                continue;
            const auto rank = [](const EvidenceRow& one, int its_level) {
                return std::tuple(one.t, one.statement, its_level);
            };
            if (newest && rank(row, mapping.rates->level) < rank(*newest, level)) continue;
            newest = &row;
            level = mapping.rates->level;
        }
    }
    return newest ? std::optional(std::pair(level, newest->t)) : std::nullopt;
}

std::vector<base::Uuid> Oracle::claims(std::size_t competency) const
{
    std::set<std::pair<Timestamp, base::Uuid>> found;
    for (const auto& row : rows_) {
        const auto assertion = assertion_of(model_, row.evidence);
        if (!assertion || assertion->competency != competency || is_trusted(row, *assertion))
            continue;
        bool mapped = false;
        for (const auto& other : rows_) {
            const bool by_mapping = !assertion_of(model_, other.evidence);
            mapped = mapped || (other.statement == row.statement && by_mapping);
        }
        if (!mapped) found.emplace(row.t, row.statement);
    }
    std::vector<base::Uuid> out;
    for (auto claim = found.rbegin(); claim != found.rend(); ++claim)
        out.push_back(claim->second);
    return out;
}

bool Oracle::rests_on_consolidation() const
{
    for (std::size_t i = 0; i < model_.evidence.size(); ++i) {
        const auto& mapping = model_.evidence[i];
        if (mapping.kind != EvidenceKind::consolidated) continue;
        for (const auto& row : rows_) {
            if (row.evidence == mapping.id && row.stored > moment_.known_at && counts(row, i))
                return true;
        }
    }
    for (const auto& row : rows_) {
        const auto assertion = assertion_of(model_, row.evidence);
        const bool early = assertion && assertion->kind == Assertion::Kind::consolidated &&
                           row.stored > moment_.known_at;
        if (!early || (row.expires && *row.expires <= moment_.as_of)) continue;
        if (!overruled(row, {assertion->competency, 1}, moment_.as_of)) return true;
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
        if (node.kind == Node::Kind::weighted) weight += this->weight(node, i, x);
    }
    switch (node.kind) {
    case Node::Kind::evidence: return leaf(node.evidence, x);
    case Node::Kind::held: return held({node.competency, node.level}, x);
    case Node::Kind::below:
        return own({node.competency, node.level}, x) ||
               is_kept({node.competency, node.level}, x, true);
    case Node::Kind::all: return count == std::ssize(node.children);
    case Node::Kind::any: return count > 0;
    case Node::Kind::at_least: return count >= node.minimum;
    case Node::Kind::weighted: return weight >= node.minimum;
    }
    return false;
}

// Of a child that holds.
std::int64_t Oracle::weight(const Node& node, std::size_t child, Timestamp x) const
{
    const auto& steps = node.steps[child];
    if (steps.empty()) return node.weights[child];
    const auto* row = newest(node.children[child].evidence, x);
    for (const auto& step : steps) {
        if (row && x < valid_until(model_.zone, row->t, step.period)) return step.weight;
    }
    return 0;
}

// The newest row that counts at x.
const EvidenceRow* Oracle::newest(std::size_t evidence, Timestamp x) const
{
    const auto& mapping = model_.evidence[evidence];
    const EvidenceRow* found = nullptr;
    for (const auto& row : rows_) {
        if (row.evidence != mapping.id || !passes(row, mapping) || !is_valid(row, mapping, x))
            continue;
        if (!found || row.t > found->t) found = &row;
    }
    return found;
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

// At D.
bool Oracle::counts(const EvidenceRow& row, std::size_t evidence) const
{
    const auto& mapping = model_.evidence[evidence];
    if (!passes(row, mapping) || !is_valid(row, mapping, moment_.as_of)) return false;
    if (mapping.aggregation == Aggregation::latest) {
        for (const auto& other : rows_) {
            const bool later =
                std::tuple(other.t, other.statement) > std::tuple(row.t, row.statement);
            if (other.evidence == mapping.id && later && is_attempt(other, mapping)) return false;
        }
    }
    return !revoked(evidence, moment_.as_of);
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
    if (row.expires) return row.t <= x && x < *row.expires;
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
