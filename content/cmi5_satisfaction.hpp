// Who has met what a course asks for (cmi5 13.1.4 moveOn, 9.3.9).
#pragma once

#include "content/cmi5_state.hpp"

#include <vector>

namespace content {

bool meets(MoveOn move_on, const Cmi5AuState& state);

// The blocks, and then the course, that are satisfied and of which no statement says so: an inner
// block before the one around it. To be asked when somebody registers (9.6.1), and after each
// statement that may have satisfied something.
std::vector<Cmi5Unit> newly_satisfied(const Cmi5Course& course, const Cmi5State& state);

} // namespace content
