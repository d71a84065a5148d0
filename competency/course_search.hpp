// The cheapest evidence that reaches levels which somebody does not hold. Exact as long as no limit
// of competency/alternatives.hpp is reached.
#pragma once

#include "competency/alternatives.hpp"
#include "competency/evaluation.hpp"

#include <map>
#include <set>
#include <span>
#include <vector>

namespace competency {

// Borrows the evaluation.
class CourseSearch {
public:
    // What holds at the moment but not beyond `lasting` has to be earned again; what is earned
    // again lasts. Goals are levels to be held.
    CourseSearch(const Evaluation& evaluation, Timestamp lasting, std::vector<RuleKey> goals);

    // What it takes to reach this goal alone. Empty: no evidence that can be got reaches it.
    const Alternatives& of_goal(std::size_t goal) const { return of_goals_[goal]; }

    // Mappings whose evidence together reaches all goals that are within reach, ascending; only the
    // first goals, when it would be more than limits::search_set_size.
    const std::vector<std::size_t>& together() const { return together_; }

    bool exact() const { return combiner_.exact() && !is_rated_or_fades_; }

    // How many pieces of this evidence it takes: of attestations by several people each is one.
    std::int64_t pieces(std::size_t evidence) const;
    std::int64_t price(std::size_t evidence) const; // Of all pieces, in hundredths of an hour.

    // Per goal, whether it is reached with this evidence.
    std::vector<bool> reached(std::span<const std::size_t> evidence) const;

private:
    bool lasts(const Intervals& set) const;
    bool can_be_got(const Evidence& mapping) const;
    std::vector<std::int64_t> prices() const;
    void find_uses();
    void use(RuleKey rule, int times);
    void use_parts(const Branch& branch, int times);
    Alternatives of_branch(const Branch& branch);
    Alternatives of_ladder(RuleKey held);
    void put_together();
    void drop_needless();
    bool is_true(const Branch& branch, const std::vector<bool>& got,
                 const std::set<RuleKey>& rules) const;
    bool is_held(RuleKey held, const std::set<RuleKey>& rules) const;

    const Evaluation& evaluation_;
    const Model& model_;
    Timestamp lasting_;
    std::vector<RuleKey> goals_;
    std::map<RuleKey, int> uses_; // Of rules that goals lean on; 2 stands for more.
    std::vector<RuleKey> order_;  // The same rules, each behind those that it is built on.
    std::vector<int> leaf_uses_;  // Of mappings.
    Shared shared_;
    Combiner combiner_;
    bool is_rated_or_fades_; // Then costs are only near the truth.
    std::map<RuleKey, Alternatives> of_rules_;
    std::vector<Alternatives> of_goals_;
    std::vector<std::size_t> together_;
};

} // namespace competency
