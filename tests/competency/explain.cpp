// Answers as their readers see them, written out.
#include "competency/explain.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

// After the sample of the design: a course with a score, a satisfied course, an attestation.
ModelMaker data_protection()
{
    ModelMaker maker;
    maker.competency("DK").competency("PU");
    maker.evidence("grund", R"({"validity": "P1Y", "match": {"object":
        ["https://x.example/grund"], "success": true, "scaledMin": "0.8"}})");
    maker.evidence("aufbau", R"({"validity": "P3Y"})");
    maker.evidence("praxis", R"({"kind": "attestation", "attestor": "instructor",
        "agg": "distinctAttestors", "n": 1})");
    maker.rule("DK", 1, R"({"any": [{"ev": "aufbau"}, {"held": "PU", "level": 1}]})");
    maker.rule("DK", 2, R"({"ev": "grund"})");
    maker.rule("DK", 3, R"({"all": [{"below": 2}, {"ev": "aufbau"}, {"ev": "praxis"}]})");
    return maker.rule("PU", 1, R"({"ev": "grund"})");
}

std::string grund(int number, std::string_view score, const char* when)
{
    return statement(number, "grund", when,
                     R"({"result": {"success": true, "score": {"scaled": )" + std::string(score) +
                         "}}}");
}

std::string text(const json::object& entry, std::string_view member)
{
    return canonical(entry.at(member));
}

const std::string id_1 = R"("00000000-0000-4000-8000-000000000001")";
const std::string id_2 = R"("00000000-0000-4000-8000-000000000002")";
const std::string id_3 = R"("00000000-0000-4000-8000-000000000003")";

} // namespace

BOOST_AUTO_TEST_SUITE(competency_explain)

BOOST_AUTO_TEST_CASE(a_leaf)
{
    const auto model = data_protection().model();
    const auto entry =
        answer({model.get(),
                {grund(1, "0.92", "2026-03-01T09:30:00Z"), grund(2, "0.7", "2026-02-01T09:30:00Z"),
                 grund(3, "1.0", "2026-04-01T09:30:00Z"), voiding(4, 3, "2026-04-02T00:00:00Z")},
                "2026-11-23T00:00:00Z"});
    const std::string rows =
        R"("evidence":[{"counted":true,"score":"0.92","source":"https://city.example lms",)"
        R"("statement":)" +
        id_1 +
        R"(,"stored":"2026-03-01T09:30:00Z","t":"2026-03-01T09:30:00Z"}],"ignored":[)"
        R"({"reason":"below_min_score","statement":)" +
        id_2 + R"(},{"reason":"voided","statement":)" + id_3 + "}]";
    BOOST_TEST(text(entry, "why") == R"({"ev":"grund",)" + rows +
                                         R"(,"node":"ev","rule":"DK/2",)"
                                         R"("since":"2026-03-01T09:30:00Z","true":true,)"
                                         R"("until":"2027-03-01T23:00:00Z"})");
    BOOST_TEST(text(entry, "next") ==
               R"({"ignored":[],"level":3,"missing":[{"ev":"aufbau"},{"ev":"praxis"}],)"
               R"("progress":3333})");
}

BOOST_AUTO_TEST_CASE(nothing_counts)
{
    const auto model = data_protection().model();
    const auto entry =
        answer({model.get(), {grund(2, "0.6", "2026-02-01T09:30:00Z")}, "2026-11-23T00:00:00Z"}, 1);
    BOOST_TEST(text(entry, "why") == "null");
    BOOST_TEST(text(entry, "next") == R"({"ignored":[{"reason":"below_min_score","statement":)" +
                                          id_2 +
                                          R"(}],"level":1,"missing":[{"ev":"grund"}],)"
                                          R"("progress":7500})");
}

BOOST_AUTO_TEST_CASE(the_decisive_child_of_any)
{
    auto maker = data_protection();
    maker.document["rules"].as_array().erase(maker.document["rules"].as_array().begin() + 1);
    maker.document["rules"].as_array().erase(maker.document["rules"].as_array().begin() + 1);
    const auto model = maker.model();
    const auto basic = grund(1, "1", "2026-03-01T09:30:00Z");
    const auto advanced = statement(2, "aufbau", "2026-04-01T09:30:00Z");
    const auto held_entry = answer({model.get(), {basic}, "2026-11-23T00:00:00Z"});
    BOOST_TEST(text(held_entry, "why") ==
               R"({"children":[{"held":"PU","level":1,"node":"held",)"
               R"("since":"2026-03-01T09:30:00Z","true":true,"until":"2027-03-01T23:00:00Z"}],)"
               R"("evidence":[{"counted":true,"score":"1","source":"https://city.example lms",)"
               R"("statement":)" +
                   id_1 +
                   R"(,"stored":"2026-03-01T09:30:00Z","t":"2026-03-01T09:30:00Z"}],)"
                   R"("ignored":[],"node":"any","rule":"DK/1",)"
                   R"("since":"2026-03-01T09:30:00Z","true":true,"until":"2027-03-01T23:00:00Z"})");
    const auto both = answer({model.get(), {basic, advanced}, "2026-11-23T00:00:00Z"});
    BOOST_TEST(both.at("why").at("children").as_array().size() == 1u);
    BOOST_TEST(both.at("why").at("children").at(0).at("ev") == json::value("aufbau"));
    BOOST_TEST(both.at("why").at("since") == json::value("2026-03-01T09:30:00Z"));
    BOOST_TEST(both.at("why").at("evidence").at(0).at("statement") == json::parse(id_2));
    BOOST_TEST(both.at("why").at("evidence").at(0).at("score").is_null());
}

