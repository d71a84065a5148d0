#include "competency/evaluation.hpp"

#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

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
