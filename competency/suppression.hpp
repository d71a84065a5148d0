// Which numbers of a tree may be shown so that none of the others can be computed from them
// (competency/aggregate.hpp has the rules).
#pragma once

#include "competency/aggregate.hpp"

#include <span>
#include <vector>

namespace competency {

// `counts`: per unit, those of all units below it included.
std::vector<Hidden> hide(std::span<const Unit> units, std::span<const std::uint32_t> counts,
                         std::uint32_t group);

} // namespace competency
