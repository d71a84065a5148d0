// What statements of launched courses prove by the objectives that they name.
#include "competency/explanation.hpp"
#include "competency/recommend.hpp"
#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* march = "2026-03-01T12:00:00Z";
constexpr const char* april = "2026-04-01T12:00:00Z";
constexpr const char* later = "2026-06-01T12:00:00Z";
constexpr const char* since_march = "2 attained 2026-03-01T12:00:00Z null";
constexpr const char* nothing = "0 open null null";

json::object objective(std::string_view on, int level = 2, std::string_view of = "C1",
                       std::string_view name = "o")
{
    return {{"objective", activity(name)}, {"competency", of}, {"level", level}, {"on", on}};
}

ModelMaker with(json::object objective)
{
    return ModelMaker().competency("C1").add("objectives", std::move(objective));
}

const std::string satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";

// Of a course, with the objective "o" among others unless `list` says where.
std::string says(int number, const std::string& verb, const char* when, const char* more = "",
                 const char* list = "other")
{
    return statement(number, "course", when,
                     R"({"verb": {"id": ")" + verb + R"("}, "context": {"contextActivities": {")" +
                         list + R"(": [{"id": "https://x.example/n"}, {"id": "https://x.example/o",
                     "definition": {"type": "http://adlnet.gov/expapi/activities/objective"}}]}})" +
                         more + "}");
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_objectives)

BOOST_AUTO_TEST_CASE(satisfied_objectives)
{
    const auto once = says(1, satisfied, march);
    const auto by_other = R"(, "authority": {"mbox": "mailto:x@y.example"})";
    auto maker = with(objective("satisfied"));
    check_summaries(
        maker,
        {{"nothing", {}, later, nothing},
         {"satisfied", {once}, later, since_march},
         {"a moment before", {once}, "2026-03-01T11:59:59.999999Z", nothing},
         {"that moment", {once}, march, since_march},
         {"twice", {says(2, satisfied, april), once}, later, since_march},
         {"another verb", {says(1, verb("passed"), march)}, later, nothing},
         {"another objective",
          {says(1, satisfied, march, R"(, "x": 1)", "grouping")},
          later,
          nothing},
         {"in no list",
          {statement(1, "o", march, R"({"verb": {"id": ")" + satisfied + R"("}})")},
          later,
          nothing},
         {"voided", {once, voiding(2, 1, april)}, later, nothing},
         {"whatever the authority", {says(1, satisfied, march, by_other)}, later, since_march},
         {"somebody else",
          {says(1, satisfied, march, R"(, "actor": {"mbox": "mailto:x@y.example"})")},
          later,
          nothing}});
    maker.add("trust", {{"authority", agent("lms")}, {"kinds", {"course"}}});
    check_summaries(maker,
                    {{"trusted", {once}, later, since_march},
                     {"not trusted", {says(1, satisfied, march, by_other)}, later, nothing}});
    maker.document["trust"].as_array()[0].as_object()["kinds"] = {"assessment"};
    check_summaries(maker, {{"not with courses", {once}, later, nothing}});

    // It was known until it was voided.
    const auto model = with(objective("satisfied")).model();
    const Question then{model.get(), {once, voiding(2, 1, april)}, later, march};
    BOOST_TEST(summary(then) == since_march);
}

BOOST_AUTO_TEST_CASE(passed_objectives)
{
    const auto succeeded = R"(, "result": {"success": true})";
    const auto failed = R"(, "result": {"success": false, "completion": true})";
    const auto completed = verb("completed");
    check_summaries(
        with(objective("passed")),
        {{"passed", {says(1, verb("passed"), march)}, later, since_march},
         {"passed, in so many words",
          {says(1, verb("passed"), march, succeeded)},
          later,
          since_march},
         {"completed", {says(1, completed, march)}, later, nothing},
         {"completed with success", {says(1, completed, march, succeeded)}, later, since_march},
         {"completed without", {says(1, completed, march, failed)}, later, nothing},
         {"and then with",
          {says(1, completed, march, failed), says(2, completed, april, succeeded)},
          later,
          "2 attained 2026-04-01T12:00:00Z null"},
         {"a success that was told stays",
          {says(1, completed, march, succeeded), says(2, completed, april, failed)},
          later,
          since_march},
         {"another verb with success", {says(1, verb("scored"), march, succeeded)}, later, nothing},
         {"failed", {says(1, verb("failed"), march, failed)}, later, nothing},
         {"satisfied", {says(1, satisfied, march)}, later, nothing},
         {"the objective of something else",
          {says(1, verb("passed"), march, "", "parent")},
          later,
          nothing}});
}

