#include "competency/course_search.hpp"

#include <algorithm>
#include <ranges>

namespace competency {
namespace {

constexpr int several = 2;

bool fades(const Node& node)
{
    const auto has_steps = [](const auto& steps) { return !steps.empty(); };
    return std::ranges::any_of(node.steps, has_steps) || std::ranges::any_of(node.children, fades);
}

// Ratings decide beside the rules, and what fades is worth less tomorrow: neither is priced.
bool is_rated_or_fades(const Model& model)
{
    const auto rates = [](const Trust& trust) { return trust.may_assert || trust.may_reference; };
    if (model.trust && std::ranges::any_of(*model.trust, rates)) return true;
    return std::ranges::any_of(model.competencies, [](const Competency& competency) {
        return std::ranges::any_of(competency.rules,
                                   [](const auto& rule) { return rule && fades(*rule); });
    });
}

} // namespace

CourseSearch::CourseSearch(const Evaluation& evaluation, Timestamp lasting,
                           std::vector<RuleKey> goals)
    : evaluation_(evaluation), model_(evaluation.model()), lasting_(lasting),
      goals_(std::move(goals)), leaf_uses_(model_.evidence.size()), combiner_(prices()),
      is_rated_or_fades_(is_rated_or_fades(model_))
{
    find_uses();
    for (const auto uses : leaf_uses_)
        shared_.push_back(uses >= several);
    for (const auto rule : order_) {
        if (const auto* branch = evaluation_.own(rule)) of_rules_[rule] = of_branch(*branch);
    }
    for (const auto goal : goals_)
        of_goals_.push_back(of_ladder(goal));
    put_together();
    if (!combiner_.exact()) drop_needless();
}

bool CourseSearch::lasts(const Intervals& set) const
{
    const auto current = around(set, evaluation_.moment().as_of);
    return current && current->end > lasting_;
}

// Waivers are given to whom they are due, what was before is over, and nobody's own word counts.
bool CourseSearch::can_be_got(const Evidence& mapping) const
{
    using enum EvidenceKind;
    for (const auto kind : {waiver, legacy, consolidated, self}) {
        if (mapping.kind == kind) return false;
    }
    return !model_.trust || std::ranges::any_of(*model_.trust, [&](const Trust& entry) {
        return std::ranges::count(entry.kinds, mapping.kind) != 0;
    });
}

std::vector<std::int64_t> CourseSearch::prices() const
{
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < model_.evidence.size(); ++i)
        out.push_back(price(i));
    return out;
}

std::int64_t CourseSearch::price(std::size_t evidence) const
{
    return model_.evidence[evidence].hours * pieces(evidence);
}

// A revocation that new evidence ends gives the earlier attestations back.
std::int64_t CourseSearch::pieces(std::size_t evidence) const
{
    const auto& mapping = model_.evidence[evidence];
    if (mapping.aggregation != Aggregation::distinct_attestors) return 1;
    const auto now = evaluation_.moment().as_of;
    std::set<std::string_view> attestors;
    for (const auto& judged : evaluation_.leaf(evidence).rows) {
        const bool counts = !judged.ignored || *judged.ignored == Reason::superseded_by_latest;
        const auto& [begin, end] = judged.during;
        if (counts && begin <= now && now < end && lasting_ < end)
            attestors.insert(judged.row->attestor);
    }
    return std::max<std::int64_t>(1, mapping.attestors - std::ssize(attestors));
}

// Which rules and mappings the goals lean on, and which of them in more than one place.
void CourseSearch::find_uses()
{
    for (const auto goal : goals_) {
        for (const auto rung : model_.ladder(goal))
            use(rung, 1);
    }
    for (const auto rule : std::views::reverse(model_.order)) {
        const auto used = uses_.find(rule);
        if (used == uses_.end()) continue;
        order_.push_back(rule);
        if (const auto* branch = evaluation_.own(rule)) use_parts(*branch, used->second);
    }
    std::ranges::reverse(order_);
}

void CourseSearch::use(RuleKey rule, int times)
{
    auto& uses = uses_[rule];
    uses = std::min(several, uses + times);
}

void CourseSearch::use_parts(const Branch& branch, int times)
{
    if (lasts(branch.set)) return;
    const auto& node = *branch.node;
    if (node.kind == Node::Kind::evidence) {
        auto& uses = leaf_uses_[node.evidence];
        uses = std::min(several, uses + times);
    }
    if (node.kind == Node::Kind::below) use({node.competency, node.level}, times);
    if (node.kind == Node::Kind::held) {
        for (const auto rung : model_.ladder({node.competency, node.level}))
            use(rung, times);
    }
    for (const auto& child : branch.children)
        use_parts(child, times);
}

