// The statements that a level rests on for some time.
#pragma once

#include "competency/evaluation.hpp"

#include <vector>

namespace competency {

// Of all rules that make the level by its ladder, of the rules which these lean on, and of what
// statements assert: the evidence that counts at some time in the interval, whether or not the
// level would hold without it. By (t, statement), each statement once. Borrows the evaluation's
// rows.
std::vector<Judged> proof_of(const Evaluation& evaluation, RuleKey held, Interval during);

} // namespace competency
