#include "competency/gap.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

ModelMaker courses(std::string_view profile)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2", "T").competency("C3");
    maker.evidence("a").evidence("b", R"({"validity": "P1Y"})").evidence("c");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 3, R"({"all": [{"ev": "b"}, {"ev": "c"}]})");
    maker.rule("C2", 1, R"({"ev": "a"})").rule("C2", 2, R"({"ev": "b"})");
    maker.rule("C2", 3, R"({"ev": "c"})");
    maker.add(
        "profiles",
        {{"id", "other"}, {"name", german_and_english("o")}, {"target", json::object{{"C1", 1}}}});
    auto asked = json::parse(profile).as_object();
    asked.insert({{"id", "rp"}, {"name", german_and_english("rp")}});
    return maker.add("profiles", asked);
}

json::object gap_in(const ModelMaker& maker, const std::vector<std::string>& statements)
{
    const auto model = maker.model();
    const auto rows = rows_of_history(*model, statements, identity("ann")).value();
    return parsed(gap(*model, {}, rows, {identity("ann"), time(now), time(end_of_time)}, "rp"));
}

// "C1 1/2 min null missing 1 open 0 next 1": level of target.
std::string summary_of(const json::object& row)
{
    const auto text = [&](std::string_view name) { return canonical(row.at(name)); };
    return std::string(row.at("id").as_string()) + " " + text("level") + "/" + text("target") +
           " min " + text("min") + " missing " + text("missing") +
           (row.at("critical").as_bool() ? " critical " : " ") +
           std::string(row.at("status").as_string()) + " " + text("progress") + " next " +
           (row.at("next").is_null() ? "null" : canonical(row.at("next").at("level")));
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_gap)

BOOST_AUTO_TEST_CASE(targets)
{
    const auto a = statement(1, "a", "2026-01-01T00:00:00Z");
    const auto b = statement(2, "b", "2026-02-01T00:00:00Z");
    const auto c = statement(3, "c", "2026-03-01T00:00:00Z");

    const struct {
        const char* name;
        const char* profile;
        std::vector<std::string> statements;
        std::vector<std::string> expected;
        const char* coverage;
    } rows[] = {
        {"no targets", R"({"target": {}})", {a}, {}, "10000"},
        {"met exactly",
         R"({"target": {"C1": 1}})",
         {a},
         {"C1 1/1 min null missing 0 attained 10000 next null"},
         "10000"},
        {"more than asked for",
         R"({"target": {"C1": 1}})",
         {b, c},
         {"C1 3/1 min null missing 0 attained 10000 next null"},
         "10000"},
        {"a higher rule gives it",
         R"({"target": {"C1": 2}})",
         {a, b},
         {"C1 1/2 min null missing 1 attained 5000 next 3"},
         "0"},
        {"rung by rung",
         R"({"target": {"C2": 3}})",
         {a, c},
         {"C2 1/3 min null missing 2 attained 6666 next 2"},
         "0"},
        {"no rule leads there",
         R"({"target": {"C3": 2}})",
         {a},
         {"C3 0/2 min null missing 2 open 0 next null"},
         "0"},
        {"in the model's order, with all that is said of them",
         R"({"target": {"C3": 1, "C1": 1, "C2": 2}, "min": {"C2": 1, "C1": 1},
             "critical": ["C2"]})",
         {a},
         {"C1 1/1 min 1 missing 0 attained 10000 next null",
          "C2 1/2 min 1 missing 1 critical attained 5000 next 2",
          "C3 0/1 min null missing 1 open 0 next null"},
         "3333"},
        {"a minimum alone is a target",
         R"({"target": {"C2": 1}, "min": {"C1": 1}})",
         {},
         {"C1 0/1 min 1 missing 1 open 0 next 1", "C2 0/1 min null missing 1 open 0 next 1"},
         "0"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = gap_in(courses(row.profile), row.statements);
            std::vector<std::string> found;
            for (const auto& entry : answer.at("competencies").as_array())
                found.push_back(summary_of(entry.as_object()));
            BOOST_TEST(found == row.expected, boost::test_tools::per_element());
            BOOST_TEST(canonical(answer.at("coverage")) == row.coverage);
            BOOST_TEST(answer.at("targets").to_number<std::size_t>() == row.expected.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_whole_answer)
{
    const auto model = courses(R"({"target": {"C1": 2}})").model();
    const std::vector<std::string> history{statement(2, "b", "2026-02-01T00:00:00Z")};
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    const Asked asked{identity("ann"), time(now), time(end_of_time), {4, time(now)}};
    auto expected = heading(*model, asked);
    expected["profile"] = "rp";
    expected["targets"] = 1;
    expected["met"] = 0;
    expected["coverage"] = 0;
    expected["competencies"] = json::parse(
        R"([{"critical":false,"id":"C1","level":0,"min":null,"missing":2,"progress":5000,
             "next":{"ignored":[],"level":3,"missing":[{"ev":"c"}],"progress":5000},
             "since":null,"status":"open","target":2,"until":null}])");
    BOOST_TEST(gap(*model, {}, rows, asked, "rp").value() == canonical(expected));
    BOOST_TEST(gap(*model, {}, rows, asked, "rp ").error().why ==
               "There is no profile \"rp \" in the model; there is: other, rp.");
}

BOOST_AUTO_TEST_CASE(retired_competencies_are_no_targets)
{
    auto maker = courses(R"({"target": {"C1": 1, "C2": 1}})");
    maker.document["competencies"].as_array()[0].as_object()["status"] = "retired";
    const auto answer = gap_in(maker, {});
    BOOST_TEST_REQUIRE(answer.at("competencies").as_array().size() == 1u);
    BOOST_TEST(answer.at("competencies").at(0).at("id") == json::value("C2"));
}

BOOST_AUTO_TEST_CASE(random_worlds_agree_with_the_attainment)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto text = gap(*world.model, world.roles, world.rows, world.asked, "rp").value();
        BOOST_TEST(
            gap(*world.model, world.roles, world.rows_until(world.asked.as_of), world.asked, "rp")
                .value() == text);
        const auto held =
            json::parse(attainment(*world.model, world.roles, world.rows, world.asked.identity,
                                   world.asked.as_of, world.asked.known_at, {}));
        std::int64_t met = 0;
        const auto answer = json::parse(text);
        for (const auto& row : answer.at("competencies").as_array()) {
            const auto index = row.at("id").as_string().at(1) - '0';
            const auto& entry = held.at("competencies").at(static_cast<std::size_t>(index));
            for (const char* member : {"id", "level", "status", "since", "until"})
                BOOST_TEST(row.at(member) == entry.at(member));
            const auto target = row.at("target").as_int64();
            const auto level = row.at("level").as_int64();
            const bool is_met = level >= target;
            met += is_met;
            BOOST_TEST(row.at("missing").as_int64() == std::max<std::int64_t>(0, target - level));
            BOOST_TEST((row.at("progress").as_int64() == 10'000) == is_met);
            const auto& next = row.at("next");
            if (is_met) BOOST_TEST(next.is_null());
            const bool strict = world.model->is_strict(static_cast<std::size_t>(index));
            if (!next.is_null())
                BOOST_TEST((strict ? next.at("level") == level + 1
                                   : next.at("level").as_int64() >= target));
            if (!next.is_null() && next.at("level") == entry.at("next").at("level"))
                BOOST_TEST(next == entry.at("next"));
        }
        BOOST_TEST(answer.at("met").as_int64() == met);
    });
}

BOOST_AUTO_TEST_SUITE_END()
