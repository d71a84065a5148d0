// The rules of a model over the evidence about one person: every node as a set of time.
#pragma once

#include "competency/dependence.hpp"
#include "competency/ratings.hpp"

#include <span>
#include <vector>

namespace competency {

// What a part weighs more while its evidence is this fresh.
struct Layer {
    Intervals set;
    std::int64_t weight;
};

// A node of a rule with what it came to.
struct Branch {
    const Node* node;
    Intervals set;
    std::vector<Branch> children;
    std::vector<Layer> layers; // Of a part whose weight fades: each lies within the next.
};

// What a child weighs in its node, which is a weighted one, at this time.
std::int64_t weight_at(const Branch& branch, std::size_t child, Timestamp at);

// Borrows the model, the roles and the rows. Immutable once made.
class Evaluation {
public:
    // With a scope (Dependence::scope_of()) the rest holds nothing.
    Evaluation(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
               Moment moment, const Scope* scope = nullptr);

    const Model& model() const { return model_; }

    Moment moment() const { return moment_; }

    const Leaf& leaf(std::size_t evidence) const { return leaves_[evidence]; }

    // Absent: no rule makes this level.
    const Branch* own(RuleKey key) const;
    const Intervals& own_set(RuleKey key) const;

    const Ratings& ratings(std::size_t competency) const { return ratings_[competency]; }

    // When the level is proved, by its rule or by what statements assert.
    const Intervals& rung(RuleKey key) const;
    // When the level holds by the scale's ladder and the competency's ratings.
    const Intervals& held(RuleKey key) const;

    // The highest level that holds at the moment, else 0.
    int level(std::size_t competency) const { return level_at(competency, moment_.as_of); }

    // The same at another time, as planned at the moment.
    int level_at(std::size_t competency, Timestamp at) const;

private:
    Branch branch_of(const Node& node) const;
    Intervals climb(RuleKey key) const;

    const Model& model_;
    Moment moment_;
    std::vector<Leaf> leaves_;
    std::vector<Ratings> ratings_;
    std::vector<std::vector<std::optional<Branch>>> own_;
    std::vector<std::vector<Intervals>> rungs_;
    std::vector<std::vector<Intervals>> held_;
};

// The run of exactly this level around the moment. Absent: another level is the current one, or
// the level is 0.
std::optional<Interval> current_run(const Evaluation& evaluation, RuleKey key);

} // namespace competency
