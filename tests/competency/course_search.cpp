#include "competency/course_search.hpp"

#include "base/limits.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

// Six courses, the letter further on the dearer: a takes one hour, f six; w is a waiver.
ModelMaker courses()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2", "T").competency("C3").competency("C4");
    const char* hours[] = {"1", "2", "3", "4", "5", "6"};
    for (int i = 0; i < 6; ++i)
        maker.evidence(std::string(1, static_cast<char>('a' + i)),
                       R"({"validity": "P1Y", "hours": ")" + std::string(hours[i]) + R"("})");
    maker.evidence("w", R"({"kind": "waiver"})");
    maker.evidence("two", R"({"kind": "attestation", "attestor": "instructor", "n": 3,
        "agg": "distinctAttestors"})");
    maker.rule("C2", 1, R"({"ev": "c"})").rule("C2", 2, R"({"ev": "d"})");
    return maker.rule("C3", 1, R"({"ev": "f"})").rule("C3", 3, R"({"ev": "e"})");
}

// "a c d 8": what is to be got together, and its price.
std::string plan_of(const CourseSearch& search, const Model& model)
{
    std::string out;
    std::int64_t price = 0;
    for (const auto evidence : search.together()) {
        out += model.evidence[evidence].id + " ";
        price += search.price(evidence);
    }
    return out + std::to_string(price / 100);
}

std::string plan(const Model& model, const std::vector<std::string>& statements,
                 std::vector<RuleKey> goals, const char* lasting = now)
{
    const auto rows = rows_of_history(model, statements, identity("ann")).value();
    const Roles nobody;
    const Evaluation evaluation(model, nobody, rows, {time(now), time(end_of_time)});
    const CourseSearch search(evaluation, time(lasting), std::move(goals));
    BOOST_TEST(search.exact());
    return plan_of(search, model);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_course_search)

