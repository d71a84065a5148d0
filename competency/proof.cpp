#include "competency/proof.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace competency {
namespace {

class Proof {
public:
    Proof(const Evaluation& evaluation, Interval during) : evaluation_(evaluation), during_(during)
    {
    }

    // Rules to look into are kept in a list: a chain of competencies may be longer than a stack.
    std::vector<Judged> of(RuleKey held)
    {
        auto more = evaluation_.model().ladder(held);
        std::set<RuleKey> seen;
        while (!more.empty()) {
            const auto rung = more.back();
            more.pop_back();
            if (seen.insert(rung).second) add_rung(rung, more);
        }
        const auto order = [](const Judged& judged) {
            return std::tuple(judged.row->t, judged.row->statement);
        };
        std::ranges::sort(rows_, {}, order);
        const auto same = std::ranges::unique(rows_, {}, order);
        rows_.erase(same.begin(), same.end());
        return std::move(rows_);
    }

private:
    bool overlaps(const Intervals& set) const { return set != subtract(set, {during_}); }

    void add_rung(RuleKey rung, std::vector<RuleKey>& more)
    {
        for (const auto& [assertion, judged] : evaluation_.ratings(rung.competency).rows) {
            const bool gives = assertion.kind != Assertion::Kind::revoked && judged.passed;
            if (gives && assertion.level >= rung.level && overlaps(unite({&judged.during, 1})))
                rows_.push_back(judged);
        }
        if (const auto* branch = evaluation_.own(rung)) add(*branch, more);
    }

    void add(const Branch& branch, std::vector<RuleKey>& more)
    {
        if (!overlaps(branch.set)) return;
        const auto& node = *branch.node;
        if (node.kind == Node::Kind::evidence) add(evaluation_.leaf(node.evidence));
        if (node.kind == Node::Kind::below) more.push_back({node.competency, node.level});
        if (node.kind == Node::Kind::held) {
            const auto rungs = evaluation_.model().ladder({node.competency, node.level});
            more.insert(more.end(), rungs.begin(), rungs.end());
        }
        for (const auto& child : branch.children)
            add(child, more);
    }

    void add(const Leaf& leaf)
    {
        for (const auto& judged : leaf.rows) {
            if (judged.passed && overlaps(subtract(unite({&judged.during, 1}), leaf.revoked)))
                rows_.push_back(judged);
        }
    }

    const Evaluation& evaluation_;
    Interval during_;
    std::vector<Judged> rows_;
};

} // namespace

std::vector<Judged> proof_of(const Evaluation& evaluation, RuleKey held, Interval during)
{
    return Proof(evaluation, during).of(held);
}

} // namespace competency
