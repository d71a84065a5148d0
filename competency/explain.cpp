#include "competency/explain.hpp"

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

std::string_view name_of(Manual manual)
{
    switch (manual) {
    case Manual::floor: return "floor";
    case Manual::replace_until_next: return "replaceUntilNext";
    case Manual::ceiling: return "ceiling";
    }
    return "";
}

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
        case Node::Kind::weighted: out["weights"] = weights_of(branch); [[fallthrough]];
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
            // Of evidence that has faded: what new evidence would add.
            const auto more = node.weights[i] - weight_at(branch, i, now_);
            if (more > 0) parts.push_back(json::array{missing(branch.children[i]), more});
        }
        return {{"weighted", std::move(parts)}, {"min", lacking(branch)}};
    }

    json::array missing_of_level(RuleKey key, const Branch& branch) const
    {
        const auto& ratings = evaluation_.ratings(key.competency);
        const bool governed = holds(ratings.governed, now_);
        const auto place = static_cast<std::size_t>(key.level) - 1;
        const bool denied = place < ratings.denied.size() && holds(ratings.denied[place], now_);
        json::array out;
        if (!governed && !holds(branch.set, now_)) {
            out = branch.node->kind == Node::Kind::all ? missing_children(branch)
                                                       : json::array{missing(branch)};
        }
        if (governed || denied) out.push_back(json::object{{"rating", key.level}});
        return out;
    }

    json::array missing_children(const Branch& branch) const
    {
        json::array out;
        for (const auto& child : branch.children) {
            if (!holds(child.set, now_)) out.push_back(missing(child));
        }
        return out;
    }

    // Why the highest level that is held is held, and why no higher one.
    json::object explain_level(RuleKey key, Report& all) const
    {
        const auto& ratings = evaluation_.ratings(key.competency);
        const auto place = static_cast<std::size_t>(key.level) - 1;
        if (is_only_kept(key)) {
            collect_ratings(key, all);
            return explain_ratings(key, ratings.kept[place]);
        }
        if (holds(ratings.governed, now_)) {
            collect_ratings(key, all);
            return explain_ratings(key, ratings.said[place]);
        }
        if (is_limited(key)) {
            auto out = explain_ratings(key, evaluation_.held(key));
            json::array children;
            for (const auto rung : decisive_rungs(evaluation_, key)) {
                if (is_by_rule(evaluation_, rung))
                    children.push_back(explain(*evaluation_.own(rung)));
                report(rung, all);
            }
            out["children"] = std::move(children);
            collect_ratings(key, all);
            return out;
        }
        report(key, all);
        return is_by_rule(evaluation_, key) ? explain(*evaluation_.own(key))
                                            : explain_ratings(key, ratings.given[place]);
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
            if (seen.insert(next).second) collect_rung(next, all, more);
        }
    }

    // A rung that holds, or the rule that is asked about.
    void collect_rung(RuleKey key, Report& all, std::vector<RuleKey>& more) const
    {
        const auto* branch = evaluation_.own(key);
        if (holds(evaluation_.rung(key), now_) && !is_by_rule(evaluation_, key))
            collect_ratings(key, all);
        else if (branch)
            collect(*branch, all, more);
    }

    // What statements assert about this level.
    void collect_ratings(RuleKey key, Report& all) const
    {
        const bool newest_counts = model_.competencies[key.competency].manual != Manual::floor;
        for (const auto& [assertion, judged] : evaluation_.ratings(key.competency).rows) {
            if (assertion.level >= key.level || (newest_counts && is_rating(assertion.kind)) ||
                assertion.kind == Assertion::Kind::revoked)
                all.add(judged);
        }
    }

    // What makes a level hold: ratings alone, or some rungs.
    void collect_level(RuleKey key, Report& all, std::vector<RuleKey>& more) const
    {
        if (holds(evaluation_.ratings(key.competency).governed, now_))
            return collect_ratings(key, all);
        const auto rungs = decisive_rungs(evaluation_, key);
        more.insert(more.end(), rungs.begin(), rungs.end());
    }

    // The evidence of this rule alone, and the rules that it leans on.
    void collect(const Branch& branch, Report& all, std::vector<RuleKey>& more) const
    {
        const auto& node = *branch.node;
        const bool is_true = holds(branch.set, now_);
        if (node.kind == Node::Kind::evidence) all.add(evaluation_.leaf(node.evidence));
        if (node.kind == Node::Kind::below && is_true)
            more.push_back({node.competency, node.level});
        if (node.kind == Node::Kind::held && is_true)
            collect_level({node.competency, node.level}, all, more);
        if (node.kind == Node::Kind::any && is_true)
            return collect(*decisive_child(branch, now_), all, more);
        for (const auto& child : branch.children)
            collect(child, all, more);
    }

