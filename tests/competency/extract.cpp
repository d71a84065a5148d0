#include "competency/evidence.hpp"
#include "statements/parse.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* noon = "2026-03-01T12:00:00Z";

std::vector<EvidenceRow> rows_of(const Model& model, const std::string& text)
{
    return extract(model, text, statements::parse(text).value(), 7);
}

std::vector<std::string> people_of(std::string_view mapping, std::string_view changes)
{
    const auto model = ModelMaker().evidence("e", mapping).model();
    std::vector<std::string> out;
    for (const auto& row : rows_of(*model, statement(1, "e", noon, changes)))
        out.push_back(row.identity.substr(row.identity.find('\x1f') + 1));
    return out;
}

std::size_t matches(std::string_view match, std::string_view changes)
{
    return people_of(R"({"match": )" + std::string(match) + "}", changes).size();
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_extract)

BOOST_AUTO_TEST_CASE(what_matches)
{
    const char* anything = "{}";
    const char* in_grouping = R"({"context": {"contextActivities": {
        "grouping": [{"id": "https://x.example/g1"}, {"id": "https://x.example/g2"}]}}})";
    const char* in_parent = R"({"context": {"contextActivities": {
        "parent": {"id": "https://x.example/g1"}}}})";
    const char* in_category = R"({"context": {"contextActivities": {
        "category": [{"id": "https://x.example/g1"}]}}})";
    const char* typed = R"({"object": {"id": "https://x.example/e",
        "definition": {"type": "https://x.example/type"}}})";

    const struct {
        const char* name;
        const char* match;
        const char* statement;
        bool expected;
    } rows[] = {
        {"verb", R"({"verb": ["http://adlnet.gov/expapi/verbs/passed"]})", anything, true},
        {"one of two verbs",
         R"({"verb": ["http://x.example/v", "http://adlnet.gov/expapi/verbs/passed"]})", anything,
         true},
        {"another verb", R"({"verb": ["http://x.example/v"]})", anything, false},
        {"object", R"({"object": ["https://x.example/e"]})", anything, true},
        {"object, longer", R"({"object": ["https://x.example/"]})", anything, false},
        {"object, prefix", R"({"object": ["https://x.example/*"]})", anything, true},
        {"object, the prefix itself", R"({"object": ["https://x.example/e*"]})", anything, true},
        {"object, another prefix", R"({"object": ["https://x.example/f*"]})", anything, false},
        {"object and another verb",
         R"({"object": ["https://x.example/e"], "verb": ["http://x.example/v"]})", anything, false},
        {"course is the object", R"({"course": ["https://x.example/e"]})", anything, true},
        {"course in grouping", R"({"course": ["https://x.example/g2"]})", in_grouping, true},
        {"course, prefix in grouping", R"({"course": ["https://x.example/g*"]})", in_grouping,
         true},
        {"course is no parent", R"({"course": ["https://x.example/g1"]})", in_parent, false},
        {"grouping", R"({"grouping": ["https://x.example/g2"]})", in_grouping, true},
        {"grouping is not the object", R"({"grouping": ["https://x.example/e"]})", in_grouping,
         false},
        {"parent, not in an array", R"({"parent": ["https://x.example/g1"]})", in_parent, true},
        {"parent is no grouping", R"({"parent": ["https://x.example/g1"]})", in_grouping, false},
        {"category", R"({"category": ["https://x.example/g1"]})", in_category, true},
        {"category is no parent", R"({"category": ["https://x.example/g1"]})", in_parent, false},
        {"type", R"({"type": ["https://x.example/type"]})", typed, true},
        {"no type", R"({"type": ["https://x.example/type"]})", anything, false},
        {"a reference is no activity", R"({"object": ["https://x.example/*"]})",
         R"({"object": {"objectType": "StatementRef", "id": "https://x.example/e"}})", false},
        // What will not count is found all the same, so that an answer can say why.
        {"success is judged later",
         R"({"object": ["https://x.example/e"], "success": true, "scaledMin": "0.8"})",
         R"({"result": {"success": false, "score": {"scaled": 0.1}}})", true},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(matches(row.match, row.statement) == (row.expected ? 1u : 0u));
        }
    }
}

BOOST_AUTO_TEST_CASE(about_whom)
{
    const char* ann = R"({"account": {"homePage": "https://city.example", "name": "ann"}})";
    const std::string bob = R"({"account": {"homePage": "https://city.example", "name": "bob"}})";
    const auto group = R"({"actor": {"objectType": "Group", "account":
        {"homePage": "https://city.example", "name": "team"}, "member": [)" +
                       bob + "," + ann + "," + bob + R"(, {"name": "nobody"}]}})";
    const auto conferred = [&](const char* type) {
        return R"({"actor": )" + std::string(ann) + R"(, "object": {"objectType": ")" + type +
               R"(", "account": {"homePage": "https://city.example", "name": "bob"}}})";
    };
    const std::string to_object = R"("subject": "object", "match": {"verb":
        ["http://adlnet.gov/expapi/verbs/passed"]})";
    using People = std::vector<std::string>;

    const struct {
        const char* name;
        std::string mapping;
        std::string statement;
        People expected;
    } rows[] = {
        {"the actor", "{}", "{}", {"ann"}},
        {"a group is nobody", "{}", group, {}},
        {"a group's members, each once", R"({"group": "members"})", group, {"bob", "ann"}},
        {"an actor beside \"members\"", R"({"group": "members"})", "{}", {"ann"}},
        {"the object", "{" + to_object + "}", conferred("Agent"), {"bob"}},
        {"an object group is nobody", "{" + to_object + "}", conferred("Group"), {}},
        {"an activity is nobody", "{" + to_object + "}", "{}", {}},
        {"an actor without identity", "{}", R"({"actor": {"name": "ann"}})", {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(people_of(row.mapping, row.statement) == row.expected,
                       boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_a_row_says)
{
    const auto model = ModelMaker()
                           .evidence("e")
                           .evidence("f", R"({"attestor": "instructor", "match":
            {"object": ["https://x.example/*"]}})")
                           .model();
    const auto text = statement(5, "e", noon, R"({"stored": "2026-03-02T00:00:00.5Z",
        "context": {"instructor": {"mbox": "mailto:tea@city.example"}},
        "result": {"success": true, "completion": false, "score": {"scaled": 0.7999999}}})");
    const auto rows = rows_of(*model, text);
    BOOST_TEST_REQUIRE(rows.size() == 2u);
    EvidenceRow expected;
    expected.identity = identity("ann");
    expected.evidence = "e";
    expected.statement = base::parse_uuid(statement_id(5)).value();
    expected.t = time(noon);
    expected.stored = time("2026-03-02T00:00:00.5Z");
    expected.authority = identity("lms");
    expected.score = 799'999;
    expected.score_text = "0.7999999";
    expected.success = true;
    expected.completion = false;
    expected.sequence = 7;
    BOOST_TEST((rows[0] == expected));
    expected.evidence = "f";
    expected.attestor = "mbox:mailto:tea@city.example";
    BOOST_TEST((rows[1] == expected));
}

BOOST_AUTO_TEST_CASE(who_attests)
{
    const auto there = [](std::string_view who, const char* types) {
        json::object out{{"objectType", "contextAgent"}, {"agent", agent(who)}};
        if (*types) out["relevantTypes"] = json::parse(types);
        return out;
    };
    const char* as_teacher = R"(["https://x.example/teacher"])";
    const json::object nobody{{"objectType", "contextAgent"},
                              {"agent", {{"name", "x"}}},
                              {"relevantTypes", {"https://x.example/teacher"}}};

    const struct {
        const char* name;
        json::value agents;
        std::string expected;
    } rows[] = {
        {"one", {there("sue", as_teacher)}, identity("sue")},
        {"the first", {there("sue", as_teacher), there("tom", as_teacher)}, identity("sue")},
        {"not who was only there", {there("sue", ""), there("tom", as_teacher)}, identity("tom")},
        {"no type in the list", {there("sue", "[]")}, ""},
        {"nobody in particular", {nobody, there("tom", as_teacher)}, identity("tom")},
        {"no list", there("sue", as_teacher), ""},
        {"an empty list", json::array(), ""},
    };

    const auto model = ModelMaker().evidence("e", R"({"attestor": "contextAgent"})").model();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const json::object more{
                {"context", {{"contextAgents", row.agents}, {"instructor", agent("ida")}}}};
            const auto found = rows_of(*model, statement(1, "e", noon, json::serialize(more)));
            BOOST_TEST_REQUIRE(found.size() == 1u);
            BOOST_TEST(found[0].attestor == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_system_says_itself)
{
    ModelMaker maker;
    for (const char* kind : {"course", "attestation", "external", "legacy", "consolidated"}) {
        maker.evidence(kind, R"({"match": {"object": ["https://x.example/e"]}, "kind": ")" +
                                 std::string(kind) + "\"}");
    }
    const auto model = maker.model();
    const auto text = statement(1, "e", noon);
    const auto value = statements::parse(text).value();
    BOOST_TEST(extract(*model, text, value, 1).size() == 5u);
    BOOST_TEST(extract(*model, text, value, 1, {identity("other")}).size() == 5u);
    const auto rows = extract(*model, text, value, 1, {identity("lms")});
    BOOST_TEST_REQUIRE(rows.size() == 2u);
    BOOST_TEST(rows[0].evidence == "legacy");
    BOOST_TEST(rows[1].evidence == "consolidated");
}

BOOST_AUTO_TEST_CASE(what_a_statement_says_of_its_time)
{
    const auto model = ModelMaker()
                           .evidence("plain", R"({"match": {"object": ["https://x.example/e"]}})")
                           .evidence("ends", R"({"match": {"object": ["https://x.example/e"]},
                               "expiresFrom": "extension"})")
                           .evidence("kept", R"({"match": {"object": ["https://x.example/e"]},
                               "kind": "consolidated"})")
                           .model();
    const auto rows = rows_of(*model, statement(1, "e", noon, R"({"context": {"extensions": {
        "https://w3id.org/xapi/comp/contextextensions/expires": "2027-01-01",
        "https://w3id.org/xapi/lrs/contextextensions/knownSince": "2026-02-01T00:00:00Z"}}})"));
    BOOST_TEST_REQUIRE(rows.size() == 3u);
    BOOST_TEST((!rows[0].expires && !rows[0].known_since));
    BOOST_TEST((rows[1].expires == time("2027-01-01T23:00:00Z") && !rows[1].known_since));
    BOOST_TEST((!rows[2].expires && rows[2].known_since == time("2026-02-01T00:00:00Z")));
    BOOST_TEST((known_from(rows[1]) == time(noon)));
    BOOST_TEST((known_from(rows[2]) == time("2026-02-01T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(when_it_happened)
{
    const auto model = ModelMaker().evidence("e").model();
    const auto t = [&](std::string_view changes) {
        return base::to_string(rows_of(*model, statement(1, "e", noon, changes)).at(0).t);
    };
    BOOST_TEST(t("{}") == "2026-03-01T12:00:00.000000Z");
    BOOST_TEST(t(R"({"timestamp": "2026-03-01T12:00:00+02:00"})") == "2026-03-01T10:00:00.000000Z");
    // A clock that runs ahead gains nothing.
    BOOST_TEST(t(R"({"timestamp": "2030-03-01T12:00:00Z"})") == "2026-03-01T12:00:00.000000Z");
    BOOST_TEST(t(R"({"timestamp": null})") == "2026-03-01T12:00:00.000000Z");
    BOOST_TEST(rows_of(*model, statement(1, "e", noon, R"({"stored": null})")).empty());
    BOOST_TEST(rows_of(*model, statement(1, "e", noon, R"({"id": null})")).empty());
}

BOOST_AUTO_TEST_CASE(voids)
{
    const auto any = ModelMaker()
                         .evidence("e", R"({"match": {"verb": [], "type": [],
        "grouping": ["https://x.example/*"]}})")
                         .model();
    const auto text = voiding(9, 3, noon);
    const auto entry = read_void(statements::parse(text).value(), 4);
    BOOST_TEST_REQUIRE(entry.has_value());
    BOOST_TEST((entry->target == base::parse_uuid(statement_id(3))));
    BOOST_TEST((entry->statement == base::parse_uuid(statement_id(9))));
    BOOST_TEST((entry->stored == time(noon)));
    BOOST_TEST(entry->sequence == 4u);
    BOOST_TEST(!read_void(statements::parse(statement(1, "e", noon)).value(), 4));

    auto tagged = statements::parse(text).value();
    tagged.as_object()["context"] = {
        {"contextActivities", {{"grouping", {{{"id", activity("e")}}}}}}};
    BOOST_TEST(extract(*any, text, tagged, 1).empty());
    tagged.as_object()["verb"].as_object()["id"] = verb("passed");
    BOOST_TEST(extract(*any, text, tagged, 1).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
