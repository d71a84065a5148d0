// What ratings by people do to levels, policy by policy.
#include "competency/ratings.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* later = "2026-09-01T00:00:00Z";
const std::string january = "2026-01-01T00:00:00Z";
const std::string february = "2026-02-01T00:00:00Z";
const std::string march = "2026-03-01T00:00:00Z";
const std::string april = "2026-04-01T00:00:00Z";

// The rules: course "a" makes level 1, "b" makes level 2, "c" makes level 3.
ModelMaker rated(const char* manual, std::string_view scale = "I")
{
    ModelMaker maker;
    maker.competency("C1", scale).competency("C2");
    maker.document["competencies"].as_array()[0].as_object()["manual"] = manual;
    maker.evidence("a").evidence("b").evidence("c").evidence("d", R"({"validity": "P1M"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"any": [{"ev": "b"}, {"ev": "d"}]})");
    maker.rule("C1", 3, R"({"ev": "c"})").rule("C2", 1, R"({"held": "C1", "level": 2})");
    return trusting(maker);
}

std::string carries(int number, std::string_view competency, std::string_view when,
                    std::string_view authority = "lms")
{
    const json::object out{
        {"context", {{"contextActivities", {{"grouping", {competency_activity(competency)}}}}}},
        {"result", {{"success", true}}},
        {"authority", agent(authority)}};
    return statement(number, "x", when, json::serialize(out));
}

const auto a = statement(11, "a", january);
const auto b = statement(12, "b", january);
const auto c = statement(13, "c", january);
const auto d = statement(14, "d", "2026-01-31T12:00:00Z");

} // namespace

BOOST_AUTO_TEST_SUITE(competency_ratings)

BOOST_AUTO_TEST_CASE(a_floor)
{
    check_summaries(
        rated("floor"),
        {
            {"a rating alone",
             {confers(1, "C1#L2", february)},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"before it",
             {confers(1, "C1#L2", february)},
             "2026-01-15T00:00:00Z",
             "0 open null null"},
            {"it raises",
             {a, confers(1, "C1#L2", february)},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"it does not lower",
             {c, confers(1, "C1#L2", february)},
             later,
             "3 attained 2026-01-01T00:00:00Z null"},
            {"a lower one does not lower the earlier one",
             {confers(1, "C1#L3", february), confers(2, "C1#L1", march)},
             later,
             "3 attained 2026-02-01T00:00:00Z null"},
            {"through the last day",
             {confers(1, "C1#L2", february, "hr", "2026-06-30")},
             "2026-06-30T21:59:59.999999Z",
             "2 attained 2026-02-01T00:00:00Z 2026-06-30T22:00:00Z"},
            {"run out",
             {confers(1, "C1#L2", february, "hr", "2026-06-30")},
             "2026-06-30T22:00:00Z",
             "0 expired null null"},
            {"to the very instant",
             {a, confers(1, "C1#L2", february, "hr", "2026-06-30T10:00:00Z")},
             "2026-06-30T10:00:00Z",
             "1 attained 2026-06-30T10:00:00Z null"},
            {"an expiry that cannot be read",
             {confers(1, "C1#L2", february, "hr", "soon")},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"conferred on himself",
             {statement(
                 1, "", february,
                 json::serialize(json::object{
                     {"verb", profile_verb("conferred")},
                     {"object", person("ann")},
                     {"authority", agent("hr")},
                     {"context",
                      {{"contextActivities", {{"grouping", {competency_activity("C1")}}}}}}}))},
             later,
             "0 open null null"},
            {"run out before it began",
             {confers(1, "C1#L2", february, "hr", "2026-01-01")},
             later,
             "0 open null null"},
            {"voided",
             {confers(1, "C1#L2", february), voiding(2, 1, march)},
             later,
             "0 open null null"},
            {"revoked",
             {confers(1, "C1#L2", february), revokes(2, "C1", march)},
             later,
             "0 revoked null null"},
            {"what rules give is not revoked",
             {a, confers(1, "C1#L2", february), revokes(2, "C1", march)},
             later,
             "1 attained 2026-03-01T00:00:00Z null"},
            {"one level revoked",
             {confers(1, "C1#L3", february), revokes(2, "C1#L3", march)},
             later,
             "2 attained 2026-03-01T00:00:00Z null"},
            {"a lower level does not give back the higher one",
             {confers(1, "C1#L3", february), revokes(2, "C1#L2", march),
              confers(3, "C1#L1", april)},
             later,
             "1 attained 2026-03-01T00:00:00Z null"},
            {"given again",
             {confers(1, "C1#L2", february), revokes(2, "C1", march), confers(3, "C1#L2", april)},
             later,
             "2 attained 2026-04-01T00:00:00Z null"},
            {"a revocation at the same time wins",
             {confers(2, "C1#L2", february), revokes(1, "C1", february)},
             later,
             "0 open null null"},
        });
}

