// How somebody stands to each level at the moment of an evaluation: how far, by which evidence,
// in which status.
#pragma once

#include "competency/evaluation.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace competency {

// The child that decides how long a node holds from now on: of any-of the one that ends last, else
// the one that ends first; the first among equals. Absent: none of them holds.
const Branch* decisive_child(const Branch& branch, Timestamp now);

// The rules that make a level hold by its ladder: all of a strict one, else the one that ends last.
std::vector<RuleKey> decisive_rungs(const Evaluation& evaluation, RuleKey held);

// Borrows the evaluation.
class Standing {
public:
    explicit Standing(const Evaluation& evaluation);

    // 0 to 10'000; 10'000 exactly when the rule holds.
    std::int64_t progress(RuleKey key) const;
    // The lowest level above this one that can be reached next.
    std::optional<RuleKey> next_rule(std::size_t competency, int level) const;
    std::string_view status(std::size_t competency, int level) const;

private:
    enum class Ending { other, expired, revoked };

    std::int64_t progress_of(const Branch& branch) const;
    std::int64_t partial_of(const Branch& branch) const;
    std::int64_t ladder_progress(RuleKey held) const;
    std::optional<std::size_t> decisive_leaf(const Branch& branch) const;
    std::optional<std::size_t> decisive_leaf_of_ladder(RuleKey held) const;
    std::string_view status_at_level(RuleKey key) const;
    std::string_view status_at_nought(std::size_t competency) const;
    Ending ending(RuleKey held, Timestamp end) const;
    Ending ending_of_leaf(const Leaf& leaf, Timestamp end) const;
    Ending ending_of(const Branch& branch, Timestamp end, std::vector<RuleKey>& more) const;

    const Evaluation& evaluation_;
    const Model& model_;
    Timestamp now_;
    std::vector<std::vector<std::int64_t>> progress_;
    std::vector<std::vector<std::optional<std::size_t>>> decisive_; // Mappings, while a rule holds.
};

} // namespace competency
