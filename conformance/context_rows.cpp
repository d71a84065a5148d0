// Contexts.
#include "conformance/statements.hpp"

namespace conformance {
namespace {

constexpr Row unknown[] = {
    {"context.unknown", {"/context/Language", R"("de")"}, {"/context/language", R"("de")"}},
    {"contextActivities.unknown",
     {"/context/contextActivities/Parent", "[]"},
     {"/context/contextActivities/parent", "[]"}},
};

constexpr Row unknown_in_1_0_3[] = {
    {"context.unknown", {"/context/contextAgents", "[]"}, {"/context/instructor"}},
    {"context.unknown", {"/context/contextGroups", "[]"}, {"/context/team"}},
};

constexpr Row unknown_in_2_0_0[] = {
    {"contextAgent.unknown",
     {"/context/contextAgents/0/group", R"({"mbox": "mailto:team@example.org"})"},
     {"/context/contextAgents/0/agent", R"({"mbox": "mailto:team@example.org"})"}},
    {"contextGroup.unknown",
     {"/context/contextGroups/0/member", "[]"},
     {"/context/contextGroups/0/group/member", "[]"}},
};

constexpr Row contexts[] = {
    {"context.registration.uuid",
     {"/context/registration", R"("course-1")"},
     {"/context/registration", R"("0A1B2C3D-4E5F-1678-89AB-CDEF01234567")"}},
    {"context.instructor.object",
     {"/context/instructor", R"("Ada")"},
     {"/context/instructor", R"({"mbox": "mailto:ada@example.org"})"}},
    {"context.instructor.objectType",
     {"/context/instructor/objectType", R"("Person")"},
     {"/context/instructor/objectType", R"("Agent")"}},
    {"context.team.object", {"/context/team", "[]"}, {"/context/team"}},
    {"context.team.objectType",
     {"/context/team/objectType", R"("Agent")"},
     {"/context/team/objectType", R"("Group")"}},
    {"context.team.objectType", {"/context/team/objectType"}, {"/context/team/name", R"("Team")"}},
    {"context.contextActivities.object",
     {"/context/contextActivities", "[]"},
     {"/context/contextActivities", "{}"}},
    {"context.revision.string", {"/context/revision", "1"}, {"/context/revision", R"("1")"}},
    {"context.platform.string", {"/context/platform", "{}"}, {"/context/platform", R"("")"}},
    {"context.language.language",
     {"/context/language", R"("en_US")"},
     {"/context/language", R"("en-US")"}},
    {"context.language.language", {"/context/language", R"("")"}, {"/context/language"}},
    {"context.statement.object",
     {"/context/statement", R"("11111111-2222-4333-8444-555555555555")"},
     {"/context/statement"}},
    {"context.statement.objectType",
     {"/context/statement/objectType"},
     {"/context/statement/objectType", R"("StatementRef")"}},
    {"context.statement.objectType",
     {"/context/statement/objectType", R"("SubStatement")"},
     {"/context/statement/id", R"("22222222-2222-4333-8444-555555555555")"}},
    {"context.extensions.object", {"/context/extensions", "1"}, {"/context/extensions", "{}"}},
};

constexpr Row of_activities[] = {
    {"context.revision.activity",
     {"/context/revision", R"("1")"},
     {"/context/language", R"("en")"}},
    {"context.platform.activity",
     {"/context/platform", R"("Web")"},
     {"/context/team", R"({"objectType": "Group", "mbox": "mailto:team@example.org"})"}},
};

constexpr Row of_activities_in_sub_statements[] = {
    {"context.platform.activity",
     {"/object", R"({
         "objectType": "SubStatement",
         "actor": {"mbox": "mailto:ada@example.org"},
         "verb": {"id": "http://example.org/verbs/met"},
         "object": {"objectType": "Agent", "mbox": "mailto:bob@example.org"},
         "context": {"platform": "Web"}
      })"},
     {"/object/context/platform", R"("Web")"},
     "/object/context/platform"},
    {"context.revision.activity",
     {"/context", R"({"revision": "1"})"},
     {"/object/context/revision", R"("1")"},
     "/context/revision"},
};

constexpr Row context_activities[] = {
    {"contextActivities.parent.object",
     {"/context/contextActivities/parent", R"("http://example.org/0")"},
     {"/context/contextActivities/parent", R"({"id": "http://example.org/0"})"}},
    {"contextActivities.parent.object",
     {"/context/contextActivities/parent/0", R"("http://example.org/0")"},
     {"/context/contextActivities/parent/0", R"({"id": "http://example.org/0"})"}},
    {"contextActivities.parent.objectType",
     {"/context/contextActivities/parent/0/objectType", R"("activity")"},
     {"/context/contextActivities/parent/0/objectType", R"("Activity")"}},
    {"contextActivities.grouping.object",
     {"/context/contextActivities/grouping", "1"},
     {"/context/contextActivities/grouping", "[]"}},
    {"contextActivities.grouping.objectType",
     {"/context/contextActivities/grouping/objectType", R"("Agent")"},
     {"/context/contextActivities/grouping/objectType"}},
    {"contextActivities.category.object",
     {"/context/contextActivities/category/-", "[]"},
     {"/context/contextActivities/category/-", R"({"id": "http://example.org/2"})"},
     "/context/contextActivities/category/1"},
    {"contextActivities.category.objectType",
     {"/context/contextActivities/category/0/objectType", R"("StatementRef")"},
     {"/context/contextActivities/category/0/objectType", R"("Activity")"}},
    {"contextActivities.other.object",
     {"/context/contextActivities/other", "true"},
     {"/context/contextActivities/other", R"({"id": "http://example.org/2"})"}},
    {"contextActivities.other.objectType",
     {"/context/contextActivities/other",
      R"({"objectType": "Group", "mbox": "mailto:team@example.org"})"},
     {"/context/contextActivities/other", R"({"objectType": "Activity", "id": "urn:2"})"},
     "/context/contextActivities/other/objectType"},
};

constexpr Row context_agents[] = {
    {"context.contextAgents.list",
     {"/context/contextAgents", "{}"},
     {"/context/contextAgents", "[]"}},
    {"context.contextAgents.object",
     {"/context/contextAgents/0", "1"},
     {"/context/contextAgents/0"}},
    {"context.contextAgents.objectType",
     {"/context/contextAgents/0/objectType", R"("ContextAgent")"},
     {"/context/contextAgents/0/objectType", R"("contextAgent")"}},
    {"context.contextAgents.objectType",
     {"/context/contextAgents/0/objectType"},
     {"/context/contextAgents/0/relevantTypes"}},
    {"contextAgent.agent.missing",
     {"/context/contextAgents/0/agent"},
     {"/context/contextAgents/0/relevantTypes"}},
    {"contextAgent.agent.object",
     {"/context/contextAgents/0/agent", R"("Bob")"},
     {"/context/contextAgents/0/agent", R"({"openid": "http://example.org/bob"})"}},
    {"contextAgent.agent.objectType",
     {"/context/contextAgents/0/agent/objectType", R"("Group")"},
     {"/context/contextAgents/0/agent/objectType", R"("Agent")"}},
    {"contextAgent.relevantTypes.list",
     {"/context/contextAgents/0/relevantTypes", R"("http://example.org/roles/coach")"},
     {"/context/contextAgents/0/relevantTypes", R"(["http://example.org/roles/coach"])"}},
    {"contextAgent.relevantTypes.some",
     {"/context/contextAgents/0/relevantTypes", "[]"},
     {"/context/contextAgents/0/relevantTypes"}},
    {"contextAgent.relevantTypes.iri",
     {"/context/contextAgents/0/relevantTypes/-", R"("coach")"},
     {"/context/contextAgents/0/relevantTypes/-", R"("urn:coach")"},
     "/context/contextAgents/0/relevantTypes/1"},
};

constexpr Row context_groups[] = {
    {"context.contextGroups.list",
     {"/context/contextGroups", "1"},
     {"/context/contextGroups", "[]"}},
    {"context.contextGroups.object",
     {"/context/contextGroups/0", "1"},
     {"/context/contextGroups/0"}},
    {"context.contextGroups.objectType",
     {"/context/contextGroups/0/objectType", R"("contextAgent")"},
     {"/context/contextGroups/0/objectType", R"("contextGroup")"}},
    {"contextGroup.group.missing",
     {"/context/contextGroups/0/group"},
     {"/context/contextGroups/0/relevantTypes"}},
    {"contextGroup.group.object",
     {"/context/contextGroups/0/group", "1"},
     {"/context/contextGroups/0/group",
      R"({"objectType": "Group", "member": [{"mbox": "mailto:ada@example.org"}]})"}},
    {"contextGroup.group.objectType",
     {"/context/contextGroups/0/group/objectType"},
     {"/context/contextGroups/0/group/name", R"("Team")"}},
    {"contextGroup.relevantTypes.list",
     {"/context/contextGroups/0/relevantTypes", "{}"},
     {"/context/contextGroups/0/relevantTypes"}},
    {"contextGroup.relevantTypes.some",
     {"/context/contextGroups/0/relevantTypes", "[]"},
     {"/context/contextGroups/0/relevantTypes", R"(["urn:rivals"])"}},
    {"contextGroup.relevantTypes.iri",
     {"/context/contextGroups/0/relevantTypes/0", "1"},
     {"/context/contextGroups/0/relevantTypes/0", R"("urn:rivals")"}},
};

constexpr Section all[] = {
    {"2.2.s4.b1.b5, b7", "4.2.1", Versions::both, "full", unknown},
    {"2.2.s4.b1.b7", "", Versions::v1_0_3, "full", unknown_in_1_0_3},
    {"", "4.2.1", Versions::v2_0_0, "context of 2.0", unknown_in_2_0_0},
    {"2.4.6.s3.table1", "4.2.2.5", Versions::both, "full", contexts},
    {"2.4.6.s4.b1, b2", "", Versions::both, "about an agent", of_activities},
    {"2.4.6.s4.b1, b2, 2.4.4.3.s8.b2", "", Versions::both, "sub-statement",
     of_activities_in_sub_statements},
    {"2.4.6.2.s4.b1, b2", "4.2.2.5", Versions::both, "full", context_activities},
    {"", "4.2.2.5", Versions::v2_0_0, "context of 2.0", context_agents},
    {"", "4.2.2.5", Versions::v2_0_0, "context of 2.0", context_groups},
};

} // namespace

constexpr std::span<const Section> context_sections = all;

} // namespace conformance
