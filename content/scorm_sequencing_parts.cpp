#include "content/scorm_sequencing_parts.hpp"

namespace content {
namespace {

using Words = const std::string_view[];
constexpr auto imsss = ScormSpace::sequencing;
constexpr auto adlseq = ScormSpace::adl_sequencing;

constexpr Words pre_actions = {"skip", "disabled", "hiddenFromChoice", "stopForwardTraversal"};
constexpr Words exit_actions = {"exit"};
constexpr Words post_actions = {"exitParent", "exitAll",  "retry",
                                "retryAll",   "continue", "previous"};
constexpr Words rule_conditions = {"satisfied",
                                   "objectiveStatusKnown",
                                   "objectiveMeasureKnown",
                                   "objectiveMeasureGreaterThan",
                                   "objectiveMeasureLessThan",
                                   "completed",
                                   "activityProgressKnown",
                                   "attempted",
                                   "attemptLimitExceeded",
                                   "timeLimitExceeded",
                                   "outsideAvailableTimeRange",
                                   "always"};
constexpr Words rollup_actions = {"satisfied", "notSatisfied", "completed", "incomplete"};
constexpr Words rollup_conditions = {"satisfied",
                                     "objectiveStatusKnown",
                                     "objectiveMeasureKnown",
                                     "completed",
                                     "activityProgressKnown",
                                     "attempted",
                                     "attemptLimitExceeded",
                                     "timeLimitExceeded",
                                     "outsideAvailableTimeRange"};
constexpr Words child_sets = {"all", "any", "none", "atLeastCount", "atLeastPercent"};
constexpr Words operators = {"noOp", "not"};
constexpr Words combinations = {"all", "any"};
constexpr Words timings = {"never", "once", "onEachNewAttempt"};
constexpr Words requirements = {"always", "ifAttempted", "ifNotSkipped", "ifNotSuspended"};

ControlMode parse_control_mode(ScormValues& values, const XmlElement& from)
{
    ControlMode out;
    const auto read = [&](std::string_view name, bool& to) { to = values.boolean(from, name, to); };
    read("choice", out.choice);
    read("choiceExit", out.choice_exit);
    read("flow", out.flow);
    read("forwardOnly", out.forward_only);
    read("useCurrentAttemptObjectiveInfo", out.use_current_attempt_objective_info);
    read("useCurrentAttemptProgressInfo", out.use_current_attempt_progress_info);
    return out;
}

SequencingCondition parse_condition(ScormValues& values, const XmlElement& from,
                                    std::span<const std::string_view> conditions)
{
    SequencingCondition out;
    out.condition = values.required_token(from, "condition", conditions);
    out.is_negated = values.token(from, "operator", operators, "noOp") == "not";
    out.objective = values.id(from, "referencedObjective");
    out.threshold = values.decimal(from, "measureThreshold", -1, 1);
    return out;
}

std::string_view parse_action(ScormValues& values, const XmlElement& rule, std::string_view name,
                              std::span<const std::string_view> actions)
{
    if (const auto* action = values.child(rule, imsss, name))
        return values.required_token(*action, "action", actions);
    values.refuse(rule, "scorm.required", "<" + rule.name + ">",
                  "have a <" + std::string(name) + ">");
    return actions.front();
}

SequencingRule parse_rule(ScormValues& values, const XmlElement& from,
                          std::span<const std::string_view> actions)
{
    SequencingRule out;
    out.action = parse_action(values, from, "ruleAction", actions);
    if (const auto* conditions = values.child(from, imsss, "ruleConditions")) {
        out.any = values.token(*conditions, "conditionCombination", combinations, "all") == "any";
        values.each(*conditions, imsss, "ruleCondition", [&](const XmlElement& each) {
            out.conditions.push_back(parse_condition(values, each, rule_conditions));
        });
    }
    return out;
}

SequencingRules parse_rules(ScormValues& values, const XmlElement& from)
{
    SequencingRules out;
    const auto read = [&](std::string_view name, std::span<const std::string_view> actions,
                          std::vector<SequencingRule>& to) {
        values.each(from, imsss, name, [&](const XmlElement& each) {
            to.push_back(parse_rule(values, each, actions));
            if (!to.back().conditions.empty()) return;
            to.pop_back(); // SN UP.2.1: its result is unknown.
            values.warn(each, "scorm.rule_empty", "<" + each.name + ">",
                        "have a <ruleCondition>: the rule is never applied");
        });
    };
    read("preConditionRule", pre_actions, out.pre);
    read("exitConditionRule", exit_actions, out.exit);
    read("postConditionRule", post_actions, out.post);
    return out;
}

LimitConditions parse_limits(ScormValues& values, const XmlElement& from)
{
    LimitConditions out;
    out.attempts = values.count(from, "attemptLimit");
    out.attempt_duration = values.duration(from, "attemptAbsoluteDurationLimit");
    for (const std::string_view name :
         {"attemptExperiencedDurationLimit", "activityAbsoluteDurationLimit",
          "activityExperiencedDurationLimit", "beginTimeLimit", "endTimeLimit"}) {
        // SCORM 2004 4th Ed. SN 3.5 leaves them out of what a system has to do.
        if (!ScormValues::text(from, name).empty())
            values.warn(from, "scorm.limit_unsupported", name,
                        "have attemptLimit and attemptAbsoluteDurationLimit only: others have no "
                        "effect");
    }
    return out;
}

RollupRule parse_rollup_rule(ScormValues& values, const XmlElement& from)
{
    RollupRule out;
    out.action = parse_action(values, from, "rollupAction", rollup_actions);
    out.children = values.token(from, "childActivitySet", child_sets, out.children);
    out.minimum_count = values.count(from, "minimumCount").value_or(0);
    out.minimum_percent = values.decimal(from, "minimumPercent", 0, 1).value_or(0);
    if (const auto* conditions = values.child(from, imsss, "rollupConditions")) {
        out.all = values.token(*conditions, "conditionCombination", combinations, "any") == "all";
        values.each(*conditions, imsss, "rollupCondition", [&](const XmlElement& each) {
            out.conditions.push_back(parse_condition(values, each, rollup_conditions));
        });
    }
    if (out.conditions.empty())
        values.refuse(from, "scorm.required", "<" + from.name + ">", "have a <rollupCondition>");
    return out;
}

RollupRules parse_rollup(ScormValues& values, const XmlElement& from)
{
    RollupRules out;
    out.objective_satisfied =
        values.boolean(from, "rollupObjectiveSatisfied", out.objective_satisfied);
    out.progress_completion =
        values.boolean(from, "rollupProgressCompletion", out.progress_completion);
    out.measure_weight =
        values.decimal(from, "objectiveMeasureWeight", 0, 1).value_or(out.measure_weight);
    values.each(from, imsss, "rollupRule", [&](const XmlElement& each) {
        out.rules.push_back(parse_rollup_rule(values, each));
    });
    return out;
}

ObjectiveMap parse_map(ScormValues& values, const XmlElement& from)
{
    ObjectiveMap out;
    out.target = values.required_id(from, "targetObjectiveID");
    out.read_satisfied_status = values.boolean(from, "readSatisfiedStatus", true);
    out.write_satisfied_status = values.boolean(from, "writeSatisfiedStatus", false);
    out.read_normalized_measure = values.boolean(from, "readNormalizedMeasure", true);
    out.write_normalized_measure = values.boolean(from, "writeNormalizedMeasure", false);
    return out;
}

ObjectiveMap parse_adl_map(ScormValues& values, const XmlElement& from)
{
    ObjectiveMap out;
    out.target = values.required_id(from, "targetObjectiveID");
    out.read_raw_score = values.boolean(from, "readRawScore", true);
    out.write_raw_score = values.boolean(from, "writeRawScore", false);
    out.read_min_score = values.boolean(from, "readMinScore", true);
    out.write_min_score = values.boolean(from, "writeMinScore", false);
    out.read_max_score = values.boolean(from, "readMaxScore", true);
    out.write_max_score = values.boolean(from, "writeMaxScore", false);
    out.read_completion_status = values.boolean(from, "readCompletionStatus", true);
    out.write_completion_status = values.boolean(from, "writeCompletionStatus", false);
    out.read_progress_measure = values.boolean(from, "readProgressMeasure", true);
    out.write_progress_measure = values.boolean(from, "writeProgressMeasure", false);
    return out;
}

SequencingObjective parse_objective(ScormValues& values, const XmlElement& from)
{
    SequencingObjective out;
    out.id = values.id(from, "objectiveID");
    out.satisfied_by_measure = values.boolean(from, "satisfiedByMeasure", false);
    if (const auto* measure = values.child(from, imsss, "minNormalizedMeasure"))
        out.min_normalized_measure = values.decimal(*measure, -1, 1);
    values.each(from, imsss, "mapInfo",
                [&](const XmlElement& each) { out.maps.push_back(parse_map(values, each)); });
    return out;
}

SequencingObjectives parse_objectives(ScormValues& values, const XmlElement& from)
{
    SequencingObjectives out;
    values.each(from, imsss, "primaryObjective", [&](const XmlElement& each) {
        if (out.primary)
            return values.refuse(each, "scorm.duplicate", "<primaryObjective>", "stand once");
        out.primary = parse_objective(values, each);
        // CAM 5.1.7.1: what maps it names it.
        if (out.primary->id.empty() && !out.primary->maps.empty())
            values.required_id(each, "objectiveID");
    });
    values.each(from, imsss, "objective", [&](const XmlElement& each) {
        out.others.push_back(parse_objective(values, each));
        if (out.others.back().id.empty()) values.required_id(each, "objectiveID");
    });
    return out;
}

RandomizationControls parse_randomization(ScormValues& values, const XmlElement& from)
{
    RandomizationControls out;
    out.selection_timing = values.token(from, "selectionTiming", timings, out.selection_timing);
    out.select_count = values.count(from, "selectCount");
    out.randomization_timing =
        values.token(from, "randomizationTiming", timings, out.randomization_timing);
    out.reorder_children = values.boolean(from, "reorderChildren", false);
    return out;
}

DeliveryControls parse_delivery(ScormValues& values, const XmlElement& from)
{
    DeliveryControls out;
    out.tracked = values.boolean(from, "tracked", true);
    out.completion_set_by_content = values.boolean(from, "completionSetByContent", false);
    out.objective_set_by_content = values.boolean(from, "objectiveSetByContent", false);
    return out;
}

ConstrainedChoice parse_constrained_choice(ScormValues& values, const XmlElement& from)
{
    ConstrainedChoice out;
    out.prevent_activation = values.boolean(from, "preventActivation", false);
    out.constrain_choice = values.boolean(from, "constrainChoice", false);
    return out;
}

RollupConsiderations parse_considerations(ScormValues& values, const XmlElement& from)
{
    RollupConsiderations out;
    const auto read = [&](std::string_view name, std::string_view& to) {
        to = values.token(from, name, requirements, to);
    };
    read("requiredForSatisfied", out.required_for_satisfied);
    read("requiredForNotSatisfied", out.required_for_not_satisfied);
    read("requiredForCompleted", out.required_for_completed);
    read("requiredForIncomplete", out.required_for_incomplete);
    out.measure_satisfaction_if_active = values.boolean(from, "measureSatisfactionIfActive", true);
    return out;
}

} // namespace

std::vector<SequencingObjective> parse_adl_objectives(ScormValues& values,
                                                      const XmlElement& objectives)
{
    std::vector<SequencingObjective> out;
    values.each(objectives, adlseq, "objective", [&](const XmlElement& each) {
        auto& objective = out.emplace_back();
        objective.id = values.required_id(each, "objectiveID");
        values.each(each, adlseq, "mapInfo", [&](const XmlElement& map) {
            objective.maps.push_back(parse_adl_map(values, map));
        });
    });
    return out;
}

Sequencing parse_sequencing(ScormValues& values, const XmlElement& element)
{
    Sequencing out;
    const auto read = [&](ScormSpace space, std::string_view name, auto& to, auto parse) {
        if (const auto* from = values.child(element, space, name)) to = parse(values, *from);
    };
    read(imsss, "controlMode", out.control_mode, parse_control_mode);
    read(imsss, "sequencingRules", out.rules, parse_rules);
    read(imsss, "limitConditions", out.limits, parse_limits);
    read(imsss, "rollupRules", out.rollup, parse_rollup);
    read(imsss, "objectives", out.objectives, parse_objectives);
    read(imsss, "randomizationControls", out.randomization, parse_randomization);
    read(imsss, "deliveryControls", out.delivery, parse_delivery);
    read(adlseq, "constrainedChoiceConsiderations", out.constrained_choice,
         parse_constrained_choice);
    read(adlseq, "rollupConsiderations", out.rollup_considerations, parse_considerations);
    return out;
}

} // namespace content