BOOST_AUTO_TEST_CASE(rules)
{
    const auto a = statement(1, "a", "2026-02-01T00:00:00Z");
    const auto c = statement(2, "c", "2026-02-01T00:00:00Z");

    const struct {
        const char* name;
        const char* rule;
        std::vector<std::string> statements;
        const char* expected;
    } rows[] = {
        {"a course", R"({"ev": "b"})", {}, "b 2"},
        {"the cheapest of any", R"({"any": [{"ev": "c"}, {"ev": "b"}]})", {}, "b 2"},
        {"all", R"({"all": [{"ev": "c"}, {"ev": "b"}]})", {}, "b c 5"},
        {"what holds costs nothing", R"({"all": [{"ev": "a"}, {"ev": "b"}]})", {a}, "b 2"},
        {"any of what holds", R"({"any": [{"ev": "a"}, {"ev": "b"}]})", {a}, "0"},
        {"two of four",
         R"({"atLeast": [2, [{"ev": "d"}, {"ev": "b"}, {"ev": "c"}, {"ev": "a"}]]})",
         {},
         "a b 3"},
        {"two of four, one of them done",
         R"({"atLeast": [2, [{"ev": "d"}, {"ev": "b"}, {"ev": "c"}, {"ev": "a"}]]})",
         {c},
         "a 1"},
        {"heavy enough",
         R"({"weighted": [[{"ev": "a"}, 1], [{"ev": "b"}, 1], [{"ev": "c"}, 3]],
                             "min": 3})",
         {},
         "c 3"},
        {"heavy enough in pieces",
         R"({"weighted": [[{"ev": "a"}, 1], [{"ev": "b"}, 1],
                                       [{"ev": "d"}, 2]], "min": 2})",
         {},
         "a b 3"},
        {"paid once",
         R"({"all": [{"any": [{"ev": "c"}, {"ev": "b"}]}, {"any": [{"ev": "c"}, {"ev": "d"}]}]})",
         {},
         "c 3"},
        {"another level's rule", R"({"all": [{"held": "C3", "level": 1}]})", {}, "e 5"},
        {"all rungs of a strict ladder", R"({"held": "C2", "level": 2})", {}, "c d 7"},
        {"the rungs that are missing", R"({"held": "C2", "level": 2})", {c}, "d 4"},
        {"below", R"({"all": [{"below": 1}, {"ev": "b"}]})", {}, "b c 5"},
        {"no waivers", R"({"any": [{"ev": "w"}, {"ev": "f"}]})", {}, "f 6"},
        {"out of reach", R"({"all": [{"ev": "w"}, {"ev": "f"}]})", {}, "0"},
        {"attestations by several people", R"({"any": [{"ev": "two"}, {"ev": "f"}]})", {}, "two 3"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto maker = courses();
            maker.rule("C1", 1, R"({"ev": "c"})").rule("C1", 2, row.rule);
            const auto model = maker.model();
            BOOST_TEST(plan(*model, row.statements, {{0, 2}}) == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(goals_share_courses)
{
    auto maker = courses();
    maker.rule("C1", 1, R"({"any": [{"ev": "a"}, {"ev": "d"}]})");
    maker.rule("C4", 1, R"({"all": [{"ev": "b"}, {"held": "C2", "level": 2}]})");
    const auto model = maker.model();
    BOOST_TEST(plan(*model, {}, {{0, 1}}) == "a 1");
    BOOST_TEST(plan(*model, {}, {{0, 1}, {3, 1}}) == "b c d 9");
    BOOST_TEST(plan(*model, {}, {{0, 1}, {2, 2}}) == "a e 6");
    BOOST_TEST(plan(*model, {}, {{0, 1}, {3, 2}}) == "a 1"); // Nothing reaches the second.
    BOOST_TEST(plan(*model, {}, {}) == "0");
}

BOOST_AUTO_TEST_CASE(what_ends_soon)
{
    auto maker = courses();
    maker.rule("C1", 1, R"({"any": [{"ev": "a"}, {"ev": "b"}]})");
    const auto model = maker.model();
    const auto b = statement(1, "b", "2025-08-01T12:00:00Z");
    BOOST_TEST(plan(*model, {b}, {{0, 1}}) == "0");
    BOOST_TEST(plan(*model, {b}, {{0, 1}}, "2026-08-01T21:59:59Z") == "0");
    BOOST_TEST(plan(*model, {b}, {{0, 1}}, "2026-08-01T22:00:00Z") == "a 1");
}

BOOST_AUTO_TEST_CASE(attestations_that_are_missing)
{
    auto maker = courses();
    maker.evidence("r", R"({"polarity": "-", "revokes": ["two"]})");
    const auto model = maker.rule("C1", 1, R"({"ev": "two"})").model();
    const auto by = [](int number, const char* who) {
        return statement(
            number, "two", "2026-02-01T00:00:00Z",
            json::serialize(json::object{{"context", json::object{{"instructor", agent(who)}}}}));
    };
    const auto revoked = statement(9, "r", "2026-03-01T00:00:00Z");
    BOOST_TEST(plan(*model, {by(1, "bob")}, {{0, 1}}) == "two 2");
    BOOST_TEST(plan(*model, {by(1, "bob"), by(2, "bob")}, {{0, 1}}) == "two 2");
    BOOST_TEST(plan(*model, {by(1, "bob"), by(2, "eve")}, {{0, 1}}) == "two 1");
    BOOST_TEST(plan(*model, {by(1, "bob"), by(2, "eve"), by(3, "kim")}, {{0, 1}}) == "0");
    BOOST_TEST(plan(*model, {by(1, "bob"), by(2, "eve"), by(3, "kim"), revoked}, {{0, 1}}) ==
               "two 1");
}

BOOST_AUTO_TEST_CASE(sources_that_are_not_trusted)
{
    auto maker = courses();
    maker.add("trust", {{"authority", agent("lms")}, {"kinds", {"course"}}});
    maker.rule("C1", 1, R"({"any": [{"ev": "two"}, {"ev": "f"}]})");
    BOOST_TEST(plan(*maker.model(), {}, {{0, 1}}) == "f 6");
}

// More goals than a recommendation may hold courses: the first ones.
BOOST_AUTO_TEST_CASE(too_many_courses)
{
    for (const auto count : {limits::search_set_size, limits::search_set_size + 1}) {
        ModelMaker maker;
        std::vector<RuleKey> goals;
        for (std::size_t i = 0; i < count; ++i) {
            const auto number = std::to_string(i);
            maker.competency("C" + number).evidence("e" + number);
            maker.rule("C" + number, 1, R"({"ev": "e)" + number + R"("})");
            goals.push_back({i, 1});
        }
        const auto model = maker.model();
        const Roles nobody;
        const Evaluation evaluation(*model, nobody, {}, {time(now), time(end_of_time)});
        const CourseSearch search(evaluation, time(now), goals);
        BOOST_TEST(search.together().size() == limits::search_set_size);
        BOOST_TEST(search.exact() == (count == limits::search_set_size));
        const auto reached = search.reached(search.together());
        BOOST_TEST(std::ranges::count(reached, true) ==
                   static_cast<std::ptrdiff_t>(limits::search_set_size));
    }
}

// A hostile model must neither need a deep stack nor for ever.
BOOST_AUTO_TEST_CASE(a_model_that_is_all_choices)
{
    ModelMaker maker;
    const int count = 300;
    for (int i = 0; i < count; ++i)
        maker.competency("C" + std::to_string(i)).evidence("e" + std::to_string(i));
    const auto ev = [](int i) { return R"({"ev": "e)" + std::to_string(i % count) + R"("})"; };
    for (int i = 0; i < count; ++i) {
        std::string rule = R"({"atLeast": [6, [)";
        for (int k = 0; k < 11; ++k)
            rule += ev(i * 7 + k * 13) + ", ";
        rule += i == 0 ? ev(5) : R"({"held": "C)" + std::to_string(i - 1) + R"(", "level": 1})";
        maker.rule("C" + std::to_string(i), 1, rule + "]]}");
    }
    const auto model = maker.model();
    const Roles nobody;
    const Evaluation evaluation(*model, nobody, {}, {time(now), time(end_of_time)});
    const std::vector<RuleKey> goals{{0, 1}, {150, 1}, {299, 1}};
    const CourseSearch search(evaluation, time(now), goals);
    BOOST_TEST(!search.exact());
    const auto reached = search.reached(search.together());
    BOOST_TEST(std::ranges::count(reached, true) == 3);
    // Nothing of it is needless.
    for (const auto evidence : search.together()) {
        auto without = search.together();
        std::erase(without, evidence);
        BOOST_TEST((search.reached(without) != reached));
    }
}

BOOST_AUTO_TEST_SUITE_END()
