#include "base/limits.hpp"
#include "competency/draft.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace competency {
namespace {

// "DK-4.2/3", as people name a rule.
std::string name_of(const Model& model, RuleKey key)
{
    return model.competencies[key.competency].id + "/" + std::to_string(key.level);
}

void collect(const Model& model, const Node& node, std::vector<RuleKey>& out)
{
    if (node.kind == Node::Kind::below) out.push_back({node.competency, node.level});
    if (node.kind == Node::Kind::held) {
        const auto built_on = model.ladder({node.competency, node.level});
        out.insert(out.end(), built_on.begin(), built_on.end());
    }
    for (const auto& child : node.children)
        collect(model, child, out);
}

// Puts rules behind those that they are built on. Walks without recursion: a chain of
// competencies may be as long as the document.
class Sorter {
public:
    explicit Sorter(Draft& draft) : draft_(draft) {}

    void visit(RuleKey key)
    {
        if (state_.contains(key)) return;
        enter(key);
        while (!path_.empty()) {
            auto& top = path_.back();
            if (top.next == top.built_on.size()) {
                state_[top.key] = State::done;
                draft_.model.order.push_back(top.key);
                path_.pop_back();
                continue;
            }
            const auto child = top.built_on[top.next++];
            const auto known = state_.find(child);
            if (known == state_.end())
                enter(child);
            else if (known->second == State::open)
                report(child);
        }
    }

private:
    enum class State { open, done };

    struct Step {
        RuleKey key;
        std::vector<RuleKey> built_on;
        std::size_t next = 0;
    };

    void enter(RuleKey key)
    {
        Step step{key, {}};
        const auto& rules = draft_.model.competencies[key.competency].rules;
        const auto place = static_cast<std::size_t>(key.level) - 1;
        if (place < rules.size() && rules[place])
            collect(draft_.model, *rules[place], step.built_on);
        state_[key] = State::open;
        path_.push_back(std::move(step));
    }

    void report(RuleKey again)
    {
        if (draft_.errors().size() >= limits::complaints) return;
        std::string cycle;
        auto step = std::ranges::find(path_, again, &Step::key);
        for (std::size_t shown = 0; step != path_.end(); ++step, ++shown) {
            if (shown == limits::cycle_steps) {
                cycle += "... ";
                break;
            }
            cycle += name_of(draft_.model, step->key) + " needs ";
        }
        cycle += name_of(draft_.model, again);
        complain(draft_.errors(), "/rules", "cycle", nullptr, "not lead back to itself: " + cycle);
    }

    Draft& draft_;
    std::map<RuleKey, State> state_;
    std::vector<Step> path_;
};

using Reached = std::set<RuleKey>;

// By somebody who may rate so high, or by a statement that carries the competency.
bool can_be_given(const Model& model, RuleKey key)
{
    if (model.lets_carry()) return true;
    if (!model.trust || model.competencies[key.competency].manual == Manual::ceiling) return false;
    return std::ranges::any_of(
        *model.trust, [&](const Trust& entry) { return model.may_assert(entry.authority, key); });
}

bool reached_by_ladder(const Model& model, const Reached& reached, RuleKey held)
{
    const auto built_on = model.ladder(held);
    const auto is_reached = [&](RuleKey key) {
        return reached.contains(key) || can_be_given(model, key);
    };
    return model.is_strict(held.competency) ? std::ranges::all_of(built_on, is_reached)
                                            : std::ranges::any_of(built_on, is_reached);
}

bool can_hold(const Model& model, const Reached& reached, const Node& node)
{
    switch (node.kind) {
    case Node::Kind::evidence: return true;
    case Node::Kind::below: return reached.contains({node.competency, node.level});
    case Node::Kind::held: return reached_by_ladder(model, reached, {node.competency, node.level});
    case Node::Kind::all:
    case Node::Kind::any:
    case Node::Kind::at_least:
    case Node::Kind::weighted: break;
    }
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (can_hold(model, reached, node.children[i])) sum += node.weights[i];
    }
    return sum >= node.minimum;
}

