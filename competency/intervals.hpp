// Sets of time as half-open intervals. Every node of a rule is such a set, so any-of is a union,
// all-of an intersection, and "as of D" the question whether D lies in the set.
#pragma once

#include "base/timestamp.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace competency {

using base::Timestamp;

inline constexpr Timestamp forever = Timestamp::max();

struct Interval {
    Timestamp begin;
    Timestamp end; // Not in it; `forever` when open.

    bool operator==(const Interval&) const = default;
};

// Sorted, disjoint, none empty, none touching the next: equal sets have equal representations.
using Intervals = std::vector<Interval>;

struct Part {
    const Intervals* set;
    std::int64_t weight;
};

// The points where the weights of the sets which hold them sum up to at least `minimum`, a
// positive number. Weights are positive.
Intervals sweep(std::span<const Part> parts, std::int64_t minimum);

// From intervals in any order that may overlap, touch or be empty.
Intervals unite(std::span<const Interval> pieces);

Intervals subtract(const Intervals& from, const Intervals& what);

// The interval of the set that holds this point.
std::optional<Interval> around(const Intervals& set, Timestamp at);

bool holds(const Intervals& set, Timestamp at);

} // namespace competency
