// The rules of a model over the evidence about one person: every node as a set of time.
#pragma once

#include "competency/leaf.hpp"

#include <span>
#include <vector>

namespace competency {

// A node of a rule with what it came to.
struct Branch {
    const Node* node;
    Intervals set;
    std::vector<Branch> children;
};

// Borrows the model, the roles and the rows. Immutable once made.
class Evaluation {
public:
    Evaluation(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
               Moment moment);

    const Model& model() const { return model_; }

    Moment moment() const { return moment_; }

    const Leaf& leaf(std::size_t evidence) const { return leaves_[evidence]; }

    // Absent: no rule makes this level.
    const Branch* own(RuleKey key) const;
    const Intervals& own_set(RuleKey key) const;
    // When the level holds by the scale's ladder.
    const Intervals& held(RuleKey key) const;
    // The highest level that holds at the moment, else 0.
    int level(std::size_t competency) const;

private:
    Branch branch_of(const Node& node) const;
    Intervals climb(RuleKey key) const;

    const Model& model_;
    Moment moment_;
    std::vector<Leaf> leaves_;
    std::vector<std::vector<std::optional<Branch>>> own_;
    std::vector<std::vector<Intervals>> held_;
};

} // namespace competency
