#include "competency/assertion.hpp"

#include "competency/evidence.hpp"
#include "statements/parse.hpp"
#include "tests/competency/assertions.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* noon = "2026-03-01T12:00:00Z";

// "ann achieved C1/2, ...": what is found in a statement.
std::string found(const Model& model, const std::string& text, const Authorities& own = {})
{
    std::string out;
    for (const auto& row : extract(model, text, statements::parse(text).value(), 7, own)) {
        const auto assertion = assertion_of(model, row.evidence);
        if (!assertion) continue;
        out += (out.empty() ? "" : ", ") + row.identity.substr(row.identity.find('\x1f') + 1) +
               " " + std::string(name_of(assertion->kind)) + " " +
               model.competencies[assertion->competency].id + "/" +
               std::to_string(assertion->level);
    }
    return out;
}

std::shared_ptr<const Model> two_competencies()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2");
    return trusting(maker).model();
}

std::string achieves(json::value object, json::object more = {})
{
    more["verb"] = profile_verb("achieved");
    more["object"] = std::move(object);
    return statement(1, "", noon, json::serialize(more));
}

std::string passes(std::string_view result, std::string_view list = "grouping")
{
    const json::object out{
        {"context", {{"contextActivities", {{list, {competency_activity("C1#L2")}}}}}},
        {"result", json::parse(result)}};
    return statement(1, "e", noon, json::serialize(out));
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_assertion)

BOOST_AUTO_TEST_CASE(what_is_asserted)
{
    const auto untyped = [] {
        auto out = competency_activity("C1");
        out.erase("definition");
        return out;
    };
    const auto with = [](const char* word, json::value object, json::array grouping) {
        const json::object out{
            {"verb", profile_verb(word)},
            {"object", std::move(object)},
            {"context", {{"contextActivities", {{"grouping", std::move(grouping)}}}}}};
        return statement(1, "", noon, json::serialize(out));
    };
    const auto c1 = competency_activity("C1");
    const auto c1_2 = competency_activity("C1#L2");
    const auto c1_3 = competency_activity("C1#L3");
    const auto c2 = competency_activity("C2");
    const json::object group{{"objectType", "Group"}, {"member", {person("ann")}}};

    const struct {
        const char* name;
        std::string statement;
        const char* expected;
    } rows[] = {
        {"achieved: the actor", achieves(c1_2), "ann achieved C1/2"},
        {"without a level: level 1", achieves(c1), "ann achieved C1/1"},
        {"the highest level", achieves(c1_3), "ann achieved C1/3"},
        {"no such level", achieves(competency_activity("C1#L4")), ""},
        {"level 0", achieves(competency_activity("C1#L0")), ""},
        {"a leading zero", achieves(competency_activity("C1#L02")), ""},
        {"no number", achieves(competency_activity("C1#L")), ""},
        {"another fragment", achieves(competency_activity("C1#2")), ""},
        {"no such competency", achieves(competency_activity("C9#L2")), ""},
        {"an object without type", achieves(untyped()), ""},
        {"achieved, an activity with a competency in grouping",
         with("achieved", {{"id", activity("e")}}, {c1_2}), "ann achieved C1/2"},
        {"a group achieved it", achieves(c1, {{"actor", group}}), ""},
        {"conferred: the object", with("conferred", person("bob"), {c1_2}), "bob achieved C1/2"},
        {"conferred without competency", with("conferred", person("bob"), {}), ""},
        {"conferred on a group", with("conferred", group, {c1}), ""},
        {"conferred on an activity", with("conferred", c1, {c1}), ""},
        {"two competencies", with("conferred", person("bob"), {c2, c1_2}),
         "bob achieved C2/1, bob achieved C1/2"},
        {"two levels: the highest", with("achieved", c1, {c1_3, c1_2}), "ann achieved C1/3"},
        {"revoked: the object", with("revoked", person("bob"), {c1_2}), "bob revoked C1/2"},
        {"two levels revoked: the lowest", with("revoked", person("bob"), {c1_3, c1_2}),
         "bob revoked C1/2"},
        {"forfeited: the actor", with("forfeited", c1_2, {}), "ann revoked C1/2"},
        {"another verb of the profile", with("planned", c1_2, {}), ""},
    };

    const auto model = two_competencies();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(*model, row.statement) == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_carried)
{
    const auto model = two_competencies();

    const struct {
        const char* name;
        std::string statement;
        const char* expected;
    } rows[] = {
        {"success", passes(R"({"success": true})"), "ann carried C1/2"},
        {"in other", passes(R"({"success": true})", "other"), "ann carried C1/2"},
        {"in parent", passes(R"({"success": true})", "parent"), ""},
        {"in category", passes(R"({"success": true})", "category"), ""},
        {"completion", passes(R"({"completion": true})"), "ann carried C1/2"},
        {"completion without success", passes(R"({"completion": true, "success": false})"), ""},
        {"success without completion", passes(R"({"completion": false, "success": true})"),
         "ann carried C1/2"},
        {"no success", passes(R"({"success": false})"), ""},
        {"neither", passes(R"({"score": {"scaled": 1}})"), ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(*model, row.statement) == row.expected);
        }
    }

    auto failed = json::parse(passes(R"({"completion": true})")).as_object();
    failed["verb"] = {{"id", verb("failed")}};
    BOOST_TEST(found(*model, json::serialize(failed)).empty());
    // Nobody may reference: nothing is collected.
    const auto closed = ModelMaker().competency("C1").model();
    BOOST_TEST(found(*closed, passes(R"({"success": true})")).empty());
}