Alternatives CourseSearch::of_branch(const Branch& branch)
{
    if (lasts(branch.set)) return nothing_needed();
    const auto& node = *branch.node;
    switch (node.kind) {
    case Node::Kind::evidence:
        if (!can_be_got(model_.evidence[node.evidence])) return {};
        return {combiner_.single(node.evidence)};
    case Node::Kind::below: return of_rules_[{node.competency, node.level}];
    case Node::Kind::held: return of_ladder({node.competency, node.level});
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    std::vector<Alternatives> of_children;
    for (const auto& child : branch.children)
        of_children.push_back(of_branch(child));
    auto needed = node.minimum;
    std::vector<Weighed> parts;
    for (std::size_t i = 0; i < of_children.size(); ++i) {
        const auto& of_child = of_children[i];
        if (of_child.empty()) continue;
        if (of_child.front().evidence.empty())
            needed -= node.weights[i];
        else
            parts.push_back({&of_child, node.weights[i]});
    }
    return combiner_.enough(parts, needed, shared_);
}

Alternatives CourseSearch::of_ladder(RuleKey held)
{
    if (lasts(evaluation_.held(held))) return nothing_needed();
    const auto rungs = model_.ladder(held);
    std::int64_t needed = model_.is_strict(held.competency) ? std::ssize(rungs) : 1;
    std::vector<Weighed> parts;
    for (const auto rung : rungs) {
        const auto& of_rule = of_rules_[rung];
        if (of_rule.empty()) continue;
        if (of_rule.front().evidence.empty())
            --needed;
        else
            parts.push_back({&of_rule, 1});
    }
    return combiner_.enough(parts, needed, shared_);
}

void CourseSearch::put_together()
{
    std::vector<std::size_t> last(shared_.size()); // The goal behind the last that may ask for it.
    for (std::size_t i = 0; i < goals_.size(); ++i) {
        for (const auto& alternative : of_goals_[i]) {
            for (const auto evidence : alternative.evidence)
                last[evidence] = i + 1;
        }
    }
    auto all = nothing_needed();
    for (std::size_t i = 0; i < goals_.size(); ++i) {
        if (of_goals_[i].empty()) continue;
        Shared shared;
        for (const auto end : last)
            shared.push_back(end > i + 1);
        auto more = combiner_.combine(all, of_goals_[i], shared);
        if (!more.empty()) all = std::move(more);
    }
    together_ = all.front().evidence;
}

// What was not chosen at its best may hold what another goal's choice has made needless.
void CourseSearch::drop_needless()
{
    const auto wanted = reached(together_);
    auto dearest_first = together_;
    std::ranges::stable_sort(dearest_first, std::greater(),
                             [this](std::size_t evidence) { return price(evidence); });
    for (const auto evidence : dearest_first) {
        auto without = together_;
        std::erase(without, evidence);
        if (reached(without) == wanted) together_ = std::move(without);
    }
}

std::vector<bool> CourseSearch::reached(std::span<const std::size_t> evidence) const
{
    std::vector<bool> got(model_.evidence.size());
    for (const auto index : evidence)
        got[index] = true;
    std::set<RuleKey> rules;
    for (const auto rule : order_) {
        const auto* branch = evaluation_.own(rule);
        if (branch && is_true(*branch, got, rules)) rules.insert(rule);
    }
    std::vector<bool> out;
    for (const auto goal : goals_)
        out.push_back(is_held(goal, rules));
    return out;
}

bool CourseSearch::is_true(const Branch& branch, const std::vector<bool>& got,
                           const std::set<RuleKey>& rules) const
{
    if (lasts(branch.set)) return true;
    const auto& node = *branch.node;
    switch (node.kind) {
    case Node::Kind::evidence: return got[node.evidence];
    case Node::Kind::below: return rules.contains({node.competency, node.level});
    case Node::Kind::held: return is_held({node.competency, node.level}, rules);
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < branch.children.size(); ++i) {
        if (is_true(branch.children[i], got, rules)) sum += node.weights[i];
    }
    return sum >= node.minimum;
}

bool CourseSearch::is_held(RuleKey held, const std::set<RuleKey>& rules) const
{
    if (lasts(evaluation_.held(held))) return true;
    const auto is_in = [&](RuleKey rung) { return rules.contains(rung); };
    const auto rungs = model_.ladder(held);
    return model_.is_strict(held.competency) ? std::ranges::all_of(rungs, is_in)
                                             : std::ranges::any_of(rungs, is_in);
}

} // namespace competency