BOOST_AUTO_TEST_CASE(a_ceiling)
{
    check_summaries(
        rated("ceiling"),
        {
            {"no rating", {c}, later, "3 attained 2026-01-01T00:00:00Z null"},
            {"a rating gives nothing", {confers(1, "C1#L2", february)}, later, "0 open null null"},
            {"it limits",
             {c, confers(1, "C1#L2", february)},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"not before it",
             {c, confers(1, "C1#L2", february)},
             "2026-01-15T00:00:00Z",
             "3 attained 2026-01-01T00:00:00Z null"},
            {"a higher one does not limit",
             {b, confers(1, "C1#L3", february)},
             later,
             "2 attained 2026-01-01T00:00:00Z null"},
            {"the newest counts",
             {c, confers(1, "C1#L1", february), confers(2, "C1#L2", march)},
             later,
             "2 attained 2026-03-01T00:00:00Z null"},
            {"of equally new ones the greater id",
             {c, confers(2, "C1#L1", february), confers(1, "C1#L2", february)},
             later,
             "1 attained 2026-02-01T00:00:00Z null"},
            {"lifted when it has run out",
             {c, confers(1, "C1#L1", february, "hr", "2026-03-31")},
             "2026-03-31T22:00:00Z",
             "3 attained 2026-03-31T22:00:00Z null"},
            {"all revoked", {c, revokes(1, "C1", february)}, later, "0 revoked null null"},
            {"one level revoked",
             {c, revokes(1, "C1#L3", february)},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"a rating ends a revocation",
             {c, revokes(1, "C1", february), confers(2, "C1#L3", march)},
             later,
             "3 attained 2026-03-01T00:00:00Z null"},
        });
}

BOOST_AUTO_TEST_CASE(replace_until_next)
{
    check_summaries(rated("replaceUntilNext"),
                    {
                        {"no rating", {c}, later, "3 attained 2026-01-01T00:00:00Z null"},
                        {"it lowers",
                         {c, confers(1, "C1#L1", february)},
                         later,
                         "1 attained 2026-02-01T00:00:00Z null"},
                        {"it raises",
                         {a, confers(1, "C1#L3", february)},
                         later,
                         "3 attained 2026-02-01T00:00:00Z null"},
                        {"until the next",
                         {a, confers(1, "C1#L3", february), confers(2, "C1#L2", march)},
                         later,
                         "2 attained 2026-03-01T00:00:00Z null"},
                        {"asked before the next",
                         {a, confers(1, "C1#L3", february), confers(2, "C1#L2", march)},
                         "2026-02-15T00:00:00Z",
                         "3 attained 2026-02-01T00:00:00Z null"},
                        {"run out, and rules do not come back",
                         {c, confers(1, "C1#L1", february, "hr", "2026-03-31")},
                         later,
                         "0 expired null null"},
                        {"revoked since",
                         {c, confers(1, "C1#L2", february), revokes(2, "C1", march)},
                         later,
                         "0 revoked null null"},
                        {"revoked before any rating",
                         {c, revokes(2, "C1#L2", march)},
                         later,
                         "1 attained 2026-03-01T00:00:00Z null"},
                        {"a voided one never was",
                         {c, confers(1, "C1#L1", february), voiding(2, 1, march)},
                         later,
                         "3 attained 2026-01-01T00:00:00Z null"},
                    });
}

BOOST_AUTO_TEST_CASE(strict_ladders)
{
    const auto first = confers(1, "C1#L1", february);
    check_summaries(rated("floor", "T"), {
                                             {"a rating fills the missing rung",
                                              {b, first},
                                              later,
                                              "2 attained 2026-02-01T00:00:00Z null"},
                                             {"a rung is missing between",
                                              {c, first},
                                              later,
                                              "1 attained 2026-02-01T00:00:00Z null"},
                                             {"rated above missing rungs",
                                              {confers(1, "C1#L3", february)},
                                              later,
                                              "3 attained 2026-02-01T00:00:00Z null"},
                                         });
    check_summaries(rated("ceiling", "T"),
                    {{"limited", {a, b, c, first}, later, "1 attained 2026-02-01T00:00:00Z null"}});
    check_summaries(rated("replaceUntilNext", "T"),
                    {{"replaced", {first}, later, "1 attained 2026-02-01T00:00:00Z null"}});
}

// Another competency's rule sees what ratings have made of the level; "below" sees the rule alone.
BOOST_AUTO_TEST_CASE(levels_of_other_competencies)
{
    const auto second = [](const char* manual, const std::vector<std::string>& statements) {
        const auto model = rated(manual).model();
        return summary({model.get(), statements, later}, 1);
    };
    BOOST_TEST(second("floor", {confers(1, "C1#L2", february)}) ==
               "1 attained 2026-02-01T00:00:00Z null");
    BOOST_TEST(second("ceiling", {b, confers(1, "C1#L1", february)}) == "0 in_progress null null");
    BOOST_TEST(second("replaceUntilNext", {b, confers(1, "C1#L1", february)}) ==
               "0 open null null");
    BOOST_TEST(second("floor", {confers(1, "C1#L2", february), revokes(2, "C1", march)}) ==
               "0 revoked null null");
    BOOST_TEST(second("floor", {confers(1, "C1#L2", february, "hr", "2026-03-31")}) ==
               "0 expired null null");

    auto maker = rated("floor");
    maker.competency("C3").rule("C3", 1, R"({"ev": "a"})").rule("C3", 2, R"({"below": 1})");
    check_summaries(
        maker,
        {{"below", {confers(1, "C3", february)}, later, "1 attained 2026-02-01T00:00:00Z null"}},
        {}, 2);
}

