#include "competency/standing.hpp"

#include <algorithm>
#include <set>

namespace competency {
namespace {

constexpr std::int64_t complete = 10'000;

std::size_t place(RuleKey key)
{
    return static_cast<std::size_t>(key.level) - 1;
}

bool ends_at(const Intervals& set, Timestamp end)
{
    return std::ranges::any_of(set, [&](const Interval& interval) { return interval.end == end; });
}

// The candidate whose current interval ends last (or first), the first among equals.
template <class Candidate, class SetOf>
const Candidate* pick(const std::vector<Candidate>& candidates, Timestamp now, bool last,
                      SetOf set_of)
{
    const Candidate* best = nullptr;
    Timestamp best_end{};
    for (const auto& candidate : candidates) {
        const auto current = around(set_of(candidate), now);
        if (!current) continue;
        if (best && (last ? current->end <= best_end : current->end >= best_end)) continue;
        best = &candidate;
        best_end = current->end;
    }
    return best;
}

// When the child gives what it gives now: a weight that fades falls before its evidence ends.
const Intervals& contribution(const Branch& child, Timestamp now)
{
    if (child.layers.empty()) return child.set;
    const auto is_on = [&](const Layer& layer) { return holds(layer.set, now); };
    const auto first = std::ranges::find_if(child.layers, is_on);
    return first == child.layers.end() ? child.layers.back().set : first->set;
}

} // namespace

const Branch* decisive_child(const Branch& branch, Timestamp now)
{
    return pick(branch.children, now, branch.node->kind == Node::Kind::any,
                [&](const Branch& child) -> const Intervals& { return contribution(child, now); });
}

std::vector<RuleKey> decisive_rungs(const Evaluation& evaluation, RuleKey held)
{
    auto rungs = evaluation.model().ladder(held);
    if (evaluation.model().is_strict(held.competency)) return rungs;
    const auto set_of = [&](RuleKey key) -> const Intervals& { return evaluation.rung(key); };
    const auto* rung = pick(rungs, evaluation.moment().as_of, true, set_of);
    return rung ? std::vector{*rung} : std::vector<RuleKey>();
}

bool is_by_rule(const Evaluation& evaluation, RuleKey rung)
{
    const auto now = evaluation.moment().as_of;
    const auto own = around(evaluation.own_set(rung), now);
    const auto& given = evaluation.ratings(rung.competency).given;
    if (!own || given.empty()) return own.has_value();
    const auto other = around(given[place(rung)], now);
    return !other || own->end >= other->end;
}

Standing::Standing(const Evaluation& evaluation)
    : evaluation_(evaluation), model_(evaluation.model()), now_(evaluation.moment().as_of)
{
    for (const auto& competency : model_.competencies) {
        progress_.emplace_back(competency.rules.size());
        decisive_.emplace_back(competency.rules.size());
    }
    for (const auto key : model_.order) {
        const auto* branch = evaluation_.own(key);
        if (!branch) continue;
        progress_[key.competency][place(key)] = progress_of(*branch);
        decisive_[key.competency][place(key)] = decisive_leaf(*branch);
    }
}

std::int64_t Standing::progress(RuleKey key) const
{
    return progress_[key.competency][place(key)];
}

std::int64_t Standing::progress_to_level(RuleKey key) const
{
    // Of a rating there is no half.
    if (holds(evaluation_.ratings(key.competency).governed, now_)) return 0;
    const auto most = holds(evaluation_.held(key), now_) ? complete : complete - 1;
    return std::min(progress(key), most);
}

std::int64_t Standing::progress_of(const Branch& branch) const
{
    if (holds(branch.set, now_)) return complete;
    return std::min(partial_of(branch), complete - 1);
}

std::int64_t Standing::partial_of(const Branch& branch) const
{
    const auto& node = *branch.node;
    std::vector<std::int64_t> parts;
    for (const auto& child : branch.children)
        parts.push_back(progress_of(child));
    std::int64_t sum = 0;
    switch (node.kind) {
    case Node::Kind::evidence: return evaluation_.leaf(node.evidence).partial;
    case Node::Kind::below: return progress({node.competency, node.level});
    case Node::Kind::held: return ladder_progress({node.competency, node.level});
    case Node::Kind::any: return std::ranges::max(parts);
    case Node::Kind::all:
    case Node::Kind::at_least:
        std::ranges::sort(parts, std::greater());
        parts.resize(static_cast<std::size_t>(node.minimum));
        for (const auto part : parts)
            sum += part;
        return sum / node.minimum;
    case Node::Kind::weighted:
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool full = parts[i] == complete;
            sum += (full ? weight_at(branch, i, now_) : node.weights[i]) * parts[i];
        }
        return sum / node.minimum;
    }
    return 0;
}

std::int64_t Standing::ladder_progress(RuleKey held) const
{
    if (holds(evaluation_.ratings(held.competency).governed, now_)) return 0;
    std::vector<std::int64_t> parts;
    for (const auto rung : model_.ladder(held))
        parts.push_back(holds(evaluation_.rung(rung), now_) ? complete : progress(rung));
    if (!model_.is_strict(held.competency)) return std::ranges::max(parts);
    std::int64_t sum = 0;
    for (const auto part : parts)
        sum += part;
    return sum / std::ssize(parts);
}

