#include "base/limits.hpp"
#include "competency/draft.hpp"

#include <boost/json.hpp>

#include <array>
#include <numeric>
#include <utility>

namespace competency {
namespace {

namespace json = boost::json;

struct Name {
    std::string_view member;
    Node::Kind kind;
};

constexpr std::array<Name, 7> names{{{"ev", Node::Kind::evidence},
                                     {"all", Node::Kind::all},
                                     {"any", Node::Kind::any},
                                     {"atLeast", Node::Kind::at_least},
                                     {"weighted", Node::Kind::weighted},
                                     {"held", Node::Kind::held},
                                     {"below", Node::Kind::below}}};

class RuleReader {
public:
    RuleReader(Draft& draft, RuleKey rule) : draft_(draft), rule_(rule) {}

    // What could not be read is complained of and left out.
    std::optional<Node> read(const json::value& value, const std::string& where, std::size_t depth);

private:
    bool read_evidence(Node& node, Members& members);
    bool read_held(Node& node, Members& members);
    bool read_below(Node& node, Members& members);
    void read_list(Node& node, const json::value& list, const std::string& where);
    void read_at_least(Node& node, Members& members);
    void read_weighted(Node& node, Members& members);
    void read_part(Node& node, const json::value& part, const std::string& where);
    std::vector<Step> read_steps(const json::value& value, const std::string& where);
    std::optional<Step> read_step(const json::value& value, const std::string& where);
    void add(Node& node, const json::value& child, const std::string& where, std::int64_t weight,
             std::vector<Step> steps = {});
    void check_reach(const Node& node, Members& members, std::string_view name);

