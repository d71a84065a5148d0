// Sets of evidence of which each would do, and how those of a node come from those of its children:
// the arithmetic of the cheapest choice.
//
// A rule is a monotone formula over evidence, and what it shares with another is to be paid once.
// So a node's alternatives are kept side by side, and only those are dropped that no continuation
// can make the cheapest again. As long as no limit is reached, the best one is therefore the
// cheapest of all. The limits, after which it need not be:
//
// search_parts: of a node with more children, of which some are enough, one choice is looked at:
//   those that cost least for their weight.
// search_sets: so many alternatives of a node are kept, the cheapest.
// search_set_size: larger ones are dropped.
// search_steps: after so many only the cheapest of each node is kept.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace competency {

struct Alternative {
    std::int64_t price = 0;
    std::vector<std::size_t> evidence; // Ascending.

    // Cheaper first, then by the model's order.
    auto operator<=>(const Alternative&) const = default;
};

// The best first. Empty: out of reach. One that is empty: nothing is needed.
using Alternatives = std::vector<Alternative>;

inline Alternatives nothing_needed()
{
    return Alternatives(1);
}

struct Weighed {
    const Alternatives* of; // Not empty.
    std::int64_t weight;
};

// One flag per piece of evidence: it may be asked for elsewhere too.
using Shared = std::vector<bool>;

class Combiner {
public:
    // Per piece of evidence, positive.
    explicit Combiner(std::vector<std::int64_t> prices) : prices_(std::move(prices)) {}

    Alternative single(std::size_t evidence) const { return {prices_[evidence], {evidence}}; }

    // Every choice of parts that weighs enough; nothing when all together are too light.
    Alternatives enough(std::span<const Weighed> parts, std::int64_t needed, const Shared& shared);
    // Both, in all combinations.
    Alternatives combine(const Alternatives& some, const Alternatives& more, const Shared& shared);

    // No limit was reached.
    bool exact() const { return exact_; }

private:
    Alternatives all(std::span<const Weighed> parts, const Shared& shared);
    Alternatives any(std::span<const Weighed> parts, const Shared& shared);
    Alternatives choices(std::vector<Weighed> parts, std::int64_t needed, const Shared& shared);
    void choose(std::span<const Weighed> rest, std::int64_t needed, std::vector<Weighed>& chosen,
                const Shared& shared, Alternatives& out);
    Alternatives least_for_weight(std::vector<Weighed> parts, std::int64_t needed,
                                  const Shared& shared);
    Alternative merged(const Alternative& a, const Alternative& b) const;
    void tidy(Alternatives& all, const Shared& shared);
    bool dominates(const Alternative& better, const Alternative& worse, const Shared& shared) const;
    std::size_t width() const;

    std::vector<std::int64_t> prices_;
    std::size_t steps_ = 0;
    bool exact_ = true;
};

} // namespace competency