std::optional<std::size_t> Standing::decisive_leaf(const Branch& branch) const
{
    if (!holds(branch.set, now_)) return std::nullopt;
    const auto& node = *branch.node;
    switch (node.kind) {
    case Node::Kind::evidence: return node.evidence;
    case Node::Kind::below: return decisive_[node.competency][place({0, node.level})];
    case Node::Kind::held: return decisive_leaf_of_ladder({node.competency, node.level});
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    const auto* child = decisive_child(branch, now_);
    return child ? decisive_leaf(*child) : std::nullopt;
}

std::optional<std::size_t> Standing::decisive_leaf_of_ladder(RuleKey held) const
{
    if (holds(evaluation_.ratings(held.competency).governed, now_)) return std::nullopt;
    const auto rungs = model_.ladder(held);
    const auto* rung =
        pick(rungs, now_, !model_.is_strict(held.competency),
             [this](RuleKey key) -> const Intervals& { return evaluation_.rung(key); });
    if (!rung || !is_by_rule(evaluation_, *rung)) return std::nullopt;
    return decisive_[rung->competency][place(*rung)];
}

std::optional<RuleKey> Standing::next_rule(std::size_t competency, int level) const
{
    const auto top = model_.levels(competency);
    // On a strict ladder nothing lies beyond a missing rung.
    const auto last = model_.is_strict(competency) ? std::min(level + 1, top) : top;
    for (int next = level + 1; next <= last; ++next) {
        if (model_.rule({competency, next})) return RuleKey{competency, next};
    }
    return std::nullopt;
}

std::string_view Standing::status(std::size_t competency, int level) const
{
    return level > 0 ? status_at_level({competency, level}) : status_at_nought(competency);
}

std::string_view Standing::status_at_level(RuleKey key) const
{
    const auto leaf = decisive_leaf_of_ladder(key);
    if (!leaf) return "attained";
    const auto& mapping = model_.evidence[*leaf];
    if (mapping.kind == EvidenceKind::waiver) return "exempt";
    const auto current = around(evaluation_.held(key), now_);
    const bool ending =
        current && mapping.warn && current->end <= add(model_.zone, now_, *mapping.warn);
    return ending ? "expiring" : "attained";
}

std::string_view Standing::status_at_nought(std::size_t competency) const
{
    const RuleKey lowest{competency, 1};
    const auto& ever = evaluation_.held(lowest);
    for (auto past = ever.rbegin(); past != ever.rend(); ++past) {
        switch (ending(lowest, past->end)) {
        case Ending::expired: return "expired";
        case Ending::revoked: return "revoked";
        case Ending::other: break;
        }
    }
    const auto next = next_rule(competency, 0);
    return next && progress_to_level(*next) > 0 ? "in_progress" : "open";
}

// What made a level end then: some leaf below it ended at the same instant. Rules to look into are
// kept in a list, because a chain of competencies may be longer than a stack.
Standing::Ending Standing::ending(RuleKey held, Timestamp end) const
{
    auto found = ending_of_ratings(held.competency, end);
    auto more = model_.ladder(held);
    std::set<RuleKey> seen;
    while (!more.empty()) {
        const auto key = more.back();
        more.pop_back();
        const auto* branch = seen.insert(key).second ? evaluation_.own(key) : nullptr;
        if (branch) found = std::max(found, ending_of(*branch, end, more));
    }
    return found;
}

Standing::Ending Standing::ending_of(const Branch& branch, Timestamp end,
                                     std::vector<RuleKey>& more) const
{
    if (!ends_at(branch.set, end)) return Ending::other;
    const auto& node = *branch.node;
    if (node.kind == Node::Kind::evidence)
        return ending_of_leaf(evaluation_.leaf(node.evidence), end);
    if (node.kind == Node::Kind::below) more.push_back({node.competency, node.level});
    if (node.kind == Node::Kind::held) {
        const auto rungs = model_.ladder({node.competency, node.level});
        more.insert(more.end(), rungs.begin(), rungs.end());
        return ending_of_ratings(node.competency, end);
    }
    auto found = Ending::other;
    for (const auto& child : branch.children) {
        const auto falls = [&](const Layer& layer) { return ends_at(layer.set, end); };
        if (std::ranges::any_of(child.layers, falls) && !ends_at(child.set, end))
            found = std::max(found, Ending::expired);
        found = std::max(found, ending_of(child, end, more));
    }
    return found;
}

Standing::Ending Standing::ending_of_ratings(std::size_t competency, Timestamp end) const
{
    auto found = Ending::other;
    for (const auto& [assertion, judged] : evaluation_.ratings(competency).rows) {
        if (!judged.passed) continue;
        if (assertion.kind == Assertion::Kind::revoked && judged.row->t == end)
            return Ending::revoked;
        if (judged.ignored == Reason::expired && judged.during.end == end) found = Ending::expired;
    }
    return found;
}

Standing::Ending Standing::ending_of_leaf(const Leaf& leaf, Timestamp end) const
{
    const auto begins = [&](const Interval& gap) { return gap.begin == end; };
    if (std::ranges::any_of(leaf.revoked, begins)) return Ending::revoked;
    const auto runs_out = [&](const Judged& judged) {
        return judged.ignored == Reason::expired && judged.during.end == end;
    };
    return std::ranges::any_of(leaf.rows, runs_out) ? Ending::expired : Ending::other;
}

} // namespace competency