BOOST_AUTO_TEST_CASE(what_a_row_says)
{
    const auto model = two_competencies();
    const auto text = confers(5, "C1#L2", noon, "hr", "2027-03-01");
    const auto rows = extract(*model, text, statements::parse(text).value(), 7);
    BOOST_TEST_REQUIRE(rows.size() == 1u);
    EvidenceRow expected;
    expected.identity = identity("ann");
    expected.evidence = "\xff"
                        "achieved 2 https://city.example/c/C1";
    expected.statement = base::parse_uuid(statement_id(5)).value();
    expected.t = time(noon);
    expected.stored = time(noon);
    expected.authority = identity("hr");
    expected.attestor = identity("sue");
    expected.expires = time("2027-03-01T23:00:00Z");
    expected.sequence = 7;
    BOOST_TEST((rows[0] == expected));
    // What this system says itself is never evidence.
    BOOST_TEST(found(*model, text, {identity("hr")}).empty());
    BOOST_TEST(!found(*model, text, {identity("lms")}).empty());
}

BOOST_AUTO_TEST_CASE(texts_of_assertions)
{
    const auto model = two_competencies();
    for (const auto kind :
         {Assertion::Kind::achieved, Assertion::Kind::revoked, Assertion::Kind::carried,
          Assertion::Kind::legacy, Assertion::Kind::consolidated}) {
        for (int level = 1; level <= 3; ++level) {
            const Assertion assertion{kind, 1, level};
            BOOST_TEST((assertion_of(*model, evidence_of(*model, assertion)) == assertion));
        }
    }
    for (const std::string text : {"", "e", "\xff",
                                   "\xff"
                                   "achieved",
                                   "\xff"
                                   "achieved 2",
                                   "\xff"
                                   "achieved 2 ",
                                   "\xff"
                                   "achieved  https://city.example/c/C1",
                                   "\xff"
                                   "guessed 2 https://city.example/c/C1",
                                   "\xff"
                                   "achieved 4 https://city.example/c/C1",
                                   "\xff"
                                   "achieved 2 https://city.example/c/C9",
                                   "achieved 2 https://city.example/c/C1"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(!assertion_of(*model, text).has_value());
        }
    }
}

// Competencies whose own IRIs look like levels of another one.
BOOST_AUTO_TEST_CASE(an_iri_that_ends_like_a_level)
{
    ModelMaker maker;
    maker.competency("C1").competency("C1#L2");
    const auto model = maker.model();
    BOOST_TEST(found(*model, achieves(competency_activity("C1#L2"))) == "ann achieved C1#L2/1");
    BOOST_TEST(found(*model, achieves(competency_activity("C1#L2#L3"))) == "ann achieved C1#L2/3");
    BOOST_TEST(found(*model, achieves(competency_activity("C1#L3"))) == "ann achieved C1/3");
}

BOOST_AUTO_TEST_SUITE_END()