BOOST_AUTO_TEST_CASE(carried_references)
{
    const auto carried = carries(1, "C1#L2", february);
    check_summaries(
        rated("floor"),
        {
            {"it proves a level", {carried}, later, "2 attained 2026-02-01T00:00:00Z null"},
            {"a revocation takes back ratings, not proofs",
             {carried, revokes(2, "C1", march)},
             later,
             "2 attained 2026-02-01T00:00:00Z null"},
            {"not by everybody", {carries(1, "C1#L2", february, "hr")}, later, "0 open null null"},
        });
    check_summaries(rated("ceiling"), {{"it is limited",
                                        {carried, confers(2, "C1#L1", march)},
                                        later,
                                        "1 attained 2026-03-01T00:00:00Z null"}});
    check_summaries(rated("replaceUntilNext"), {{"it is replaced",
                                                 {carried, confers(2, "C1#L1", march)},
                                                 later,
                                                 "1 attained 2026-03-01T00:00:00Z null"}});
}

BOOST_AUTO_TEST_CASE(who_may_assert_what)
{
    auto maker = rated("floor");
    auto& trust = maker.document["trust"].as_array()[0].as_object();
    const auto level = [&](const std::string& text) {
        const auto model = maker.model();
        return answer({model.get(), {text}, later}).at("level").as_int64();
    };
    BOOST_TEST(level(confers(1, "C1#L3", february)) == 3);
    BOOST_TEST(level(confers(1, "C1#L3", february, "lms")) == 0);
    trust["mayAssert"].as_object()["maxLevel"] = 2;
    BOOST_TEST(level(confers(1, "C1#L3", february)) == 0); // Not cut down to 2.
    BOOST_TEST(level(confers(1, "C1#L2", february)) == 2);
    maker.add("areas", {{"id", "B"}, {"name", german_and_english("B")}});
    trust["mayAssert"].as_object()["areas"] = json::array{"B"};
    BOOST_TEST(level(confers(1, "C1#L2", february)) == 0);
    maker.document["competencies"].as_array()[0].as_object()["area"] = "B";
    BOOST_TEST(level(confers(1, "C1#L2", february)) == 2);
    maker.document.erase("trust");
    BOOST_TEST(level(confers(1, "C1#L2", february)) == 0);
}

BOOST_AUTO_TEST_CASE(claims_of_others)
{
    auto maker = rated("floor");
    maker.evidence("mapped", R"({"subject": "object", "match": {"grouping":
        ["https://city.example/c/C1#L3"]}})");
    const auto model = maker.model();
    const auto entry = answer(
        {model.get(),
         {confers(1, "C1#L2", january, "lms", "2026-03-31"), revokes(2, "C1", february, "lms"),
          carries(3, "C1", march, "hr"), confers(4, "C1", april, "lms"), confers(5, "C1", april),
          voiding(6, 4, april), confers(7, "C1#L3", april, "lms")},
         later});
    const std::string lms = R"("source":"https://city.example lms",)";
    BOOST_TEST(canonical(entry.at("claims")) ==
               R"([{"claim":"carried","level":1,"source":"https://city.example hr",)"
               R"("statement":"00000000-0000-4000-8000-000000000003",)"
               R"("stored":"2026-03-01T00:00:00Z","t":"2026-03-01T00:00:00Z","until":null},)"
               R"({"claim":"revoked","level":1,)" +
                   lms +
                   R"("statement":"00000000-0000-4000-8000-000000000002",)"
                   R"("stored":"2026-02-01T00:00:00Z","t":"2026-02-01T00:00:00Z","until":null},)"
                   R"({"claim":"achieved","level":2,)" +
                   lms +
                   R"("statement":"00000000-0000-4000-8000-000000000001",)"
                   R"("stored":"2026-01-01T00:00:00Z","t":"2026-01-01T00:00:00Z",)"
                   R"("until":"2026-03-31T22:00:00Z"}])");
    BOOST_TEST(!answer({model.get(), {confers(5, "C1", april)}, later}).contains("claims"));

    std::vector<std::string> many;
    const auto count = static_cast<int>(limits::claims);
    for (int i = 1; i <= count + 1; ++i)
        many.push_back(confers(i, "C1", april, "lms"));
    const auto shown = answer({model.get(), many, later}).at("claims").as_array();
    BOOST_TEST(shown.size() == limits::claims);
    BOOST_TEST(shown.front().at("statement") == json::value(statement_id(count + 1)));
    BOOST_TEST(shown.back().at("statement") == json::value(statement_id(2)));
}

BOOST_AUTO_TEST_SUITE_END()
