// Which levels somebody is about to lose: a pure function of model, roles, evidence and two times.
//
//   {... the heading of competency/heading.hpp, "before": the end of the period,
//    "expiring": [                   by `until`, then in the model's order
//      {"id", "level", "status", "since", "until", "then": the level afterwards, 0...,
//       "evidence": the mapping that decides the end, "label": its translations}]}
//
// What ends at the end of the period itself is among them. `status`, `since` and `until` are those
// of competency/evaluate.hpp; nothing that may come in between is guessed.
#pragma once

#include "competency/heading.hpp"
#include "competency/standing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct ExpiringRow {
    std::size_t competency = 0;
    int level = 0;
    int then = 0;
    std::string_view status;
    Interval run;
    std::optional<std::size_t> evidence;
};

std::vector<ExpiringRow> expiring_of(const Evaluation& evaluation, const Standing& standing,
                                     Timestamp before);

// Periods are added in the calendar of the model's time zone.
std::string expiring(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                     const Asked& asked, Period within);

} // namespace competency