private:
    json::object explain_ratings(RuleKey key, const Intervals& set) const
    {
        const auto current = around(set, now_);
        assert(current);
        return {{"node", "asserted"},
                {"manual", name_of(model_.competencies[key.competency].manual)},
                {"level", key.level},
                {"true", true},
                {"since", time_or_null(current->begin)},
                {"until", time_or_null(current->end)}};
    }

    // Ratings that were known before it was kept would not allow it.
    bool is_only_kept(RuleKey key) const
    {
        const auto& ratings = evaluation_.ratings(key.competency);
        const auto place = static_cast<std::size_t>(key.level) - 1;
        if (place >= ratings.kept.size() || !holds(ratings.kept[place], now_)) return false;
        return holds(ratings.denied[place], now_) ||
               (holds(ratings.governed, now_) && !holds(ratings.said[place], now_));
    }

    // Something higher is proved, but ratings keep it from being held.
    bool is_limited(RuleKey key) const
    {
        const auto top = model_.levels(key.competency);
        const auto last = model_.is_strict(key.competency) ? std::min(key.level + 1, top) : top;
        for (int level = key.level + 1; level <= last; ++level) {
            const RuleKey higher{key.competency, level};
            if (holds(evaluation_.rung(higher), now_) && !holds(evaluation_.held(higher), now_))
                return true;
        }
        return false;
    }

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

    json::array weights_of(const Branch& branch) const
    {
        json::array out;
        for (std::size_t i = 0; i < branch.children.size(); ++i) {
            json::array steps;
            for (const auto& step : branch.node->steps[i])
                steps.push_back(json::array{step.text, step.weight});
            if (steps.empty()) {
                out.push_back(branch.node->weights[i]);
            } else {
                out.push_back(
                    json::object{{"now", weight_at(branch, i, now_)}, {"step", std::move(steps)}});
            }
        }
        return out;
    }

    std::int64_t lacking(const Branch& branch) const
    {
        auto left = branch.node->minimum;
        for (std::size_t i = 0; i < branch.children.size(); ++i)
            left -= weight_at(branch, i, now_);
        return left;
    }

    const Evaluation& evaluation_;
    const Model& model_;
    Timestamp now_;
};

// The newest, of equally new ones the one of the greater statement id, then the higher one.
std::optional<json::object> self_rating(const Evaluation& evaluation, std::size_t competency)
{
    const auto& mappings = evaluation.model().evidence;
    std::optional<std::tuple<Timestamp, base::Uuid, int>> newest;
    for (std::size_t i = 0; i < mappings.size(); ++i) {
        const auto& rates = mappings[i].rates;
        if (!rates || rates->competency != competency) continue;
        for (const auto& judged : evaluation.leaf(i).rows) {
            const std::tuple rating(judged.row->t, judged.row->statement, rates->level);
            if (!judged.ignored && (!newest || rating > *newest)) newest = rating;
        }
    }
    if (!newest) return std::nullopt;
    return json::object{{"level", std::get<2>(*newest)}, {"t", time_text(std::get<0>(*newest))}};
}

void collect_leaves(const Node& node, std::set<std::size_t>& out)
{
    if (node.kind == Node::Kind::evidence) out.insert(node.evidence);
    for (const auto& child : node.children)
        collect_leaves(child, out);
}

} // namespace

json::value why(const Evaluation& evaluation, RuleKey key)
{
    const Explainer explainer(evaluation);
    Report all;
    auto out = explainer.explain_level(key, all);
    out["rule"] =
        evaluation.model().competencies[key.competency].id + "/" + std::to_string(key.level);
    all.write(out);
    return out;
}

json::value next(const Evaluation& evaluation, const Standing& standing, std::size_t competency,
                 int level)
{
    const auto key = standing.next_rule(competency, level);
    return key ? json::value(way_to(evaluation, standing, *key)) : json::value();
}

json::object way_to(const Evaluation& evaluation, const Standing& standing, RuleKey key)
{
    const auto* branch = evaluation.own(key);
    assert(branch);
    const Explainer explainer(evaluation);
    Report all;
    std::vector<RuleKey> others; // Have entries of their own.
    explainer.collect(*branch, all, others);
    explainer.collect_ratings(key, all);
    json::object rows;
    all.write(rows);
    return {{"level", key.level},
            {"progress", standing.progress_to_level(key)},
            {"missing", explainer.missing_of_level(key, *branch)},
            {"ignored", std::move(rows["ignored"])}};
}

json::value ignored(const Evaluation& evaluation, std::size_t competency)
{
    std::set<std::size_t> leaves;
    for (const auto& rule : evaluation.model().competencies[competency].rules) {
        if (rule) collect_leaves(*rule, leaves);
    }
    Report all;
    for (const auto leaf : leaves)
        all.add(evaluation.leaf(leaf));
    Explainer(evaluation).collect_ratings({competency, 1}, all);
    json::object rows;
    all.write(rows);
    return std::move(rows["ignored"]);
}

json::object entry(const Evaluation& evaluation, const Standing& standing, std::size_t competency)
{
    const auto level = evaluation.level(competency);
    const RuleKey key{competency, level};
    const auto run = current_run(evaluation, key);
    json::object out{{"id", evaluation.model().competencies[competency].id},
                     {"level", level},
                     {"since", time_or_null(run ? std::optional(run->begin) : std::nullopt)},
                     {"until", time_or_null(run ? std::optional(run->end) : std::nullopt)},
                     {"status", standing.status(competency, level)},
                     {"why", level > 0 ? why(evaluation, key) : json::value()},
                     {"next", next(evaluation, standing, competency, level)}};
    if (auto self = self_rating(evaluation, competency)) out["self"] = std::move(*self);
    if (auto others = claims(evaluation, competency); !others.empty())
        out["claims"] = std::move(others);
    return out;
}

} // namespace competency
