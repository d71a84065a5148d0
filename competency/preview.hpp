// What publishing a model would do to people, before it is done: how many gain, how many lose, and
// nothing about anybody. A pure function of plain values.
//
//   {"from": the former model's hash, or null, "to": hash, "group": k, "people": n or "hidden",
//    "competencies": [      active ones: the new model's, then those that only the former has
//      {"iri", "id": in the new model, else in the former one,
//       "in": "both", "from" or "to": which of the models has it,
//       "gain", "loss", "same": people whose level is higher, lower or equal; null when nobody's
//         can be, because only one model has the competency: without it a level is 0,
//       "before", "after": [people at exactly level 1, at level 2, ...]; null in a model that
//         does not have it}]}
//
// Each number, and each list as a whole, may be "hidden" in its place. A number is small when it is
// 1 to k - 1, k being the group, which is limits::smallest_group or more.
//
// - With a small number of people nothing is shown.
// - gain, loss and same are shown when none of them is small. Else only the one that is k or more
//   and more than half of all people, when there are all three, and otherwise none of them.
// - before and after are shown when gain, loss and same are, all of them, and no level, 0 included,
//   has a small number of people.
//
// So no hidden number follows from those that are shown, from n and from this rule, but for a 0
// that a shown 0 says already: where nobody gains, nobody is at a level that one reaches only by
// gaining. What follows from two previews of models that differ little is not kept from their
// author.
#pragma once

#include "competency/model.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace competency {

// Row by row, one row per person, one level per competency of the model, retired ones included.
struct LevelsOfBoth {
    std::size_t people = 0;
    std::vector<std::uint8_t> before; // Empty without a former model.
    std::vector<std::uint8_t> after;
};

// Of one competency. What only one model has is at level 0 in the other.
struct Change {
    enum class In { both, from, to };
    In in = In::both;
    std::uint32_t gain = 0;
    std::uint32_t loss = 0;
    std::uint32_t same = 0;
    std::vector<std::uint32_t> before; // By level, from 0. Empty: the model does not have it.
    std::vector<std::uint32_t> after;
};

// Which numbers may be told.
struct Shown {
    bool gain = false;
    bool loss = false;
    bool same = false;
    bool levels = false;

    bool operator==(const Shown&) const = default;
};

Shown shown_of(const Change& change, std::uint32_t group);

std::string preview(const Model* former, const Model& fresh, const LevelsOfBoth& levels,
                    std::uint32_t group);

} // namespace competency