BOOST_AUTO_TEST_CASE(parts_of_a_composite)
{
    ModelMaker maker;
    maker.competency("C1").evidence("a").evidence("b", R"({"validity": "P1M"})").evidence("c");
    maker.rule("C1", 1, R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1], [{"ev": "c"}, 1]],
                            "min": 2})");
    maker.rule("C1", 2, R"({"all": [{"ev": "a"}, {"any": [{"ev": "b"}, {"ev": "c"}]},
        {"atLeast": [2, [{"ev": "a"}, {"all": [{"ev": "b"}]}, {"held": "C2", "level": 1}]]},
        {"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 5]], "min": 6}, {"below": 1}]})");
    const auto model = maker.competency("C2").model();
    // Statement 1 is evidence of two kinds of one person: a report of it stands once.
    const auto entry = answer(
        {model.get(),
         {statement(1, "a", "2026-03-01T00:00:00Z"), statement(2, "b", "2026-01-01T00:00:00Z"),
          statement(2, "b", "2026-01-01T00:00:00Z")},
         "2026-06-01T00:00:00Z"});
    const auto& why = entry.at("why").as_object();
    BOOST_TEST(canonical(why.at("weights")) == "[2,1,1]");
    BOOST_TEST(canonical(why.at("min")) == "2");
    BOOST_TEST(why.at("children").as_array().size() == 3u);
    BOOST_TEST(why.at("children").at(1).at("true") == json::value(false));
    BOOST_TEST(canonical(why.at("children").at(1).at("ignored")) ==
               R"([{"reason":"expired","statement":)" + id_2 + "}]");
    BOOST_TEST(canonical(why.at("ignored")) ==
               R"([{"reason":"expired","statement":)" + id_2 + "}]");
    BOOST_TEST(why.at("evidence").as_array().size() == 1u);
    BOOST_TEST(text(entry, "next") ==
               R"({"ignored":[{"reason":"expired","statement":)" + id_2 +
                   R"(}],"level":2,"missing":[{"any":[{"ev":"b"},{"ev":"c"}]},)"
                   R"({"atLeast":[1,[{"all":[{"ev":"b"}]},{"held":"C2","level":1}]]},)"
                   R"({"min":4,"weighted":[[{"ev":"b"},5]]}],"progress":5666})");
}

BOOST_AUTO_TEST_CASE(weights_that_fade)
{
    ModelMaker maker;
    maker.competency("C1").evidence("a").evidence("b");
    maker.rule("C1", 1, R"({"weighted": [[{"ev": "a"}, {"step": [["P1Y", 5], ["P24M", 2]]}],
                                        [{"ev": "b"}, 1]], "min": 2})");
    maker.rule("C1", 2, R"({"weighted": [[{"ev": "a"}, {"step": [["P1Y", 5], ["P24M", 2]]}],
                                        [{"ev": "b"}, 1]], "min": 4})");
    const auto model = maker.model();
    const Question question{
        model.get(), {statement(1, "a", "2024-03-01T00:00:00Z")}, "2025-06-01T00:00:00Z"};
    const auto entry = answer(question);
    BOOST_TEST(text(entry, "until") == R"("2026-03-01T23:00:00Z")");
    BOOST_TEST(canonical(entry.at("why").at("weights")) ==
               R"([{"now":2,"step":[["P1Y",5],["P24M",2]]},1])");
    BOOST_TEST(text(entry, "next") ==
               R"({"ignored":[],"level":2,"missing":[{"min":2,"weighted":[[{"ev":"a"},3],)"
               R"([{"ev":"b"},1]]}],"progress":5000})");
    // Nothing is left of it, though the evidence itself holds for ever.
    const auto later = answer({model.get(), question.statements, "2026-03-01T23:00:00Z"});
    BOOST_TEST(text(later, "status") == R"("expired")");
    BOOST_TEST(text(later, "next") ==
               R"({"ignored":[],"level":1,"missing":[{"min":2,"weighted":[[{"ev":"a"},5],)"
               R"([{"ev":"b"},1]]}],"progress":0})");
}

