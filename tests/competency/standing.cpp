#include "competency/standing.hpp"

#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

std::string scored(int number, std::string_view object, std::string_view score,
                   const char* when = "2026-02-01T00:00:00Z")
{
    return statement(number, object, when,
                     R"({"result": {"score": {"scaled": )" + std::string(score) + "}}}");
}

ModelMaker courses()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").competency("C3", "T");
    maker.evidence("a").evidence("b").evidence("c");
    maker.evidence("t", R"({"match": {"object": ["https://x.example/t"], "scaledMin": "0.8"}})");
    maker.evidence("w", R"({"kind": "waiver", "validity": "P1Y", "warn": "P1Y"})");
    maker.evidence("year", R"({"validity": "P1Y", "warn": "P2M"})");
    return maker.evidence("month", R"({"validity": "P1M", "warn": "P7D"})");
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_standing)

BOOST_AUTO_TEST_CASE(progress)
{
    const auto a = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto b = statement(2, "b", "2026-01-01T00:00:00Z");

    const struct {
        const char* name;
        const char* rule;
        std::vector<std::string> statements;
        int expected;
    } rows[] = {
        {"a leaf", R"({"ev": "a"})", {b}, 0},
        {"a score", R"({"ev": "t"})", {scored(1, "t", "0.6")}, 7'500},
        {"a score, cut", R"({"ev": "t"})", {scored(1, "t", "0.7999999")}, 9'999},
        {"the best score", R"({"ev": "t"})", {scored(1, "t", "0.4"), scored(2, "t", "0.2")}, 5'000},
        {"a negative score", R"({"ev": "t"})", {scored(1, "t", "-0.4")}, 0},
        {"all of three", R"({"all": [{"ev": "a"}, {"ev": "b"}, {"ev": "c"}]})", {a}, 3'333},
        {"all, with a score",
         R"({"all": [{"ev": "a"}, {"ev": "t"}]})",
         {a, scored(3, "t", "0.4")},
         7'500},
        {"any", R"({"any": [{"ev": "a"}, {"ev": "t"}]})", {scored(3, "t", "0.4")}, 5'000},
        {"two of three",
         R"({"atLeast": [2, [{"ev": "c"}, {"ev": "a"}, {"ev": "t"}]]})",
         {a, scored(3, "t", "0.2")},
         6'250},
        {"weighted",
         R"({"weighted": [[{"ev": "a"}, 1], [{"ev": "t"}, 3]], "min": 4})",
         {a, scored(3, "t", "0.4")},
         6'250},
        {"never complete before it holds",
         R"({"weighted": [[{"ev": "a"}, 1], [{"ev": "t"}, 9]], "min": 2})",
         {scored(3, "t", "0.4")},
         9'999},
        {"a faded part",
         R"({"weighted": [[{"ev": "a"}, {"step": [["P3M", 4], ["P1Y", 1]]}], [{"ev": "b"}, 1]],
             "min": 5})",
         {a},
         2'000},
        {"a part that has faded away",
         R"({"weighted": [[{"ev": "a"}, {"step": [["P3M", 4]]}], [{"ev": "b"}, 1],
                          [{"ev": "c"}, 1]], "min": 6})",
         {a, b},
         1'666},
        {"a fading part with a score",
         R"({"weighted": [[{"ev": "t"}, {"step": [["P3M", 4]]}], [{"ev": "b"}, 1]], "min": 4})",
         {scored(3, "t", "0.4")},
         5'000},
        {"held", R"({"held": "C2", "level": 1})", {a}, 5'000},
        {"held, of a strict ladder", R"({"held": "C3", "level": 2})", {a}, 5'000},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto maker = courses();
            maker.rule("C1", 2, row.rule);
            maker.rule("C2", 2, R"({"all": [{"ev": "a"}, {"ev": "c"}]})");
            maker.rule("C3", 1, R"({"ev": "a"})").rule("C3", 2, R"({"ev": "b"})");
            const auto model = maker.model();
            const auto entry = answer({model.get(), row.statements, now});
            BOOST_TEST(entry.at("next").at("progress") == json::value(row.expected));
            BOOST_TEST(entry.at("next").at("level") == json::value(2));
            BOOST_TEST(entry.at("status") ==
                       json::value(row.expected > 0 ? "in_progress" : "open"));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_next_level)
{
    auto maker = courses();
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 3, R"({"ev": "b"})");
    maker.rule("C3", 1, R"({"ev": "a"})").rule("C3", 3, R"({"ev": "b"})");
    const auto model = maker.model();
    const auto next = [&](std::size_t competency, std::vector<std::string> statements) {
        const auto entry = answer({model.get(), std::move(statements), now}, competency);
        return entry.at("next").is_null() ? 0 : entry.at("next").at("level").as_int64();
    };
    const auto a = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto b = statement(2, "b", "2026-01-01T00:00:00Z");
    BOOST_TEST(next(0, {}) == 1);
    BOOST_TEST(next(0, {a}) == 3);
    BOOST_TEST(next(0, {b}) == 0);
    BOOST_TEST(next(1, {}) == 0);
    BOOST_TEST(next(2, {}) == 1);
    BOOST_TEST(next(2, {a, b}) == 0);
}

// Which evidence decides: its kind makes the status, its warning the time of warning.
BOOST_AUTO_TEST_CASE(decisive_evidence)
{
    const auto waived = statement(1, "w", "2026-05-01T00:00:00Z");
    const auto waived_too = statement(6, "w", "2026-05-10T00:00:00Z");
    const auto year = statement(2, "year", "2026-05-10T00:00:00Z");
    const auto month = statement(3, "month", "2026-05-10T00:00:00Z");
    const auto forever_a = statement(4, "a", "2026-05-10T00:00:00Z");
    const auto old_fading = statement(7, "fades", "2025-07-01T00:00:00Z");
    const auto old_year = statement(5, "year", "2025-07-01T00:00:00Z");

    const struct {
        const char* name;
        const char* rule;
        std::vector<std::string> statements;
        const char* expected;
    } rows[] = {
        {"a waiver", R"({"ev": "w"})", {waived}, "exempt"},
        {"any: the longest",
         R"({"any": [{"ev": "w"}, {"ev": "year"}]})",
         {waived, year},
         "attained"},
        {"any: a waiver is left",
         R"({"any": [{"ev": "w"}, {"ev": "month"}]})",
         {waived, month},
         "exempt"},
        {"any: the first among equals",
         R"({"any": [{"ev": "year"}, {"ev": "w"}]})",
         {waived_too, year},
         "attained"},
        {"any: the first among equals, a waiver",
         R"({"any": [{"ev": "w"}, {"ev": "year"}]})",
         {waived_too, year},
         "exempt"},
        {"all: the first among equals",
         R"({"all": [{"ev": "year"}, {"ev": "w"}]})",
         {waived_too, year},
         "attained"},
        {"all: the first among equals, a waiver",
         R"({"all": [{"ev": "w"}, {"ev": "year"}]})",
         {waived_too, year},
         "exempt"},
        {"all: the shortest",
         R"({"all": [{"ev": "w"}, {"ev": "a"}]})",
         {waived, forever_a},
         "exempt"},
        {"all: the shortest is no waiver",
         R"({"all": [{"ev": "w"}, {"ev": "year"}]})",
         {waived, old_year},
         "expiring"},
        {"held", R"({"held": "C2", "level": 1})", {waived}, "exempt"},
        {"below", R"({"below": 1})", {old_year}, "expiring"},
        {"in its own warning", R"({"ev": "year"})", {old_year}, "expiring"},
        {"not yet", R"({"ev": "year"})", {year}, "attained"},
        {"a weight about to fall",
         R"({"weighted": [[{"ev": "fades"}, {"step": [["P1Y", 2], ["P9Y", 1]]}]], "min": 2})",
         {old_fading},
         "expiring"},
        {"a weight that is enough when it falls",
         R"({"weighted": [[{"ev": "fades"}, {"step": [["P1Y", 2], ["P9Y", 1]]}]], "min": 1})",
         {old_fading},
         "attained"},
        {"no warning, no end", R"({"ev": "a"})", {forever_a}, "attained"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto maker = courses();
            maker.evidence("fades", R"({"warn": "P2M"})");
            maker.rule("C1", 2, row.rule).rule("C2", 1, R"({"ev": "w"})");
            maker.rule("C1", 1, R"({"ev": "year"})");
            const auto model = maker.model();
            const auto entry = answer({model.get(), row.statements, now});
            BOOST_TEST(entry.at("level") == json::value(2));
            BOOST_TEST(entry.at("status") == json::value(row.expected));
        }
    }
}

// How a level was lost, also through other competencies.
BOOST_AUTO_TEST_CASE(lost_levels)
{
    const auto month = statement(1, "month", "2026-02-01T00:00:00Z");
    const auto revoked = statement(2, "r", "2026-02-10T00:00:00Z");
    const auto a = statement(3, "a", "2026-02-01T00:00:00Z");

    const struct {
        const char* name;
        const char* rule;
        std::vector<std::string> statements;
        const char* expected;
    } rows[] = {
        {"by time", R"({"ev": "month"})", {month}, "expired"},
        {"by a revocation", R"({"ev": "month"})", {month, revoked}, "revoked"},
        {"in one part", R"({"all": [{"ev": "a"}, {"ev": "month"}]})", {a, month}, "expired"},
        {"in an earlier competency", R"({"held": "C2", "level": 2})", {month, revoked}, "revoked"},
        {"a revocation of what had run out",
         R"({"ev": "month"})",
         {month, statement(2, "r", "2026-05-10T00:00:00Z")},
         "expired"},
        {"never held, a part ran out",
         R"({"all": [{"ev": "a"}, {"ev": "month"}]})",
         {month},
         "open"},
        {"by a failed attempt",
         R"({"ev": "last"})",
         {scored(1, "last", "0.9"), scored(2, "last", "0", "2026-03-01T00:00:00Z")},
         "open"},
        {"by time, then by a failed attempt",
         R"({"ev": "last"})",
         {scored(1, "last", "0.9", "2025-01-01T00:00:00Z"), scored(2, "last", "0.9"),
          scored(3, "last", "0", "2026-03-01T00:00:00Z")},
         "expired"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto maker = courses();
            maker.evidence("r", R"({"polarity": "-", "revokes": ["month"]})");
            maker.evidence("last", R"({"agg": "latest", "validity": "P6M",
                "match": {"object": ["https://x.example/last"], "scaledMin": "0.5"}})");
            maker.rule("C1", 1, row.rule).rule("C2", 2, R"({"ev": "month"})");
            const auto model = maker.model();
            const auto entry = answer({model.get(), row.statements, now});
            BOOST_TEST(entry.at("level") == json::value(0));
            BOOST_TEST(entry.at("status") == json::value(row.expected));
        }
    }
}

// A hostile model must not need a deep stack.
BOOST_AUTO_TEST_CASE(a_long_chain_of_competencies)
{
    ModelMaker maker;
    maker.evidence("month", R"({"validity": "P1M"})");
    const int count = 3'000;
    for (int i = 0; i < count; ++i)
        maker.competency("C" + std::to_string(i));
    maker.rule("C0", 1, R"({"ev": "month"})");
    for (int i = 1; i < count; ++i) {
        maker.rule("C" + std::to_string(i), 1,
                   R"({"held": "C)" + std::to_string(i - 1) + R"(", "level": 1})");
    }
    const auto model = maker.model();
    const std::vector<std::string> history{statement(1, "month", "2026-01-01T00:00:00Z")};
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    const Roles nobody;
    const Evaluation then(*model, nobody, rows, {time("2026-01-02T00:00:00Z"), time(now)});
    BOOST_TEST(then.level(count - 1) == 1);
    const Evaluation later(*model, nobody, rows, {time(now), time(now)});
    BOOST_TEST(later.level(count - 1) == 0);
    BOOST_TEST(Standing(later).status(count - 1, 0) == "expired");
}

BOOST_AUTO_TEST_SUITE_END()