    Draft& draft_;
    RuleKey rule_;
    std::size_t depth_ = 0;
};

std::optional<Node::Kind> kind_of(const json::value& value)
{
    const auto* object = value.if_object();
    if (!object) return std::nullopt;
    for (const auto& [member, kind] : names) {
        if (object->contains(member)) return kind;
    }
    return std::nullopt;
}

bool is_weight(const std::int64_t* number)
{
    return number && *number >= 1 && *number <= limits::rule_weight;
}

// From every day: a month has 28 days or 31, so months and days are not weighed against each other.
bool is_longer(Period one, Period other)
{
    return one != other && one.months >= other.months && one.days >= other.days;
}

bool RuleReader::read_evidence(Node& node, Members& members)
{
    const auto found = read_reference(members, "ev", Presence::required, draft_.evidence);
    if (!found) return false;
    node.evidence = *found;
    if (draft_.model.evidence[*found].polarity == Polarity::negative)
        members.complain("ev", "polarity", "be evidence of polarity \"+\"");
    if (draft_.model.evidence[*found].kind == EvidenceKind::self)
        members.complain("ev", "self", "be evidence by others: nobody gives himself a level");
    return true;
}

bool RuleReader::read_held(Node& node, Members& members)
{
    const auto found = read_reference(members, "held", Presence::required, draft_.competencies);
    if (!found) {
        members.whole("level", Presence::required, 1, limits::scale_levels);
        return false;
    }
    node.competency = *found;
    const auto& all = draft_.model.competencies;
    const auto& areas = draft_.model.areas;
    const auto from = all[rule_.competency].area;
    const auto to = all[*found].area;
    if (from < areas.size() && to < areas.size() && areas[from].visibility != areas[to].visibility)
        members.complain("held", "visibility", "be of an area with the rule's own visibility");
    const auto level = read_level(draft_, members, "level", *found);
    node.level = level.value_or(1);
    return level.has_value();
}

bool RuleReader::read_below(Node& node, Members& members)
{
    node.competency = rule_.competency;
    const auto level = members.whole("below", Presence::required, 1, limits::scale_levels);
    if (!level) return false;
    node.level = static_cast<int>(*level);
    if (node.level < rule_.level) return true;
    members.complain("below", "level", "be a level below the rule's own");
    return false;
}

void RuleReader::add(Node& node, const json::value& child, const std::string& where,
                     std::int64_t weight, std::vector<Step> steps)
{
    auto found = read(child, where, depth_ + 1);
    if (!found) return;
    node.children.push_back(std::move(*found));
    node.weights.push_back(weight);
    node.steps.push_back(std::move(steps));
}

void RuleReader::read_list(Node& node, const json::value& list, const std::string& where)
{
    const auto* children = list.if_array();
    if (!children || children->empty()) {
        complain(draft_.errors(), where, "type", &list, "be an array of at least one node");
    }
    each(children, where,
         [&](const json::value& child, const std::string& at) { add(node, child, at, 1); });
}

void RuleReader::check_reach(const Node& node, Members& members, std::string_view name)
{
    const auto most = std::accumulate(node.weights.begin(), node.weights.end(), std::int64_t{0});
    if (node.minimum > most)
        members.complain(name, "never_true", "ask for no more than the parts can give");
}

// [k, [nodes]]
void RuleReader::read_at_least(Node& node, Members& members)
{
    const auto* pair = members.list("atLeast", Presence::required);
    const auto* count = pair && pair->size() == 2 ? (*pair)[0].if_int64() : nullptr;
    if (!count || *count < 1 || *count > limits::rule_weight) {
        return members.complain("atLeast", "type",
                                "be [k, [nodes]] with a whole number k from 1 on");
    }
    node.minimum = *count;
    read_list(node, (*pair)[1], below(members.where("atLeast"), 1));
    check_reach(node, members, "atLeast");
}

// ["P1Y", weight]
std::optional<Step> RuleReader::read_step(const json::value& value, const std::string& where)
{
    const auto* pair = value.if_array();
    const auto* text = pair && pair->size() == 2 ? (*pair)[0].if_string() : nullptr;
    const auto period = text ? parse_period(*text) : std::nullopt;
    const auto* weight = pair && pair->size() == 2 ? (*pair)[1].if_int64() : nullptr;
    if (!period) {
        complain(draft_.errors(), where, "period", &value,
                 "be [period, weight] with a period of whole years, months, weeks or days");
    } else if (!is_weight(weight)) {
        complain(draft_.errors(), where, "range", &value,
                 "have a whole number from 1 to " + std::to_string(limits::rule_weight) +
                     " for a weight");
    } else {
        return Step{*period, *weight, std::string(*text)};
    }
    return std::nullopt;
}

// {"step": [["P1Y", weight], ...]}
std::vector<Step> RuleReader::read_steps(const json::value& value, const std::string& where)
{
    Members members(value, where, draft_.errors());
    std::vector<Step> out;
    const auto* list = members.list("step", Presence::required);
    if (list && (list->empty() || list->size() > limits::rule_steps)) {
        members.complain("step", "range",
                         "hold 1 to " + std::to_string(limits::rule_steps) + " steps");
    }
    each(list, members.where("step"), [&](const json::value& item, const std::string& at) {
        auto step = read_step(item, at);
        if (!step) return;
        if (!out.empty() && !is_longer(step->period, out.back().period)) {
            complain(draft_.errors(), at, "step", &item,
                     "last longer than the step before it, from whatever day it is counted");
        }
        if (!out.empty() && step->weight >= out.back().weight)
            complain(draft_.errors(), at, "step", &item, "weigh less than the step before it");
        out.push_back(std::move(*step));
    });
    members.refuse_others("unsupported_node");
    return out;
}

// [node, weight]
void RuleReader::read_part(Node& node, const json::value& part, const std::string& where)
{
    const auto* pair = part.if_array();
    if (!pair || pair->size() != 2) {
        return complain(draft_.errors(), where, "type", &part, "be [node, weight]");
    }
    const auto& child = (*pair)[0];
    const auto& value = (*pair)[1];
    if (value.is_object()) {
        // Other nodes have no newest evidence to count a period from.
        if (kind_of(child) != Node::Kind::evidence)
            complain(draft_.errors(), below(where, 1), "step", &value, "stand beside an ev node");
        auto steps = read_steps(value, below(where, 1));
        const auto heaviest = steps.empty() ? 1 : steps.front().weight;
        return add(node, child, below(where, 0), heaviest, std::move(steps));
    }
    const auto* weight = value.if_int64();
    if (is_weight(weight)) return add(node, child, below(where, 0), *weight);
    complain(draft_.errors(), below(where, 1), "range", &value,
             "be a whole number from 1 to " + std::to_string(limits::rule_weight) +
                 ", or {\"step\": [[period, weight], ...]}");
}

void RuleReader::read_weighted(Node& node, Members& members)
{
    const auto* parts = members.list("weighted", Presence::required);
    if (parts && parts->empty())
        members.complain("weighted", "type", "be an array of at least one part");
    each(parts, members.where("weighted"),
         [&](const json::value& part, const std::string& at) { read_part(node, part, at); });
    const auto most = limits::rule_weight * limits::rule_weight;
    const auto minimum = members.whole("min", Presence::required, 1, most);
    node.minimum = minimum.value_or(1);
    if (minimum) check_reach(node, members, "min");
}

std::optional<Node> RuleReader::read(const json::value& value, const std::string& where,
                                     std::size_t depth)
{
    if (depth > limits::rule_depth) {
        complain(draft_.errors(), where, "rule_depth", nullptr,
                 "stand at most " + std::to_string(limits::rule_depth) + " nodes deep");
        return std::nullopt;
    }
    const auto kind = kind_of(value);
    if (!kind) {
        complain(draft_.errors(), where, "unsupported_node", &value,
                 "be one of: ev, all, any, atLeast, weighted, held, below");
        return std::nullopt;
    }
    const auto outer = std::exchange(depth_, depth);
    Members members(value, where, draft_.errors());
    Node node;
    node.kind = *kind;
    bool whole = true;
    switch (*kind) {
    case Node::Kind::evidence: whole = read_evidence(node, members); break;
    case Node::Kind::held: whole = read_held(node, members); break;
    case Node::Kind::below: whole = read_below(node, members); break;
    case Node::Kind::at_least: read_at_least(node, members); break;
    case Node::Kind::weighted: read_weighted(node, members); break;
    case Node::Kind::all:
        read_list(node, *members.find("all", Presence::required), members.where("all"));
        node.minimum = static_cast<std::int64_t>(node.children.size());
        break;
    case Node::Kind::any:
        read_list(node, *members.find("any", Presence::required), members.where("any"));
        node.minimum = 1;
        break;
    }
    members.refuse_others("unsupported_node");
    depth_ = outer;
    return whole ? std::optional(std::move(node)) : std::nullopt;
}

void read_rule(Draft& draft, const json::value& value, const std::string& where)
{
    Members members(value, where, draft.errors());
    const auto competency = read_reference(members, "for", Presence::required, draft.competencies);
    const auto* root = members.find("rule", Presence::required);
    if (!competency) {
        members.whole("level", Presence::required, 1, limits::scale_levels);
        return members.refuse_others();
    }
    const auto level = read_level(draft, members, "level", *competency);
    members.refuse_others();
    const RuleKey key{*competency, level.value_or(static_cast<int>(limits::scale_levels))};
    auto node = root ? RuleReader(draft, key).read(*root, members.where("rule"), 1) : std::nullopt;
    auto& rules = draft.model.competencies[*competency].rules;
    if (!level || static_cast<std::size_t>(*level) > rules.size()) return;
    auto& place = rules[static_cast<std::size_t>(*level) - 1];
    if (place)
        members.complain("level", "unique", "have one rule for this competency");
    else
        place = std::move(node);
}

} // namespace

void read_rules(Draft& draft, const json::array* list, const std::string& where)
{
    each(list, where,
         [&](const json::value& value, const std::string& at) { read_rule(draft, value, at); });
}

} // namespace competency
