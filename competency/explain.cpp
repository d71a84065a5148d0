#include "competency/explain.hpp"

#include "statements/agent.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cassert>
#include <set>
#include <tuple>

namespace competency {
namespace {

namespace json = boost::json;

std::string_view name_of(Node::Kind kind)
{
    switch (kind) {
    case Node::Kind::evidence: return "ev";
    case Node::Kind::all: return "all";
    case Node::Kind::any: return "any";
    case Node::Kind::at_least: return "atLeast";
    case Node::Kind::weighted: return "weighted";
    case Node::Kind::held: return "held";
    case Node::Kind::below: return "below";
    }
    return "";
}

// What people call the authority: one text, without the members that only programs need.
json::value source_of(const EvidenceRow& row)
{
    if (row.authority.empty()) return nullptr;
    const auto agent = statements::agent_of(row.authority);
    if (const auto* account = agent.if_contains("account")) {
        const auto& parts = account->as_object(); // By the contract of agent_of().
        return json::value(std::string(parts.at("homePage").as_string()) + " " +
                           std::string(parts.at("name").as_string()));
    }
    for (const std::string_view name : {"mbox", "mbox_sha1sum", "openid"}) {
        if (const auto* value = agent.if_contains(name)) return *value;
    }
    return nullptr;
}

// Rows from several leaves in the one order of an answer, equal reports of a statement once.
class Report {
public:
    void add(const Leaf& leaf)
    {
        for (const auto& judged : leaf.rows)
            rows_.push_back(judged);
    }

    void write(json::object& out)
    {
        const auto order = [](const Judged& judged) {
            return std::tuple(judged.row->t, judged.row->statement, judged.ignored);
        };
        std::ranges::sort(rows_, {}, order);
        const auto same = std::ranges::unique(rows_, {}, order);
        rows_.erase(same.begin(), same.end());
        json::array evidence;
        json::array ignored;
        for (const auto& judged : rows_) {
            if (judged.ignored)
                ignored.push_back(ignored_row(judged));
            else
                evidence.push_back(counted_row(*judged.row));
        }
        out["evidence"] = std::move(evidence);
        out["ignored"] = std::move(ignored);
    }

private:
    static json::object ignored_row(const Judged& judged)
    {
        return {{"statement", base::to_string(judged.row->statement)},
                {"reason", competency::name_of(*judged.ignored)}};
    }

    static json::object counted_row(const EvidenceRow& row)
    {
        return {{"statement", base::to_string(row.statement)},
                {"t", time_text(row.t)},
                {"stored", time_text(row.stored)},
                {"score", row.score ? json::value(row.score_text) : json::value()},
                {"source", source_of(row)},
                {"counted", true}};
    }

    std::vector<Judged> rows_;
};

class Explainer {
public:
    explicit Explainer(const Evaluation& evaluation)
        : evaluation_(evaluation), model_(evaluation.model()), now_(evaluation.moment().as_of)
    {
    }

    json::object explain(const Branch& branch) const
    {
        const auto& node = *branch.node;
        const auto current = around(branch.set, now_);
        json::object out{
            {"node", name_of(node.kind)},
            {"true", current.has_value()},
            {"since", time_or_null(current ? std::optional(current->begin) : std::nullopt)},
            {"until", time_or_null(current ? std::optional(current->end) : std::nullopt)}};
        switch (node.kind) {
        case Node::Kind::evidence: explain_evidence(node, out); break;
        case Node::Kind::held:
            out["held"] = model_.competencies[node.competency].id;
            out["level"] = node.level;
            break;
        case Node::Kind::below: out["below"] = node.level; break;
        case Node::Kind::weighted:
            out["weights"] = json::array(node.weights.begin(), node.weights.end());
            [[fallthrough]];
        case Node::Kind::at_least: out["min"] = node.minimum; [[fallthrough]];
        case Node::Kind::all: explain_children(branch, out); break;
        case Node::Kind::any:
            if (const auto* child = decisive_child(branch, now_))
                out["children"] = json::array{explain(*child)};
            else
                explain_children(branch, out);
            break;
        }
        return out;
    }

