// The data model of xAPI 1.0.3 (Part Two: Data) and IEEE 9274.1.1, bottom up.
#include "statements/shapes.hpp"

#include "statements/checks.hpp"
#include "statements/types.hpp"

namespace statements::shapes {
namespace {

using enum Presence;
// Actors. 1.0.3 Data 2.4.2; IEEE 4.2.2.1.

constexpr Property account_properties[] = {
    {"homePage", required, iri},
    {"name", required, text},
};
constexpr Shape account_shape{"account", account_properties};
constexpr Variant account_variants[] = {{"", &account_shape}};
constexpr Type account = object_of(account_variants);

constexpr Rule only_identifier[] = {
    {"ifi.one", "be the only one of mbox, mbox_sha1sum, openid and account", second_identifier},
};

constexpr Property agent_properties[] = {
    {"objectType", optional, judged},
    {"name", optional, text},
    {"mbox", optional, mailto, only_identifier},
    {"mbox_sha1sum", optional, sha1, only_identifier},
    {"openid", optional, uri, only_identifier},
    {"account", optional, account, only_identifier},
};
constexpr Rule agent_rules[] = {
    {"ifi.missing", "have one of mbox, mbox_sha1sum, openid and account", no_identifier},
};
constexpr Shape agent_shape{"agent", agent_properties, agent_rules};
constexpr Variant agent_variants[] = {{"Agent", &agent_shape}};
constexpr Type agent = object_of(agent_variants);
constexpr Type agents = list_of(agent);

constexpr Rule member_rules[] = {
    {"member.some", "hold at least one agent, as the group has no identifier",
     anonymous_with_empty_members},
};
constexpr Property group_properties[] = {
    {"objectType", required, judged},
    {"name", optional, text},
    {"member", optional, agents, member_rules},
    {"mbox", optional, mailto, only_identifier},
    {"mbox_sha1sum", optional, sha1, only_identifier},
    {"openid", optional, uri, only_identifier},
    {"account", optional, account, only_identifier},
};
constexpr Rule group_rules[] = {
    {"member.missing", "have the property member, as the group has no identifier",
     anonymous_without_members},
};
constexpr Shape group_shape{"group", group_properties, group_rules};
constexpr Variant group_variants[] = {{"Group", &group_shape}};
constexpr Type group = object_of(group_variants, required);
constexpr Variant actor_variants[] = {{"Agent", &agent_shape}, {"Group", &group_shape}};
constexpr Type actor = object_of(actor_variants);

// Verbs. 1.0.3 Data 2.4.3; IEEE 4.2.2.2.

constexpr Property verb_properties[] = {
    {"id", required, iri},
    {"display", optional, language_map},
};
constexpr Shape verb_shape{"verb", verb_properties};
constexpr Variant verb_variants[] = {{"", &verb_shape}};
constexpr Type verb = object_of(verb_variants);

// Activities. 1.0.3 Data 2.4.4.1; IEEE 4.2.2.3.

constexpr Property component_properties[] = {
    {"id", required, text},
    {"description", optional, language_map},
};
constexpr Shape component_shape{"component", component_properties};
constexpr Variant component_variants[] = {{"", &component_shape}};
constexpr Type component = object_of(component_variants);
constexpr Type components = list_of(component);
constexpr Type texts = list_of(text);

constexpr std::string_view own_interaction =
    "not be here: it does not go with this interactionType";
constexpr std::string_view own_ids = "hold components with ids of their own";

constexpr Rule choices_rules[] = {
    {"choices.interaction", own_interaction, components_of_another_type},
    {"choices.distinct", own_ids, repeated_id},
};
constexpr Rule scale_rules[] = {
    {"scale.interaction", own_interaction, components_of_another_type},
    {"scale.distinct", own_ids, repeated_id},
};
constexpr Rule source_rules[] = {
    {"source.interaction", own_interaction, components_of_another_type},
    {"source.distinct", own_ids, repeated_id},
};
constexpr Rule target_rules[] = {
    {"target.interaction", own_interaction, components_of_another_type},
    {"target.distinct", own_ids, repeated_id},
};
constexpr Rule steps_rules[] = {
    {"steps.interaction", own_interaction, components_of_another_type},
    {"steps.distinct", own_ids, repeated_id},
};

constexpr Property definition_properties[] = {
    {"name", optional, language_map},
    {"description", optional, language_map},
    {"type", optional, iri},
    {"moreInfo", optional, iri},
    {"extensions", optional, extensions},
    {"interactionType", optional, interaction_type},
    {"correctResponsesPattern", optional, texts},
    {"choices", optional, components, choices_rules},
    {"scale", optional, components, scale_rules},
    {"source", optional, components, source_rules},
    {"target", optional, components, target_rules},
    {"steps", optional, components, steps_rules},
};
constexpr Rule definition_rules[] = {
    {"interactionType.missing", "have an interactionType, as it describes an interaction",
     interaction_without_type},
};
constexpr Shape definition_shape{"definition", definition_properties, definition_rules};
constexpr Variant definition_variants[] = {{"", &definition_shape}};
constexpr Type definition = object_of(definition_variants);

constexpr Property activity_properties[] = {
    {"objectType", optional, judged},
    {"id", required, iri},
    {"definition", optional, definition},
};
constexpr Shape activity_shape{"activity", activity_properties};
constexpr Variant activity_variants[] = {{"Activity", &activity_shape}};
constexpr Type activity = object_of(activity_variants);
constexpr Type activities = one_or_list_of(activity);

// Results. 1.0.3 Data 2.4.5; IEEE 4.2.2.4.

constexpr Rule scaled_rules[] = {
    {"scaled.range", "be between -1 and 1", scaled_out_of_range},
};
constexpr Rule raw_rules[] = {
    {"raw.range", "be between min and max", raw_out_of_range},
};
constexpr Rule max_rules[] = {
    {"max.above", "be greater than min", max_not_above_min},
};
constexpr Property score_properties[] = {
    {"scaled", optional, number, scaled_rules},
    {"raw", optional, number, raw_rules},
    {"min", optional, number},
    {"max", optional, number, max_rules},
};
constexpr Shape score_shape{"score", score_properties};
constexpr Variant score_variants[] = {{"", &score_shape}};
constexpr Type score = object_of(score_variants);

constexpr Property result_properties[] = {
    {"score", optional, score},        {"success", optional, boolean},
    {"completion", optional, boolean}, {"response", optional, text},
    {"duration", optional, duration},  {"extensions", optional, extensions},
};
constexpr Shape result_shape{"result", result_properties};
constexpr Variant result_variants[] = {{"", &result_shape}};
constexpr Type result = object_of(result_variants);

// References. 1.0.3 Data 2.4.4.3; IEEE 4.2.2.3 "Object As Statement".

constexpr Property reference_properties[] = {
    {"objectType", required, judged},
    {"id", required, uuid},
};
constexpr Shape reference_shape{"reference", reference_properties};
constexpr Variant reference_variants[] = {{"StatementRef", &reference_shape}};
constexpr Type reference = object_of(reference_variants, required);

// Contexts. 1.0.3 Data 2.4.6; IEEE 4.2.2.5.

constexpr Property context_activities_properties[] = {
    {"parent", optional, activities},
    {"grouping", optional, activities},
    {"category", optional, activities},
    {"other", optional, activities},
};
constexpr Shape context_activities_shape{"contextActivities", context_activities_properties};
constexpr Variant context_activities_variants[] = {{"", &context_activities_shape}};
constexpr Type context_activities = object_of(context_activities_variants);

constexpr Type iris = list_of(iri);
constexpr Rule relevant_types_rules[] = {
    {"relevantTypes.some", "hold at least one IRI", empty_list},
};

constexpr Property context_agent_properties[] = {
    {"objectType", required, judged},
    {"agent", required, agent},
    {"relevantTypes", optional, iris, relevant_types_rules},
};
constexpr Shape context_agent_shape{"contextAgent", context_agent_properties};
constexpr Variant context_agent_variants[] = {{"contextAgent", &context_agent_shape}};
constexpr Type context_agent = object_of(context_agent_variants, required);
constexpr Type context_agents = list_of(context_agent);

constexpr Property context_group_properties[] = {
    {"objectType", required, judged},
    {"group", required, group},
    {"relevantTypes", optional, iris, relevant_types_rules},
};
constexpr Shape context_group_shape{"contextGroup", context_group_properties};
constexpr Variant context_group_variants[] = {{"contextGroup", &context_group_shape}};
constexpr Type context_group = object_of(context_group_variants, required);
constexpr Type context_groups = list_of(context_group);

constexpr std::string_view of_activities = "not be here: the statement's object is no activity";
constexpr Rule revision_rules[] = {
    {"revision.activity", of_activities, object_is_no_activity},
};
constexpr Rule platform_rules[] = {
    {"platform.activity", of_activities, object_is_no_activity},
};

constexpr Property context_properties[] = {
    {"registration", optional, uuid},
    {"instructor", optional, actor},
    {"team", optional, group},
    {"contextActivities", optional, context_activities},
    {"contextAgents", optional, context_agents, {}, Versions::v2_0_0},
    {"contextGroups", optional, context_groups, {}, Versions::v2_0_0},
    {"revision", optional, text, revision_rules},
    {"platform", optional, text, platform_rules},
    {"language", optional, language},
    {"statement", optional, reference},
    {"extensions", optional, extensions},
};
constexpr Shape context_shape{"context", context_properties};
constexpr Variant context_variants[] = {{"", &context_shape}};
constexpr Type context = object_of(context_variants);

// Attachments. 1.0.3 Data 2.4.11; IEEE 4.2.2.6.

constexpr Property attachment_properties[] = {
    {"usageType", required, iri},
    {"display", required, language_map},
    {"description", optional, language_map},
    {"contentType", required, media_type},
    {"length", required, octets},
    {"sha2", required, sha2},
    {"fileUrl", optional, iri},
};
constexpr Shape attachment_shape{"attachment", attachment_properties};
constexpr Variant attachment_variants[] = {{"", &attachment_shape}};
constexpr Type attachment = object_of(attachment_variants);
constexpr Type attachments = list_of(attachment);

// Statements. 1.0.3 Data 2.4; IEEE 4.2.2.

constexpr Rule object_rules[] = {
    {"object.voids", R"(be a reference with objectType "StatementRef", as the verb is "voided")",
     voids_no_reference},
};

// 1.0.3 Data 2.4.4.3.s8: no id, stored, version, authority, and no sub-statement within.
constexpr Variant sub_object_variants[] = {
    {"Activity", &activity_shape},
    {"Agent", &agent_shape},
    {"Group", &group_shape},
    {"StatementRef", &reference_shape},
};
constexpr Type sub_object = object_of(sub_object_variants);
constexpr Property sub_statement_properties[] = {
    {"objectType", required, judged},
    {"actor", required, actor},
    {"verb", required, verb},
    {"object", required, sub_object, object_rules},
    {"result", optional, result},
    {"context", optional, context},
    {"timestamp", optional, iso8601, {}, Versions::v1_0_3},
    {"timestamp", optional, rfc3339, {}, Versions::v2_0_0},
    {"attachments", optional, attachments},
};
constexpr Shape sub_statement_shape{"subStatement", sub_statement_properties};

constexpr Variant object_variants[] = {
    {"Activity", &activity_shape},
    {"Agent", &agent_shape},
    {"Group", &group_shape},
    {"StatementRef", &reference_shape},
    {"SubStatement", &sub_statement_shape},
};
constexpr Type object = object_of(object_variants);

// 1.0.3 Data 2.4.9.s3.b1 and s7.b2.
constexpr Rule authority_rules[] = {
    {"authority.anonymous", "be an agent, or a group of two agents without an identifier",
     identified_authority},
    {"authority.two", "be an agent, or a group of two agents", authority_without_two_members},
    {"authority.account", "be a group in which an account stands for the application",
     authority_without_account, Versions::v1_0_3},
};

constexpr Property statement_properties[] = {
    {"id", optional, uuid},
    {"actor", required, actor},
    {"verb", required, verb},
    {"object", required, object, object_rules},
    {"result", optional, result},
    {"context", optional, context},
    {"timestamp", optional, iso8601, {}, Versions::v1_0_3},
    {"timestamp", optional, rfc3339, {}, Versions::v2_0_0},
    {"stored", optional, iso8601, {}, Versions::v1_0_3},
    {"stored", optional, rfc3339, {}, Versions::v2_0_0},
    {"authority", optional, actor, authority_rules},
    {"version", optional, version_1_0, {}, Versions::v1_0_3},
    {"version", optional, version_1_0_or_2_0, {}, Versions::v2_0_0},
    {"attachments", optional, attachments},
};
constexpr Shape statement_shape{"statement", statement_properties};
constexpr Variant statement_variants[] = {{"", &statement_shape}};
constexpr Type statement = object_of(statement_variants);

constexpr Property alone{"statement", required, statement};

// 1.0.3 Communication 2.1.3; IEEE 4.1.6.1: an anonymous group is nobody that one could ask for.
constexpr Rule agent_alone_rules[] = {
    {"agent.identified", "have an identifier: mbox, mbox_sha1sum, openid or account", anonymous},
};
constexpr Property agent_alone{"agent", required, actor, agent_alone_rules};
constexpr Property authority_alone{"authority", required, actor, authority_rules};

} // namespace

constexpr Root statement_root{"root", alone};
constexpr Root agent_root{"root", agent_alone};
constexpr Root authority_root{"statement", authority_alone};

} // namespace statements::shapes