// Ratings in the words of an answer: what they give, what they replace, and what they limit.
BOOST_AUTO_TEST_CASE(ratings)
{
    const auto ask = [](const char* manual, const std::vector<std::string>& statements) {
        auto maker = data_protection();
        maker.document["competencies"].as_array()[0].as_object()["manual"] = manual;
        const auto model = trusting(maker).model();
        return answer({model.get(), statements, "2026-11-23T00:00:00Z"});
    };
    const auto rating = confers(1, "DK#L2", "2026-02-01T00:00:00Z");
    const auto low = confers(1, "DK", "2026-04-01T00:00:00Z", "hr", "2027-04-01");
    const auto passed = grund(2, "1", "2026-03-01T09:30:00Z");
    const std::string counted =
        R"("evidence":[{"counted":true,"score":null,"source":"https://city.example hr",)"
        R"("statement":)" +
        id_1;
    const std::string in_february =
        counted + R"(,"stored":"2026-02-01T00:00:00Z","t":"2026-02-01T00:00:00Z"}])";

    const auto floor = ask("floor", {rating});
    BOOST_TEST(text(floor, "why") ==
               "{" + in_february +
                   R"(,"ignored":[],"level":2,"manual":"floor","node":"asserted","rule":"DK/2",)"
                   R"("since":"2026-02-01T00:00:00Z","true":true,"until":null})");
    BOOST_TEST(text(floor, "next") ==
               R"({"ignored":[],"level":3,"missing":[{"below":2},{"ev":"aufbau"},)"
               R"({"ev":"praxis"}],"progress":0})");
    // What lasts longer explains: the rating, and not the course that ends.
    BOOST_TEST(ask("floor", {rating, passed}).at("why").at("node") == json::value("asserted"));
    BOOST_TEST(
        ask("floor", {confers(1, "DK#L2", "2026-02-01T00:00:00Z", "hr", "2026-12-31"), passed})
            .at("why")
            .at("node") == json::value("ev"));

    const auto replaced = ask("replaceUntilNext", {rating, passed});
    BOOST_TEST(text(replaced, "why") ==
               "{" + in_february +
                   R"(,"ignored":[],"level":2,"manual":"replaceUntilNext","node":"asserted",)"
                   R"("rule":"DK/2","since":"2026-02-01T00:00:00Z","true":true,"until":null})");
    BOOST_TEST(text(replaced, "next") ==
               R"({"ignored":[],"level":3,"missing":[{"rating":3}],"progress":0})");

    const auto limited = ask("ceiling", {low, passed});
    BOOST_TEST(text(limited, "until") == R"("2027-03-01T23:00:00Z")");
    BOOST_TEST(
        text(limited, "why") ==
        R"({"children":[{"children":[{"held":"PU","level":1,"node":"held",)"
        R"("since":"2026-03-01T09:30:00Z","true":true,"until":"2027-03-01T23:00:00Z"}],)"
        R"("node":"any","since":"2026-03-01T09:30:00Z","true":true,)"
        R"("until":"2027-03-01T23:00:00Z"}],"evidence":[{"counted":true,"score":"1",)"
        R"("source":"https://city.example lms","statement":)" +
            id_2 +
            R"(,"stored":"2026-03-01T09:30:00Z","t":"2026-03-01T09:30:00Z"},{"counted":true,)"
            R"("score":null,"source":"https://city.example hr","statement":)" +
            id_1 +
            R"(,"stored":"2026-04-01T00:00:00Z","t":"2026-04-01T00:00:00Z"}],"ignored":[],)"
            R"("level":1,"manual":"ceiling","node":"asserted","rule":"DK/1",)"
            R"("since":"2026-03-01T09:30:00Z","true":true,"until":"2027-03-01T23:00:00Z"})");
    BOOST_TEST(text(limited, "next") ==
               R"({"ignored":[],"level":2,"missing":[{"rating":2}],"progress":9999})");

    const auto gone = ask("floor", {rating, voiding(4, 1, "2026-05-01T00:00:00Z")});
    BOOST_TEST(text(gone, "why") == "null");
    const auto run_out =
        ask("floor", {confers(1, "DK", "2026-02-01T00:00:00Z", "hr", "2026-03-01")});
    BOOST_TEST(text(run_out, "status") == R"("expired")");
    BOOST_TEST(canonical(run_out.at("next").at("ignored")) ==
               R"([{"reason":"expired","statement":)" + id_1 + "}]");
}

BOOST_AUTO_TEST_CASE(texts_of_times)
{
    BOOST_TEST(time_text(time("2026-03-01T00:00:00Z")) == "2026-03-01T00:00:00Z");
    BOOST_TEST(time_text(time("2026-03-01T00:00:00.1Z")) == "2026-03-01T00:00:00.100000Z");
    BOOST_TEST(time_text(time("2026-03-01T00:00:00.000001Z")) == "2026-03-01T00:00:00.000001Z");
    BOOST_TEST(time_or_null(forever).is_null());
    BOOST_TEST(time_or_null(std::nullopt).is_null());
}

BOOST_AUTO_TEST_SUITE_END()
