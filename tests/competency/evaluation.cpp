#include "competency/evaluation.hpp"

#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

// "a" and "b" by weight, the other evidence alone.
ModelMaker fading()
{
    ModelMaker maker;
    maker.competency("C1").evidence("a").evidence("b");
    maker.evidence("short", R"({"validity": "P1M"})");
    maker.evidence("last", R"({"agg": "latest", "match": {"object": ["https://x.example/last"],
                              "success": true}})");
    maker.evidence("r", R"({"polarity": "-", "revokes": ["a"]})");
    maker.rule("C1", 1, R"({"weighted": [[{"ev": "a"}, {"step": [["P1Y", 3], ["P2Y", 2]]}],
                                        [{"ev": "b"}, 1]], "min": 3})");
    maker.rule("C1", 2, R"({"weighted": [[{"ev": "short"}, {"step": [["P1Y", 1]]}]], "min": 1})");
    maker.rule("C1", 3, R"({"weighted": [[{"ev": "last"}, {"step": [["P1M", 1]]}]], "min": 1})");
    maker.competency("C2").evidence("ends", R"({"expiresFrom": "extension"})");
    maker.rule("C2", 1, R"({"weighted": [[{"ev": "ends"}, {"step": [["P1M", 2], ["P1Y", 1]]}]],
                           "min": 2})");
    maker.rule("C2", 2, R"({"weighted": [[{"ev": "a"}, {"step": [["P1Y", 3], ["P2Y", 2]]}],
                                        [{"ev": "b"}, 1]], "min": 4})");
    return maker;
}

// When "a" and "b" of fading() happened.
const auto passed_a = statement(1, "a", "2024-03-01T12:00:00Z");
const auto passed_b = statement(3, "b", "2024-04-01T12:00:00Z");

} // namespace

BOOST_AUTO_TEST_SUITE(competency_evaluation)

BOOST_AUTO_TEST_CASE(nodes)
{
    const auto a = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto b = statement(2, "b", "2026-02-01T00:00:00Z");
    const auto c = statement(3, "c", "2026-03-01T00:00:00Z");
    const char* open = "0 open null null";
    const char* on_the_way = "0 in_progress null null";

    const struct {
        const char* name;
        const char* rule;
        std::vector<std::string> statements;
        const char* expected;
    } rows[] = {
        {"any of none", R"({"any": [{"ev": "a"}, {"ev": "b"}]})", {}, open},
        {"any of the second",
         R"({"any": [{"ev": "a"}, {"ev": "b"}]})",
         {b},
         "1 attained 2026-02-01T00:00:00Z null"},
        {"all but one", R"({"all": [{"ev": "a"}, {"ev": "b"}]})", {a}, on_the_way},
        {"all",
         R"({"all": [{"ev": "a"}, {"ev": "b"}]})",
         {b, a},
         "1 attained 2026-02-01T00:00:00Z null"},
        {"one of two",
         R"({"atLeast": [2, [{"ev": "a"}, {"ev": "b"}, {"ev": "c"}]]})",
         {b},
         on_the_way},
        {"two of two",
         R"({"atLeast": [2, [{"ev": "a"}, {"ev": "b"}, {"ev": "c"}]]})",
         {c, a},
         "1 attained 2026-03-01T00:00:00Z null"},
        {"too light",
         R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1]], "min": 3})",
         {a},
         on_the_way},
        {"heavy enough",
         R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1]], "min": 3})",
         {a, b},
         "1 attained 2026-02-01T00:00:00Z null"},
        {"one part is enough",
         R"({"weighted": [[{"ev": "a"}, 2], [{"ev": "b"}, 1]], "min": 2})",
         {a},
         "1 attained 2026-01-01T00:00:00Z null"},
    };

    for (const auto& row : rows) {
        ModelMaker maker;
        maker.competency("C1").evidence("a").evidence("b").evidence("c").rule("C1", 1, row.rule);
        check_summaries(maker, {{row.name, row.statements, "2026-06-01T00:00:00Z", row.expected}});
    }
}

