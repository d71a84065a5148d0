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

// The rungs that make a level hold by its ladder: all of a strict one, else the one that ends last.
std::vector<RuleKey> decisive_rungs(const Evaluation& evaluation, RuleKey held);

// Of a rung that holds: by its rule, or, when that ends earlier, by what statements assert.
bool is_by_rule(const Evaluation& evaluation, RuleKey rung);

// Borrows the evaluation.
class Standing {
public:
    explicit Standing(const Evaluation& evaluation);

    // 0 to 10'000; 10'000 exactly when the rule holds.
    std::int64_t progress(RuleKey key) const;
    // Towards holding the level, which ratings may deny although its rule holds.
    std::int64_t progress_to_level(RuleKey key) const;
    // The lowest level above this one that can be reached next.
    std::optional<RuleKey> next_rule(std::size_t competency, int level) const;
    std::string_view status(std::size_t competency, int level) const;
    // How far the ladder has come to this level; 10'000 exactly when it is held.
    std::int64_t ladder_progress(RuleKey held) const;
    // The mapping that decides how long a held level lasts. Absent: the level is not held.
    std::optional<std::size_t> decisive_leaf_of_ladder(RuleKey held) const;

    enum class Ending { other, expired, revoked };
    // What made a level end at this instant.
    Ending ending(RuleKey held, Timestamp end) const;

private:
    std::int64_t progress_of(const Branch& branch) const;
    std::int64_t partial_of(const Branch& branch) const;
    std::optional<std::size_t> decisive_leaf(const Branch& branch) const;
    std::string_view status_at_level(RuleKey key) const;
    std::string_view status_at_nought(std::size_t competency) const;
    Ending ending_of_ratings(std::size_t competency, Timestamp end) const;
    Ending ending_of_leaf(const Leaf& leaf, Timestamp end) const;
    Ending ending_of(const Branch& branch, Timestamp end, std::vector<RuleKey>& more) const;

    const Evaluation& evaluation_;
    const Model& model_;
    Timestamp now_;
    std::vector<std::vector<std::int64_t>> progress_;
    std::vector<std::vector<std::optional<std::size_t>>> decisive_; // Mappings, while a rule holds.
};

} // namespace competency
