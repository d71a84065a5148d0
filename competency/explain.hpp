// Why a level holds and what the next one lacks, as JSON (competency/evaluate.hpp has the shapes).
#pragma once

#include "competency/standing.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace competency {

std::string time_text(Timestamp time);
boost::json::value time_or_null(std::optional<Timestamp> time); // Null for `forever` too.

// The level must be the one that is held.
boost::json::value why(const Evaluation& evaluation, RuleKey key);

boost::json::value next(const Evaluation& evaluation, const Standing& standing,
                        std::size_t competency, int level);

} // namespace competency
