// Why a level holds and what the next one lacks, as JSON (competency/evaluate.hpp has the shapes).
#pragma once

#include "competency/report.hpp"
#include "competency/standing.hpp"

#include <boost/json/value.hpp>

namespace competency {

// The level must be the one that is held.
boost::json::value why(const Evaluation& evaluation, RuleKey key);

boost::json::value next(const Evaluation& evaluation, const Standing& standing,
                        std::size_t competency, int level);

// What `next` tells, of this rule. There must be one.
boost::json::object way_to(const Evaluation& evaluation, const Standing& standing, RuleKey key);

// The evidence that the competency's own rules name and that does not count, in the order of (t,
// statement).
boost::json::value ignored(const Evaluation& evaluation, std::size_t competency);

// What an answer tells of one competency.
boost::json::object entry(const Evaluation& evaluation, const Standing& standing,
                          std::size_t competency);

} // namespace competency