BOOST_AUTO_TEST_CASE(weights_that_fade)
{
    const auto again = statement(2, "a", "2024-12-01T12:00:00Z");
    const auto revoked = statement(4, "r", "2024-06-01T12:00:00Z");
    const auto leap = statement(5, "a", "2024-02-29T12:00:00Z");
    const auto tried = [](int number, const char* when, bool success) {
        return statement(number, "last", when,
                         R"({"result": {"success": )" + std::string(success ? "true" : "false") +
                             "}}");
    };
    const auto first = tried(6, "2024-01-31T12:00:00Z", true);

    check_summaries(fading(),
                    {
                        {"fresh",
                         {passed_a},
                         "2024-06-01T00:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2025-03-01T23:00:00Z"},
                        {"through the last day of the first step",
                         {passed_a},
                         "2025-03-01T22:59:59.999999Z",
                         "1 attained 2024-03-01T12:00:00Z 2025-03-01T23:00:00Z"},
                        {"too light", {passed_a}, "2025-03-01T23:00:00Z", "0 expired null null"},
                        {"what is lighter with something beside it",
                         {passed_a, passed_b},
                         "2025-03-01T23:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2026-03-01T23:00:00Z"},
                        {"beyond the last step",
                         {passed_a, passed_b},
                         "2026-03-01T23:00:00Z",
                         "0 expired null null"},
                        {"counted from the newest",
                         {passed_a, again},
                         "2025-06-01T00:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2025-12-01T23:00:00Z"},
                        {"but not from one that came later",
                         {passed_a, again},
                         "2024-11-30T00:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2025-03-01T23:00:00Z"},
                        {"nor from one that does not count",
                         {passed_a, again, voiding(9, 2, "2025-01-01T00:00:00Z")},
                         "2025-02-01T00:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2025-03-01T23:00:00Z"},
                        {"29 February", {leap}, "2025-02-28T23:00:00Z", "0 expired null null"},
                        {"a revocation bounds it",
                         {passed_a, passed_b, revoked},
                         "2024-07-01T00:00:00Z",
                         "0 revoked null null"},
                        {"its own validity bounds it",
                         {statement(1, "short", "2024-03-01T12:00:00Z")},
                         "2024-03-02T00:00:00Z",
                         "2 attained 2024-03-01T12:00:00Z 2024-04-01T22:00:00Z"},
                        {"the latest attempt: 31 January and a month",
                         {first},
                         "2024-02-01T00:00:00Z",
                         "3 attained 2024-01-31T12:00:00Z 2024-02-29T23:00:00Z"},
                        {"a failed one ends it",
                         {first, tried(7, "2024-02-10T12:00:00Z", false)},
                         "2024-02-11T00:00:00Z",
                         "0 open null null"},
                    });
}

BOOST_AUTO_TEST_CASE(the_newest_evidence_weighs)
{
    const auto old = statement(1, "ends", "2024-01-01T12:00:00Z");
    const auto brief = statement(2, "ends", "2024-03-01T12:00:00Z", R"({"context": {"extensions":
        {"https://w3id.org/xapi/comp/contextextensions/expires": "2024-03-05"}}})");
    check_summaries(fading(),
                    {
                        {"the newest that counts",
                         {old, brief},
                         "2024-03-05T00:00:00Z",
                         "1 attained 2024-03-01T12:00:00Z 2024-03-05T23:00:00Z"},
                        {"no heavier than its first step",
                         {passed_a},
                         "2024-06-01T00:00:00Z",
                         "0 open null null"},
                        {"with all that there is",
                         {passed_a, passed_b},
                         "2024-06-01T00:00:00Z",
                         "2 attained 2024-04-01T12:00:00Z 2025-03-01T23:00:00Z"},
                        {"it has run out, the older one has faded",
                         {old, brief},
                         "2024-03-05T23:00:00Z",
                         "0 expired null null"},
                    },
                    {}, 1);
}

BOOST_AUTO_TEST_CASE(ladders)
{
    const auto a = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto b = statement(2, "b", "2026-02-01T00:00:00Z");
    const auto on = [](std::string_view scale) {
        ModelMaker maker;
        maker.competency("C1", scale).evidence("a").evidence("b", R"({"validity": "P1M"})");
        return maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"ev": "b"})");
    };
    check_summaries(on("I"),
                    {
                        {"implies: a higher level alone",
                         {b},
                         "2026-02-02T00:00:00Z",
                         "2 attained 2026-02-01T00:00:00Z 2026-03-01T23:00:00Z"},
                        {"implies: back on the lower one",
                         {a, b},
                         "2026-04-01T00:00:00Z",
                         "1 attained 2026-03-01T23:00:00Z null"},
                        {"implies: on the lower one, before",
                         {a, b},
                         "2026-01-10T00:00:00Z",
                         "1 attained 2026-01-01T00:00:00Z null"},
                        {"implies: over", {b}, "2026-04-01T00:00:00Z", "0 expired null null"},
                    });
    check_summaries(
        on("T"),
        {
            {"strict: a higher level alone", {b}, "2026-02-02T00:00:00Z", "0 open null null"},
            {"strict: both",
             {a, b},
             "2026-02-02T00:00:00Z",
             "2 attained 2026-02-01T00:00:00Z 2026-03-01T23:00:00Z"},
            {"strict: back on the lower one",
             {a, b},
             "2026-04-01T00:00:00Z",
             "1 attained 2026-03-01T23:00:00Z null"},
        });
}

BOOST_AUTO_TEST_CASE(levels_of_other_competencies)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("a").evidence("b");
    maker.rule("C2", 2, R"({"ev": "a"})").rule("C2", 3, R"({"ev": "b"})");
    maker.rule("C1", 1, R"({"held": "C2", "level": 1})");
    maker.rule("C1", 2, R"({"held": "C2", "level": 3})");
    maker.rule("C1", 3, R"({"all": [{"below": 2}, {"ev": "a"}]})");
    check_summaries(maker, {
                               {"a higher level implies",
                                {statement(1, "a", "2026-01-01T00:00:00Z")},
                                "2026-06-01T00:00:00Z",
                                "1 attained 2026-01-01T00:00:00Z null"},
                               {"the very level",
                                {statement(1, "b", "2026-01-01T00:00:00Z")},
                                "2026-06-01T00:00:00Z",
                                "2 attained 2026-01-01T00:00:00Z null"},
                               {"below",
                                {statement(1, "a", "2026-01-01T00:00:00Z"),
                                 statement(2, "b", "2026-02-01T00:00:00Z")},
                                "2026-06-01T00:00:00Z",
                                "3 attained 2026-02-01T00:00:00Z null"},
                           });
}

BOOST_AUTO_TEST_SUITE_END()