void warn(Draft& draft, std::string where, std::string_view rule, std::string expected)
{
    complain(draft.findings.warnings, std::move(where), rule, nullptr, std::move(expected));
}

void warn_of_unreachable(Draft& draft)
{
    const auto& model = draft.model;
    Reached reached;
    for (const auto key : model.order) {
        const auto& rule = model.rule(key);
        if (rule && can_hold(model, reached, *rule)) reached.insert(key);
        if (rule && !reached.contains(key))
            warn(draft, "/rules", "unreachable_level",
                 "be reachable: " + name_of(model, key) + " needs what no rule gives");
    }
    for (std::size_t i = 0; i < model.profiles.size(); ++i) {
        const auto where = below(below("/profiles", i), "target");
        for (const auto key : model.profiles[i].target) {
            if (!reached_by_ladder(model, reached, key))
                warn(draft, below(where, model.competencies[key.competency].id),
                     "unreachable_target", "be a level that some rule reaches");
        }
    }
}

// What rules make of each mapping.
struct Uses {
    std::vector<bool> used;
    std::vector<bool> fades; // In the weight of some part.
};

void mark_used(const Node& node, Uses& uses)
{
    if (node.kind == Node::Kind::evidence) uses.used[node.evidence] = true;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (!node.steps[i].empty()) uses.fades[node.children[i].evidence] = true;
        mark_used(node.children[i], uses);
    }
}

void warn_of_unused(Draft& draft)
{
    const auto& model = draft.model;
    Uses uses{std::vector<bool>(model.evidence.size()), std::vector<bool>(model.evidence.size())};
    for (const auto& competency : model.competencies) {
        for (const auto& rule : competency.rules) {
            if (rule) mark_used(*rule, uses);
        }
    }
    for (std::size_t i = 0; i < model.evidence.size(); ++i) {
        const auto& mapping = model.evidence[i];
        if (!uses.used[i] && mapping.polarity == Polarity::positive && !mapping.rates)
            warn(draft, below("/evidence", i), "unused_evidence", "stand in some rule");
        const bool ends = mapping.validity || mapping.expires_by_extension || uses.fades[i];
        if (mapping.warn && !ends)
            warn(draft, below(below("/evidence", i), "warn"), "warn_without_validity",
                 "stand beside a validity");
    }
}

} // namespace

std::string read_id(Members& members, Ids& ids, std::size_t index)
{
    auto id = members.text("id", Presence::required);
    if (id && !ids.add(*id, index)) members.complain("id", "unique", "be used once");
    return id.value_or("");
}

std::optional<std::size_t> read_reference(Members& members, std::string_view name,
                                          Presence presence, const Ids& ids)
{
    const auto id = members.text(name, presence);
    if (!id) return std::nullopt;
    const auto found = ids.find(*id);
    if (!found) members.complain(name, "reference", "be the id of something in this model");
    return found;
}

std::optional<int> read_level(Draft& draft, Members& members, std::string_view name,
                              std::size_t competency)
{
    const auto level = members.whole(name, Presence::required, 1, limits::scale_levels);
    if (!level) return std::nullopt;
    const auto top = draft.model.levels(competency);
    if (top == 0 || *level <= top) return static_cast<int>(*level);
    members.complain(name, "level", "be a level of the competency's scale");
    return std::nullopt;
}

void check_whole(Draft& draft)
{
    Sorter sorter(draft);
    const auto count = draft.model.competencies.size();
    for (std::size_t competency = 0; competency < count; ++competency) {
        const auto top = draft.model.levels(competency);
        for (int level = 1; level <= top; ++level)
            sorter.visit({competency, level});
    }
    if (!draft.errors().empty()) return;
    warn_of_unreachable(draft);
    warn_of_unused(draft);
}

} // namespace competency