BOOST_AUTO_TEST_CASE(beside_a_rule)
{
    const auto once = says(1, satisfied, march);
    const auto of_rule = statement(2, "e", april);
    const auto level = [&](const char* rule, int of, const std::vector<std::string>& statements) {
        ModelMaker maker;
        maker.competency("C1", of == 0 ? "T" : "I").evidence("e", R"({"validity": "P1M"})");
        maker.evidence("f").rule("C1", 2, rule);
        if (of == 0) maker.rule("C1", 1, R"({"ev": "f"})");
        maker.add("objectives", objective("satisfied"));
        const auto model = maker.model();
        return summary({model.get(), statements, "2026-04-02T00:00:00Z"});
    };
    const char* rules[] = {R"({"ev": "e"})", R"({"any": [{"ev": "e"}, {"ev": "f"}]})",
                           R"({"all": [{"ev": "e"}]})",
                           R"({"weighted": [[{"ev": "e"}, {"step": [["P1Y", 2]]}]], "min": 2})"};
    for (const auto* rule : rules) {
        BOOST_TEST(level(rule, 1, {}) == nothing);
        BOOST_TEST(level(rule, 1, {once}) == since_march);
        BOOST_TEST(level(rule, 1, {once, of_rule}) == since_march);
        BOOST_TEST(level(rule, 1, {of_rule}).substr(0, 22) == "2 attained 2026-04-01T");
        // A strict ladder wants the level below as well.
        BOOST_TEST(level(rule, 0, {once}) == nothing);
        BOOST_TEST(level(rule, 0, {once, statement(3, "f", march)}).substr(0, 2) == "2 ");
    }
}

BOOST_AUTO_TEST_CASE(levels_below_and_what_is_built_on_them)
{
    auto maker = with(objective("satisfied"));
    maker.competency("C2").competency("C3", "T");
    maker.rule("C2", 1, R"({"held": "C1", "level": 1})").rule("C1", 3, R"({"below": 2})");
    // One objective may prove several levels; each is proved by several objectives.
    maker.add("objectives", objective("satisfied", 1, "C3"));
    maker.add("objectives", objective("satisfied", 1, "C3"));
    maker.add("objectives", objective("passed", 1, "C3", "n"));
    const auto model = maker.model();
    BOOST_TEST(model->evidence.size() == 2u);
    BOOST_TEST(model->objectives.size() == 4u);
    const std::vector<std::string> once{says(1, satisfied, march)};
    BOOST_TEST(summary({model.get(), once, later}, 0) == "3 attained 2026-03-01T12:00:00Z null");
    BOOST_TEST(summary({model.get(), once, later}, 1) == "1 attained 2026-03-01T12:00:00Z null");
    BOOST_TEST(summary({model.get(), once, later}, 2) == "1 attained 2026-03-01T12:00:00Z null");
    const std::vector<std::string> passed{says(1, verb("passed"), march)};
    BOOST_TEST(summary({model.get(), passed, later}, 0) == nothing);
    BOOST_TEST(summary({model.get(), passed, later}, 2) == "1 attained 2026-03-01T12:00:00Z null");
    BOOST_TEST(model->rule({2, 1})->children.size() == 2u);
}

