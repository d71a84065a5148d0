// What somebody lacks of a role profile: a pure function of model, roles, evidence and two times.
//
//   {... the heading of competency/heading.hpp, "profile": id, "targets": n, "met": m,
//    "coverage": met of targets, 0...10000, cut; 10000 when there are no targets,
//    "competencies": [               one per active competency with a target, in the model's order
//      {"id", "target": 1..., "min": the least level, or null, "level", "missing": levels,
//       "critical": true or false, "status", "since", "until",
//       "progress": to the target, 0...10000; 10000 exactly when it is met,
//       "next": null when the target is met or no rule leads to it, else the next rule on the way:
//         of a strict ladder the lowest level that is not held, else the lowest level that gives
//         the target}]}
//
// `status`, `since`, `until` and the members of `next` are those of competency/evaluate.hpp. A
// competency with a "min" and no target is a target at that level.
#pragma once

#include "competency/heading.hpp"
#include "competency/standing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

struct GapRow {
    std::size_t competency = 0;
    int target = 0;
    std::optional<int> minimum;
    int level = 0;
    bool critical = false;
    std::string_view status;
    std::optional<Interval> run; // Of this very level.
    std::int64_t progress = 0;
    std::optional<RuleKey> next;

    int missing() const { return level < target ? target - level : 0; }
};

struct Gap {
    std::vector<GapRow> rows;

    std::size_t met() const;
    std::int64_t coverage() const;
};

// What the profile asks for, of active competencies, in the model's order.
std::vector<RuleKey> targets_of(const Model& model, const Profile& profile);

Gap gap_of(const Evaluation& evaluation, const Standing& standing, const Profile& profile);

// not_found: the model has no such profile.
base::Result<std::string> gap(const Model& model, const Roles& roles,
                              std::span<const EvidenceRow> rows, const Asked& asked,
                              std::string_view profile);

} // namespace competency
