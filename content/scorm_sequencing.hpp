// How the activities of a SCORM 2004 course follow each other and what their results make of those
// around them (IMS Simple Sequencing 1.0; SCORM 2004 4th Ed. SN 3), as a manifest says it.
//
// Values are checked and references to a sequencing collection are resolved. Terms are the
// standard's own words, spelled as in its schema; the views are of constants.
#pragma once

#include "base/duration.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct ControlMode {
    bool choice = true;
    bool choice_exit = true;
    bool flow = false;
    bool forward_only = false;
    bool use_current_attempt_objective_info = true;
    bool use_current_attempt_progress_info = true;
};

struct SequencingCondition {
    std::string_view condition;
    bool is_negated = false;
    std::string objective{};           // An id of this activity; empty: its primary objective.
    std::optional<double> threshold{}; // -1..1
};

struct SequencingRule {
    std::string_view action;
    bool any = false; // Of the conditions; else all.
    std::vector<SequencingCondition> conditions{};
};

struct SequencingRules {
    std::vector<SequencingRule> pre;
    std::vector<SequencingRule> exit;
    std::vector<SequencingRule> post;
};

struct LimitConditions {
    std::optional<std::uint32_t> attempts;
    std::optional<base::Duration> attempt_duration;
};

struct RollupRule {
    std::string_view action;
    std::string_view children = "all"; // childActivitySet
    std::uint32_t minimum_count = 0;
    double minimum_percent = 0; // 0..1
    bool all = false;           // Of the conditions; else any.
    std::vector<SequencingCondition> conditions{};
};

struct RollupRules {
    bool objective_satisfied = true;
    bool progress_completion = true;
    double measure_weight = 1; // 0..1
    std::vector<RollupRule> rules{};
};

// Between an objective of an activity and one that activities share. What an element of the
// manifest did not ask for is false: the last ten come from another one (SN 3.10.3) than the first.
struct ObjectiveMap {
    std::string target;
    bool read_satisfied_status = false;
    bool write_satisfied_status = false;
    bool read_normalized_measure = false;
    bool write_normalized_measure = false;
    bool read_raw_score = false;
    bool write_raw_score = false;
    bool read_min_score = false;
    bool write_min_score = false;
    bool read_max_score = false;
    bool write_max_score = false;
    bool read_completion_status = false;
    bool write_completion_status = false;
    bool read_progress_measure = false;
    bool write_progress_measure = false;
};

struct SequencingObjective {
    std::string id; // Of a primary objective it may be empty.
    bool satisfied_by_measure = false;
    std::optional<double> min_normalized_measure{}; // -1..1
    std::vector<ObjectiveMap> maps{};
};

struct SequencingObjectives {
    std::optional<SequencingObjective> primary;
    std::vector<SequencingObjective> others;
};

struct RandomizationControls {
    std::string_view selection_timing = "never";
    std::optional<std::uint32_t> select_count{};
    std::string_view randomization_timing = "never";
    bool reorder_children = false;
};

struct DeliveryControls {
    bool tracked = true;
    bool completion_set_by_content = false;
    bool objective_set_by_content = false;
};

struct ConstrainedChoice {
    bool prevent_activation = false;
    bool constrain_choice = false;
};

struct RollupConsiderations {
    std::string_view required_for_satisfied = "always";
    std::string_view required_for_not_satisfied = "always";
    std::string_view required_for_completed = "always";
    std::string_view required_for_incomplete = "always";
    bool measure_satisfaction_if_active = true;
};

// Absent members: the manifest says nothing, and the standard's defaults hold.
struct Sequencing {
    std::optional<ControlMode> control_mode;
    std::optional<SequencingRules> rules;
    std::optional<LimitConditions> limits;
    std::optional<RollupRules> rollup;
    std::optional<SequencingObjectives> objectives;
    std::optional<RandomizationControls> randomization;
    std::optional<DeliveryControls> delivery;
    std::optional<ConstrainedChoice> constrained_choice;
    std::optional<RollupConsiderations> rollup_considerations;
};

} // namespace content