BOOST_AUTO_TEST_CASE(explanations)
{
    const auto id = "objective satisfied " + activity("o");
    auto maker = with(objective("satisfied"));
    maker.evidence("e").rule("C1", 2, R"({"ev": "e"})");
    maker.add("profiles",
              {{"id", "P"}, {"name", german_and_english("P")}, {"target", {{"C1", 2}}}});
    maker.document["evidence"].as_array()[0].as_object()["hours"] = "2";
    const auto model = maker.model();
    BOOST_TEST(model->evidence[model->objectives[0].evidence].id == id);
    BOOST_TEST(model->document == parse_model(model->document).value()->document);

    const auto open = answer({model.get(), {}, later});
    const json::value missing{{{"any", {{{"ev", "e"}}, {{"ev", id}}}}}};
    BOOST_TEST(open.at("next").at("missing") == missing);
    const auto held = answer({model.get(), {says(1, satisfied, march)}, later});
    const auto& why = held.at("why");
    BOOST_TEST(why.at("rule") == "C1/2");
    BOOST_TEST(why.at("children").at(0).at("ev") == json::value(id));
    BOOST_TEST(why.at("evidence").at(0).at("statement") == json::value(statement_id(1)));

    const Asked asked{identity("ann"), time(later), time(end_of_time), {}};
    const auto advice = json::parse(recommend(*model, {}, {}, asked, "P", {}).value());
    const auto& course = advice.at("courses").at(0);
    BOOST_TEST(course.at("course") == json::value(id));
    BOOST_TEST(course.at("activities") == (json::value{activity("o")}));
    BOOST_TEST(course.at("label").at("en") == json::value("Objective " + activity("o")));
    BOOST_TEST(course.at("hours") == "1");
}

BOOST_AUTO_TEST_CASE(ids_of_evidence_that_are_taken)
{
    const auto errors = [](const std::string& id) {
        auto maker = with(objective("passed"));
        maker.evidence(id, R"({"match": {"object": ["https://x.example/e"]}})")
            .rule("C1", 1, json::serialize(json::object{{"ev", id}}));
        return check_model(maker.text()).errors;
    };
    BOOST_TEST(errors("objective satisfied " + activity("o")).empty());
    const auto found = errors("objective passed " + activity("o"));
    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].rule == "unique");
    BOOST_TEST(found[0].where == "/objectives/0/objective");
}

BOOST_AUTO_TEST_CASE(what_an_objective_makes_reachable)
{
    auto maker = with(objective("passed"));
    maker.add("profiles",
              {{"id", "P"}, {"name", german_and_english("P")}, {"target", {{"C1", 2}}}});
    BOOST_TEST(check_model(maker.text()).warnings.empty());
    maker.document.erase("objectives");
    BOOST_TEST(check_model(maker.text()).warnings.size() == 1u);
    // A cycle is one beside an objective as well.
    maker = with(objective("passed"));
    maker.competency("C2").rule("C1", 2, R"({"held": "C2", "level": 2})");
    maker.rule("C2", 2, R"({"held": "C1", "level": 2})");
    BOOST_TEST(check_model(maker.text()).errors.at(0).rule == "cycle");
}

// The system runs courses itself. That they are satisfied is no result of what it has read.
BOOST_AUTO_TEST_CASE(what_the_system_says_of_courses)
{
    auto maker = with(objective("satisfied"));
    maker.add("objectives", objective("passed", 1, "C1", "n"));
    maker.evidence("w", R"({"kind": "waiver", "match": {"course": ["https://x.example/course"]}})");
    maker.rule("C1", 3, R"({"ev": "w"})");
    maker.evidence("k", R"({"kind": "legacy", "match": {"course": ["https://x.example/course"]}})");
    const auto model = maker.model();
    const auto evidence = [&](const std::string& verb, const Authorities& own) {
        const auto text = says(1, verb, march);
        std::string out;
        for (const auto& row : extract(*model, text, json::parse(text), 1, own))
            out += row.evidence.substr(0, 11) + "; ";
        return out;
    };
    const std::string waived = "https://w3id.org/xapi/adl/verbs/waived";
    const Authorities us{identity("lms")};
    BOOST_TEST(evidence(satisfied, {}) == "w; k; objective s; ");
    BOOST_TEST(evidence(satisfied, us) == evidence(satisfied, {}));
    BOOST_TEST(evidence(waived, us) == "w; k; ");
    BOOST_TEST(evidence(verb("passed"), {}) == "w; k; objective p; ");
    BOOST_TEST(evidence(verb("passed"), us) == "k; ");
}

BOOST_AUTO_TEST_SUITE_END()
