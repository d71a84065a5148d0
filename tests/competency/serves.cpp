#include "competency/serves.hpp"

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

json::object objective(std::string_view name, std::string_view of, int level)
{
    return {
        {"objective", activity(name)}, {"competency", of}, {"level", level}, {"on", "satisfied"}};
}

ModelMaker courses()
{
    ModelMaker maker;
    for (const char* id : {"C1", "C2", "C3", "C4"})
        maker.competency(id);
    maker.document["competencies"].as_array()[3].as_object()["status"] = "retired";
    maker.evidence("a").evidence("b", R"({"match": {"course": ["https://x.example/b"]}})");
    maker.evidence("c", R"({"match": {"object": ["https://x.example/a/*"]}})");
    maker.evidence("d", R"({"match": {"grouping": ["https://x.example/b"]}})");
    maker.evidence("e", R"({"polarity": "-", "revokes": ["a"]})");
    maker.rule("C1", 1, R"({"ev": "a"})");
    maker.rule("C1", 2, R"({"all": [{"below": 1}, {"any": [{"ev": "b"}, {"ev": "a"}]}]})");
    maker.rule("C1", 3, R"({"below": 1})");
    maker.rule("C2", 2, R"({"ev": "c"})").rule("C2", 1, R"({"ev": "d"})");
    maker.rule("C4", 1, R"({"ev": "a"})");
    maker.add("objectives", objective("o", "C3", 2)).add("objectives", objective("o", "C1", 1));
    maker.add("objectives", objective("p", "C1", 3));
    return maker;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_serves)

BOOST_AUTO_TEST_CASE(levels)
{
    const auto model = courses().model();

    const struct {
        const char* name;
        std::vector<std::string> activities;
        std::vector<std::string> objectives;
        const char* expected;
    } rows[] = {
        {"nothing", {}, {}, ""},
        {"another course", {activity("z")}, {activity("z")}, ""},
        {"an object", {activity("a")}, {}, "C1/1 C1/2 "},
        {"a course", {activity("b")}, {}, "C1/2 "},
        {"both", {activity("b"), activity("a")}, {}, "C1/1 C1/2 "},
        {"a beginning", {activity("a/1")}, {}, "C2/2 "},
        {"a revocation alone", {activity("e")}, {}, ""},
        {"an objective", {}, {activity("o")}, "C1/1 C3/2 "},
        {"beside a rule", {}, {activity("z"), activity("p")}, "C1/3 "},
        {"an objective is no activity", {activity("o")}, {}, ""},
        {"an activity is no objective", {}, {activity("a")}, ""},
        {"all", {activity("a")}, {activity("o"), activity("p")}, "C1/1 C1/2 C1/3 C3/2 "},
    };

    for (const auto& row : rows) {
        std::string found;
        for (const auto key : served_by(*model, {row.activities, row.objectives}))
            found += model->competencies[key.competency].id + "/" + std::to_string(key.level) + " ";
        BOOST_TEST(found == row.expected, row.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
