// Statements, sub-statements, references, verbs, and what holds everywhere.
#include "conformance/statements.hpp"

namespace conformance {
namespace {

constexpr Row nulls[] = {
    {"null", {"/id", "null"}, {"/id"}},
    {"null", {"/result/response", "null"}, {"/result/response", R"("")"}},
    {"null", {"/verb/display", "null"}, {"/verb/display", "{}"}},
    {"null", {"/verb/display/en", "null"}, {"/verb/display/en", R"("")"}},
    {"null", {"/object/objectType", "null"}, {"/object/objectType"}},
    {"null", {"/object/definition/extensions", "null"}, {"/object/definition/extensions", "{}"}},
    {"null",
     {"/object/definition/correctResponsesPattern/0", "null"},
     {"/object/definition/correctResponsesPattern/0"}},
    {"null", {"/actor/member/0", "null"}, {"/actor/member/0"}},
    {"null", {"/context/contextActivities/parent", "null"}, {"/context/contextActivities/parent"}},
    {"null",
     {"/context/extensions", "null"},
     {"/context/extensions", R"({"urn:example:z": null})"}},
    {"null", {"/attachments/0", "null"}, {"/attachments/0"}},
};

constexpr Row unknown_in_statement[] = {
    {"statement.unknown", {"/colour", R"("red")"}, {"/id"}},
    {"statement.unknown", {"/Version", R"("1.0.0")"}, {"/version", R"("1.0.0")"}},
    {"statement.unknown",
     {"/objectType", R"("Statement")"},
     {"/object/objectType", R"("Activity")"}},
    {"statement.unknown", {"/extensions", "{}"}, {"/result/extensions", "{}"}},
    {"statement.unknown", {"/a~1b~0c", "1"}, {"/result/extensions/urn:a~1b~0c", "1"}},
    {"verb.unknown", {"/verb/Display", "{}"}, {"/verb/display", "{}"}},
    {"verb.unknown", {"/verb/name", R"("tried")"}, {"/verb/display", R"({"en": "tried"})"}},
    {"reference.unknown",
     {"/context/statement/version", R"("1.0.0")"},
     {"/context/statement/id", R"("11111111-2222-4333-8444-555555555556")"}},
};

constexpr Row statements[] = {
    {"root.statement.object", {"", "[]"}, {"/id"}},
    {"root.statement.object", {"", R"("statement")"}, {"/id"}},
    {"statement.id.uuid",
     {"/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abcde")"},
     {"/id", R"("9F1C2A34-5B67-4C89-8D01-23456789ABCD")"}},
    {"statement.id.uuid",
     {"/id", R"("{9f1c2a34-5b67-4c89-8d01-23456789abcd}")"},
     {"/id", R"("9f1c2a34-5b67-7c89-0d01-23456789abcd")"}},
    {"statement.id.uuid", {"/id", R"("")"}, {"/id"}},
    {"statement.id.uuid", {"/id", "7"}, {"/id"}},
    {"statement.actor.missing", {"/actor"}, {"/authority"}},
    {"statement.actor.object", {"/actor", R"("Ada")"}, {"/authority"}},
    {"statement.actor.objectType",
     {"/actor/objectType", R"("group")"},
     {"/actor/objectType", R"("Group")"}},
    {"statement.actor.objectType",
     {"/actor", R"({"objectType": "Activity", "id": "http://example.org/1"})"},
     {"/actor", R"({"objectType": "Agent", "openid": "http://example.org/1"})"},
     "/actor/objectType"},
    {"statement.verb.missing", {"/verb"}, {"/result"}},
    {"statement.verb.object",
     {"/verb", R"("http://example.org/verbs/tried")"},
     {"/verb", R"({"id": "http://example.org/verbs/tried"})"}},
    {"statement.object.missing", {"/object"}, {"/context"}},
    {"statement.object.object",
     {"/object", R"(["http://example.org/activities/1"])"},
     {"/object", R"({"id": "http://example.org/activities/1"})"}},
    {"statement.result.object", {"/result", R"("passed")"}, {"/result", "{}"}},
    {"statement.context.object", {"/context", "[]"}, {"/context", "{}"}},
    {"statement.attachments.list", {"/attachments", "{}"}, {"/attachments", "[]"}},
    {"statement.attachments.object",
     {"/attachments/0", R"("https://example.org/proof.txt")"},
     {"/attachments/0"}},
};

constexpr Row timestamps_1_0_3[] = {
    {"statement.timestamp.iso8601",
     {"/timestamp", R"("2026-01-31")"},
     {"/timestamp", R"("2026-01-31T09:30:00")"}},
    {"statement.timestamp.iso8601",
     {"/timestamp", R"("31.01.2026 09:30")"},
     {"/timestamp", R"("2026-01-31T09:30:00+0100")"}},
    {"statement.timestamp.iso8601",
     {"/timestamp", R"("2026-01-31T09:30:00-00")"},
     {"/timestamp", R"("2026-01-31T09:30:00+00")"}},
    {"statement.timestamp.iso8601",
     {"/timestamp", R"("2026-01-31T09:30:00-0000")"},
     {"/timestamp", R"("2026-01-31T09:30:00+0000")"}},
    {"statement.timestamp.iso8601",
     {"/timestamp", R"("2026-01-31T09:30:00-00:00")"},
     {"/timestamp", R"("2026-01-31T09:30:00+00:00")"}},
    {"statement.timestamp.iso8601",
     {"/timestamp", "1769851800"},
     {"/timestamp", R"("2026-01-31T09:30:00.123456789Z")"}},
    {"statement.stored.iso8601",
     {"/stored", R"("now")"},
     {"/stored", R"("2026-01-31T09:30:00+01")"}},
};

constexpr Row sub_timestamps_1_0_3[] = {
    {"subStatement.timestamp.iso8601",
     {"/object/timestamp", R"("2036-02-30T09:30:00Z")"},
     {"/object/timestamp", R"("2036-02-28T09:30:00")"}},
};

constexpr Row timestamps_2_0_0[] = {
    {"statement.timestamp.rfc3339",
     {"/timestamp", R"("2026-01-31T09:30:00")"},
     {"/timestamp", R"("2026-01-31T09:30:00Z")"}},
    {"statement.timestamp.rfc3339",
     {"/timestamp", R"("2026-01-31T09:30:00+0100")"},
     {"/timestamp", R"("2026-01-31T09:30:00+01:00")"}},
    {"statement.timestamp.rfc3339",
     {"/timestamp", R"("2026-01-31T09:30:00-00:00")"},
     {"/timestamp", R"("2026-01-31T09:30:00+00:00")"}},
    {"statement.timestamp.rfc3339", {"/timestamp", "1769851800"}, {"/timestamp"}},
    {"statement.stored.rfc3339",
     {"/stored", R"("2026-01-31T09:30:00+01")"},
     {"/stored", R"("2026-01-31T09:30:00+01:00")"}},
};

constexpr Row sub_timestamps_2_0_0[] = {
    {"subStatement.timestamp.rfc3339",
     {"/object/timestamp", R"("2036-02-28T09:30:00")"},
     {"/object/timestamp", R"("2036-02-28T09:30:00-05:00")"}},
};

constexpr Row versions_1_0_3[] = {
    {"statement.version.v1_0", {"/version", R"("0.95")"}, {"/version", R"("1.0")"}},
    {"statement.version.v1_0", {"/version", R"("1.1.0")"}, {"/version", R"("1.0.9")"}},
    {"statement.version.v1_0", {"/version", R"("2.0.0")"}, {"/version"}},
    {"statement.version.v1_0", {"/version", "1.0"}, {"/version", R"("1.0.0-rc.1")"}},
    {"statement.version.v1_0", {"/version", R"("1.0.x")"}, {"/version", R"("1.0.10")"}},
};

// The number of a statement is no reason to lose it: "should not reject a Statement that is
// otherwise valid except the version". What is no version of a standard that we speak is.
constexpr Row versions_2_0_0[] = {
    {"statement.version.v2_0", {"/version", R"("0.9.9")"}, {"/version", R"("1.0.9")"}},
    {"statement.version.v2_0", {"/version", R"("1.1.0")"}, {"/version", R"("1.0")"}},
    {"statement.version.v2_0", {"/version", R"("2.1.0")"}, {"/version", R"("2.0.1")"}},
    {"statement.version.v2_0", {"/version", "2"}, {"/version", R"("2.0.0")"}},
};

constexpr Row verbs[] = {
    {"verb.id.missing", {"/verb/id"}, {"/verb/display"}},
    {"verb.id.iri", {"/verb/id", R"("tried")"}, {"/verb/id", R"("urn:tried")"}},
    {"verb.id.iri",
     {"/verb/id", R"("example.org/verbs/tried")"},
     {"/verb/id", R"("http://example.org/verbs/versucht/über")"}},
    {"verb.id.iri", {"/verb/id", R"("")"}, {"/verb/id", R"("a:b")"}},
    {"verb.display.object",
     {"/verb/display", R"("tried")"},
     {"/verb/display", R"({"und": "tried"})"}},
};

constexpr Row language_maps[] = {
    {"language_map.tag", {"/verb/display/e", R"("tried")"}, {"/verb/display/ee", R"("tried")"}},
    {"language_map.tag",
     {"/verb/display/en_us_wp", R"("tried")"},
     {"/verb/display/en-US-x-wp", R"("tried")"}},
    {"language_map.tag",
     {"/object/definition/name/", R"("One")"},
     {"/object/definition/name/zh-Hant-TW", R"("One")"}},
    {"language_map.string",
     {"/verb/display/en", R"({"text": "tried"})"},
     {"/verb/display/en", R"("")"}},
};

constexpr Row extensions[] = {
    {"extensions.iri",
     {"/result/extensions/grade", R"("A")"},
     {"/result/extensions/urn:grade", R"("A")"}},
    {"extensions.iri",
     {"/context/extensions/example.org~1grade", "{}"},
     {"/context/extensions/http:~1~1example.org~1grade", "{}"}},
    {"extensions.iri",
     {"/object/definition/extensions/", "0"},
     {"/object/definition/extensions/a:", "0"}},
};

constexpr Row references[] = {
    {"reference.id.missing",
     {"/object", R"({"objectType": "StatementRef"})"},
     {"/object", R"({"objectType": "StatementRef", "id": "00000000-0000-0000-0000-000000000000"})"},
     "/object/id"},
    {"reference.id.uuid",
     {"/object/id", R"("urn:uuid:11111111-2222-4333-8444-555555555555")"},
     {"/object/id", R"("11111111-2222-4333-8444-55555555555A")"}},
    {"statement.object.objectType",
     {"/object/objectType", R"("statementRef")"},
     {"/object/objectType", R"("StatementRef")"}},
    {"statement.object.objectType",
     {"/object/objectType", "1"},
     {"/object/objectType", R"("StatementRef")"}},
};

constexpr Row voids[] = {
    {"statement.object.voids",
     {"/object", R"({"id": "http://example.org/activities/1"})"},
     {"/object/id", R"("22222222-2222-4333-8444-555555555555")"}},
    {"statement.object.voids",
     {"/object", R"({"objectType": "Agent", "mbox": "mailto:bob@example.org"})"},
     {"/verb/display", R"({"en": "voided"})"}},
};

constexpr Row sub_voids[] = {
    {"subStatement.object.voids",
     {"/object/verb/id", R"("http://adlnet.gov/expapi/verbs/voided")"},
     {"/object/verb/id", R"("http://adlnet.gov/expapi/verbs/unvoided")"},
     "/object/object"},
};

constexpr Row sub_statements[] = {
    {"subStatement.unknown",
     {"/object/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abcd")"},
     {"/id", R"("9f1c2a34-5b67-4c89-8d01-23456789abcd")"}},
    {"subStatement.unknown",
     {"/object/stored", R"("2026-01-31T09:30:00Z")"},
     {"/object/timestamp", R"("2026-01-31T09:30:00Z")"}},
    {"subStatement.unknown", {"/object/version", R"("1.0.0")"}, {"/version", R"("1.0.0")"}},
    {"subStatement.unknown",
     {"/object/authority", R"({"mbox": "mailto:ada@example.org"})"},
     {"/authority", R"({"mbox": "mailto:ada@example.org"})"}},
    {"subStatement.object.objectType",
     {"/object/object", R"({
         "objectType": "SubStatement",
         "actor": {"mbox": "mailto:ada@example.org"},
         "verb": {"id": "http://example.org/verbs/tried"},
         "object": {"id": "http://example.org/activities/1"}
      })"},
     {"/object/object", R"({"objectType": "Activity", "id": "http://example.org/1"})"},
     "/object/object/objectType"},
    {"subStatement.actor.missing", {"/object/actor"}, {"/object/timestamp"}},
    {"subStatement.actor.object",
     {"/object/actor", "true"},
     {"/object/actor", R"({"mbox": "mailto:bob@example.org"})"}},
    {"subStatement.actor.objectType",
     {"/object/actor/objectType", R"("agent")"},
     {"/object/actor/objectType", R"("Agent")"}},
    {"subStatement.verb.missing", {"/object/verb"}, {"/object/result"}},
    {"subStatement.verb.object",
     {"/object/verb", R"("urn:tried")"},
     {"/object/verb", R"({"id": "urn:tried"})"}},
    {"subStatement.object.missing", {"/object/object"}, {"/object/attachments"}},
    {"subStatement.object.object",
     {"/object/object", R"("urn:1")"},
     {"/object/object", R"({"id": "urn:1"})"}},
    {"subStatement.result.object", {"/object/result", "1"}, {"/object/result", "{}"}},
    {"subStatement.context.object", {"/object/context", "1"}, {"/object/context", "{}"}},
    {"subStatement.attachments.list", {"/object/attachments", "1"}, {"/object/attachments", "[]"}},
    {"subStatement.attachments.object",
     {"/object/attachments/-", "1"},
     {"/object/attachments"},
     "/object/attachments/0"},
};

constexpr Section all[] = {
    {"2.2.s4.b1.b1", "4.2.1", Versions::both, "full", nulls},
    {"2.2.s4.b1.b5, b7", "4.2.1", Versions::both, "full", unknown_in_statement},
    {"2.4.s1.table1", "4.2.2", Versions::both, "full", statements},
    {"4.5.s1.b1", "", Versions::v1_0_3, "full", timestamps_1_0_3},
    {"4.5.s1.b1", "", Versions::v1_0_3, "sub-statement", sub_timestamps_1_0_3},
    {"", "4.2.2, 4.2.7", Versions::v2_0_0, "full", timestamps_2_0_0},
    {"", "4.2.2.3, 4.2.7", Versions::v2_0_0, "sub-statement", sub_timestamps_2_0_0},
    {"2.4.10.s3", "", Versions::v1_0_3, "full", versions_1_0_3},
    {"", "4.2.2, 4.2.4.2", Versions::v2_0_0, "full", versions_2_0_0},
    {"2.4.3.s3.table1", "4.2.2.2", Versions::both, "full", verbs},
    {"4.2.s1, 2.2.s4.b2", "4.2.7", Versions::both, "full", language_maps},
    {"4.1.s3.b1", "4.2.7", Versions::both, "full", extensions},
    {"2.4.4.3.s4", "4.2.2.3", Versions::both, "reference", references},
    {"2.3.2.s2.b1", "4.2.5", Versions::both, "voiding", voids},
    {"2.3.2.s2.b1, 2.4.4.3.s8.b2", "4.2.5", Versions::both, "sub-statement", sub_voids},
    {"2.4.4.3.s8", "4.2.2.3, 4.2.4.2", Versions::both, "sub-statement", sub_statements},
};

} // namespace

constexpr std::span<const Section> statement_sections = all;

} // namespace conformance
