#include "content/sequencing_json.hpp"

#include "content/timespan.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace content {
namespace {

namespace json = boost::json;

json::array conditions_json(const std::vector<SequencingCondition>& conditions, bool is_rollup)
{
    json::array out;
    for (const auto& condition : conditions) {
        const bool is_renamed = is_rollup && condition.condition == "activityProgressKnown";
        json::object to{{"condition", is_renamed ? "progressKnown" : condition.condition}};
        if (condition.is_negated) to["operator"] = "not";
        if (!condition.objective.empty()) to["referencedObjective"] = condition.objective;
        if (condition.threshold) to["parameters"] = {{"threshold", *condition.threshold}};
        out.push_back(std::move(to));
    }
    return out;
}

json::array rules_json(const std::vector<SequencingRule>& rules)
{
    json::array out;
    for (const auto& rule : rules)
        out.push_back({{"action", rule.action},
                       {"conditionCombination", rule.any ? "any" : "all"},
                       {"conditions", conditions_json(rule.conditions, false)}});
    return out;
}

json::object rules_json(const SequencingRules& rules)
{
    return {{"preConditionRules", rules_json(rules.pre)},
            {"exitConditionRules", rules_json(rules.exit)},
            {"postConditionRules", rules_json(rules.post)}};
}

json::object rollup_json(const RollupRules& rollup)
{
    json::array rules;
    for (const auto& rule : rollup.rules)
        rules.push_back({{"action", rule.action},
                         {"consideration", rule.children},
                         {"minimumCount", rule.minimum_count},
                         {"minimumPercent", rule.minimum_percent * 100},
                         {"conditionCombination", rule.all ? "all" : "any"},
                         {"conditions", conditions_json(rule.conditions, true)}});
    return {{"rules", std::move(rules)}};
}

json::object controls_json(const Sequencing& sequencing)
{
    const auto mode = sequencing.control_mode.value_or(ControlMode{});
    const auto choice = sequencing.constrained_choice.value_or(ConstrainedChoice{});
    const auto random = sequencing.randomization.value_or(RandomizationControls{});
    json::object out{
        {"choice", mode.choice},
        {"choiceExit", mode.choice_exit},
        {"flow", mode.flow},
        {"forwardOnly", mode.forward_only},
        {"useCurrentAttemptObjectiveInfo", mode.use_current_attempt_objective_info},
        {"useCurrentAttemptProgressInfo", mode.use_current_attempt_progress_info},
        {"preventActivation", choice.prevent_activation},
        {"constrainChoice", choice.constrain_choice},
        {"selectionTiming", random.selection_timing},
        {"randomizationTiming", random.randomization_timing},
        {"randomizeChildren", random.reorder_children},
    };
    // None of them is what it takes for all of them.
    if (random.select_count && *random.select_count > 0) out["selectCount"] = *random.select_count;
    if (const auto& rollup = sequencing.rollup) {
        out["rollupObjectiveSatisfied"] = rollup->objective_satisfied;
        out["rollupProgressCompletion"] = rollup->progress_completion;
        out["objectiveMeasureWeight"] = rollup->measure_weight;
    }
    return out;
}

json::object map_json(const ObjectiveMap& map)
{
    return {
        {"targetObjectiveID", map.target},
        {"readSatisfiedStatus", map.read_satisfied_status},
        {"writeSatisfiedStatus", map.write_satisfied_status},
        {"readNormalizedMeasure", map.read_normalized_measure},
        {"writeNormalizedMeasure", map.write_normalized_measure},
        {"readRawScore", map.read_raw_score},
        {"writeRawScore", map.write_raw_score},
        {"readMinScore", map.read_min_score},
        {"writeMinScore", map.write_min_score},
        {"readMaxScore", map.read_max_score},
        {"writeMaxScore", map.write_max_score},
        {"readCompletionStatus", map.read_completion_status},
        {"writeCompletionStatus", map.write_completion_status},
        {"readProgressMeasure", map.read_progress_measure},
        {"writeProgressMeasure", map.write_progress_measure},
    };
}

json::object objective_json(const SequencingObjective& objective, std::string_view id)
{
    json::object out{{"objectiveID", id}, {"satisfiedByMeasure", objective.satisfied_by_measure}};
    if (objective.min_normalized_measure)
        out["minNormalizedMeasure"] = *objective.min_normalized_measure;
    json::array maps;
    for (const auto& map : objective.maps)
        maps.push_back(map_json(map));
    out["mapInfo"] = std::move(maps);
    return out;
}

// Not one of the activity's other objectives.
std::string unused_id(const std::vector<SequencingObjective>& others)
{
    std::string out(primary_objective_id);
    while (std::ranges::find(others, out, &SequencingObjective::id) != others.end())
        out += '_';
    return out;
}

void add_objectives(json::object& to, const SequencingObjectives& objectives)
{
    // Every objective that stands here is shown to the SCO (cmi.objectives): one that has neither a
    // name nor anything to say need not be.
    const auto& primary = objectives.primary;
    if (primary && !(primary->id.empty() && !primary->satisfied_by_measure))
        to["primaryObjective"] = objective_json(
            *primary, primary->id.empty() ? unused_id(objectives.others) : primary->id);
    json::array others;
    for (const auto& objective : objectives.others)
        others.push_back(objective_json(objective, objective.id));
    to["objectives"] = std::move(others);
}

json::object considerations_json(const RollupConsiderations& of)
{
    return {{"requiredForSatisfied", of.required_for_satisfied},
            {"requiredForNotSatisfied", of.required_for_not_satisfied},
            {"requiredForCompleted", of.required_for_completed},
            {"requiredForIncomplete", of.required_for_incomplete},
            {"measureSatisfactionIfActive", of.measure_satisfaction_if_active}};
}

json::object threshold_json(const CompletionThreshold& threshold)
{
    return {{"completedByMeasure", threshold.completed_by_measure},
            {"minProgressMeasure", threshold.min_progress_measure},
            {"progressWeight", threshold.progress_weight}};
}

void add_sequencing(json::object& to, const Sequencing& sequencing)
{
    to["sequencingControls"] = controls_json(sequencing);
    if (sequencing.rules) to["sequencingRules"] = rules_json(*sequencing.rules);
    if (sequencing.rollup) to["rollupRules"] = rollup_json(*sequencing.rollup);
    if (sequencing.rollup_considerations)
        to["rollupConsiderations"] = considerations_json(*sequencing.rollup_considerations);
    if (sequencing.objectives) add_objectives(to, *sequencing.objectives);
    if (const auto& delivery = sequencing.delivery)
        to["deliveryControls"] = {{"tracked", delivery->tracked},
                                  {"completionSetByContent", delivery->completion_set_by_content},
                                  {"objectiveSetByContent", delivery->objective_set_by_content}};
    if (const auto& limits = sequencing.limits) {
        if (limits->attempts) to["attemptLimit"] = *limits->attempts;
        if (limits->attempt_duration)
            to["timeLimitDuration"] = timespan_text(*limits->attempt_duration);
    }
}

json::object activity_json(const ScormItem& item)
{
    json::object out{{"id", item.id}, {"title", item.title}, {"isVisible", item.is_visible}};
    add_sequencing(out, item.sequencing);
    if (item.completion_threshold)
        out["completionThreshold"] = threshold_json(*item.completion_threshold);
    if (!item.time_limit_action.empty()) out["timeLimitAction"] = item.time_limit_action;
    if (!item.hidden_controls.empty())
        out["hideLmsUi"] = json::array(item.hidden_controls.begin(), item.hidden_controls.end());
    json::array maps;
    for (const auto& map : item.shared_data)
        maps.push_back({{"targetID", map.target},
                        {"readSharedData", map.read},
                        {"writeSharedData", map.write}});
    if (!maps.empty()) out["sharedDataMaps"] = std::move(maps);
    json::array children;
    for (const auto& child : item.items)
        children.push_back(activity_json(child));
    if (!children.empty()) out["children"] = std::move(children);
    return out;
}

} // namespace

json::object sequencing_json(const ScormOrganization& organization)
{
    json::object root{{"id", organization.id}, {"title", organization.title}};
    add_sequencing(root, organization.sequencing);
    if (organization.completion_threshold)
        root["completionThreshold"] = threshold_json(*organization.completion_threshold);
    json::array children;
    for (const auto& item : organization.items)
        children.push_back(activity_json(item));
    root["children"] = std::move(children);
    return {{"activityTree", std::move(root)}};
}

} // namespace content