    // What a node that does not hold still lacks, in the words of the model.
    json::object missing(const Branch& branch) const
    {
        const auto& node = *branch.node;
        switch (node.kind) {
        case Node::Kind::evidence: return {{"ev", model_.evidence[node.evidence].id}};
        case Node::Kind::held:
            return {{"held", model_.competencies[node.competency].id}, {"level", node.level}};
        case Node::Kind::below: return {{"below", node.level}};
        case Node::Kind::all: return {{"all", missing_children(branch)}};
        case Node::Kind::any: return {{"any", missing_children(branch)}};
        case Node::Kind::at_least:
            return {{"atLeast", json::array{lacking(branch), missing_children(branch)}}};
        case Node::Kind::weighted: break;
        }
        json::array parts;
        for (std::size_t i = 0; i < branch.children.size(); ++i) {
            const auto& child = branch.children[i];
            if (!holds(child.set, now_))
                parts.push_back(json::array{missing(child), node.weights[i]});
        }
        return {{"weighted", std::move(parts)}, {"min", lacking(branch)}};
    }

    json::array missing_children(const Branch& branch) const
    {
        json::array out;
        for (const auto& child : branch.children) {
            if (!holds(child.set, now_)) out.push_back(missing(child));
        }
        return out;
    }

    // The evidence beneath a rule, through other rules as well as far as they hold. Those are kept
    // in a list: a chain of competencies may be longer than a stack.
    void report(RuleKey key, Report& all) const
    {
        std::vector<RuleKey> more{key};
        std::set<RuleKey> seen;
        while (!more.empty()) {
            const auto next = more.back();
            more.pop_back();
            const auto* branch = seen.insert(next).second ? evaluation_.own(next) : nullptr;
            if (branch) collect(*branch, all, more);
        }
    }

    // The evidence of this rule alone, and the rules that it leans on.
    void collect(const Branch& branch, Report& all, std::vector<RuleKey>& more) const
    {
        const auto& node = *branch.node;
        const bool is_true = holds(branch.set, now_);
        if (node.kind == Node::Kind::evidence) all.add(evaluation_.leaf(node.evidence));
        if (node.kind == Node::Kind::below && is_true)
            more.push_back({node.competency, node.level});
        if (node.kind == Node::Kind::held && is_true) {
            const auto rungs = decisive_rungs(evaluation_, {node.competency, node.level});
            more.insert(more.end(), rungs.begin(), rungs.end());
        }
        if (node.kind == Node::Kind::any && is_true)
            return collect(*decisive_child(branch, now_), all, more);
        for (const auto& child : branch.children)
            collect(child, all, more);
    }

private:
    void explain_evidence(const Node& node, json::object& out) const
    {
        out["ev"] = model_.evidence[node.evidence].id;
        Report own;
        own.add(evaluation_.leaf(node.evidence));
        own.write(out);
    }

    void explain_children(const Branch& branch, json::object& out) const
    {
        json::array children;
        for (const auto& child : branch.children)
            children.push_back(explain(child));
        out["children"] = std::move(children);
    }

    std::int64_t lacking(const Branch& branch) const
    {
        auto left = branch.node->minimum;
        for (std::size_t i = 0; i < branch.children.size(); ++i) {
            if (holds(branch.children[i].set, now_)) left -= branch.node->weights[i];
        }
        return left;
    }

    const Evaluation& evaluation_;
    const Model& model_;
    Timestamp now_;
};

} // namespace

std::string time_text(Timestamp time)
{
    auto text = base::to_string(time);
    constexpr std::string_view no_fraction = ".000000Z";
    if (text.ends_with(no_fraction)) text.replace(text.size() - no_fraction.size(), 8, "Z");
    return text;
}

json::value time_or_null(std::optional<Timestamp> time)
{
    return time && *time != forever ? json::value(time_text(*time)) : json::value();
}

json::value why(const Evaluation& evaluation, RuleKey key)
{
    const auto* branch = evaluation.own(key);
    assert(branch);
    const Explainer explainer(evaluation);
    auto out = explainer.explain(*branch);
    Report all;
    explainer.report(key, all);
    out["rule"] =
        evaluation.model().competencies[key.competency].id + "/" + std::to_string(key.level);
    all.write(out);
    return out;
}

json::value next(const Evaluation& evaluation, const Standing& standing, std::size_t competency,
                 int level)
{
    const auto key = standing.next_rule(competency, level);
    if (!key) return nullptr;
    const auto* branch = evaluation.own(*key);
    assert(branch);
    const Explainer explainer(evaluation);
    Report all;
    std::vector<RuleKey> others; // Have entries of their own.
    explainer.collect(*branch, all, others);
    json::object rows;
    all.write(rows);
    auto missing = branch->node->kind == Node::Kind::all ? explainer.missing_children(*branch)
                                                         : json::array{explainer.missing(*branch)};
    return json::object{{"level", key->level},
                        {"progress", standing.progress(*key)},
                        {"missing", std::move(missing)},
                        {"ignored", std::move(rows["ignored"])}};
}

} // namespace competency
