#include "competency/aggregate.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <random>

namespace {

using namespace competency;
using namespace support::kmx;

const std::vector<Unit> one_unit{{"city", std::nullopt}};

// So many people, of whom so many hold the one competency.
Cell cell_of(std::uint32_t people, std::uint32_t meeting, std::uint32_t group = 5)
{
    People rows;
    for (std::uint32_t i = 0; i < people; ++i) {
        rows.unit.push_back(0);
        rows.level.push_back(i < meeting ? 1 : 0);
    }
    return heat_map(one_unit, rows, 1, group).cell(0, 0);
}

// A tree of departments, offices and teams.
std::vector<Unit> city(std::size_t count, std::size_t width)
{
    std::vector<Unit> out{{"u0", std::nullopt}};
    for (std::size_t i = 1; i < count; ++i)
        out.push_back({"u" + std::to_string(i), (i - 1) / width});
    return out;
}

People random_people(std::mt19937& random, std::size_t count, std::size_t units,
                     std::size_t competencies, bool by_profile)
{
    People out;
    for (std::size_t i = 0; i < count; ++i) {
        out.unit.push_back(random() % units);
        for (std::size_t k = 0; k < competencies; ++k) {
            out.level.push_back(static_cast<std::uint8_t>(random() % 5));
            if (by_profile) out.target.push_back(static_cast<std::uint8_t>(random() % 5));
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_aggregate)

BOOST_AUTO_TEST_CASE(shares)
{
    const struct {
        const char* name;
        std::uint32_t people;
        std::uint32_t meeting;
        const char* expected;
    } rows[] = {
        {"nobody of very few", 9, 0, "0-24"},
        {"all of very few", 9, 9, "75-100"},
        {"nobody of few", 19, 0, "<=10"},
        {"a tenth of few", 10, 1, "<=10"},
        {"more than a tenth of few", 19, 2, "0-24"},
        {"less than nine tenths of few", 19, 17, "75-100"},
        {"nine tenths of few", 10, 9, ">=90"},
        {"all of few", 19, 19, ">=90"},
        {"half of few", 18, 9, "50-74"},
        {"nobody of many", 20, 0, "0-24"},
        {"all of many", 20, 20, "75-100"},
        {"below a quarter", 100, 24, "0-24"},
        {"a quarter", 100, 25, "25-49"},
        {"below a half", 100, 49, "25-49"},
        {"a half", 100, 50, "50-74"},
        {"below three quarters", 100, 74, "50-74"},
        {"three quarters", 100, 75, "75-100"},
        {"between 24 and 25 in a hundred", 1'000, 249, "0-24"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto cell = cell_of(row.people, row.meeting);
            BOOST_TEST(cell.people == row.people);
            BOOST_TEST(cell.share == row.expected);
            BOOST_TEST((cell.hidden == Hidden::no));
        }
    }
}

BOOST_AUTO_TEST_CASE(groups)
{
    BOOST_TEST((cell_of(0, 0) == Cell{0, "", Hidden::empty}));
    BOOST_TEST((cell_of(4, 4) == Cell{0, "", Hidden::small}));
    BOOST_TEST((cell_of(5, 2) == Cell{5, "25-49", Hidden::no}));
    // It may only be raised.
    BOOST_TEST((cell_of(4, 4, 3) == Cell{0, "", Hidden::small}));
    BOOST_TEST((cell_of(6, 3, 7) == Cell{0, "", Hidden::small}));
    BOOST_TEST((cell_of(7, 0, 7) == Cell{7, "0-24", Hidden::no}));
    BOOST_TEST(cell_of(27, 0, 7).share == "<=10");
    BOOST_TEST(cell_of(28, 0, 7).share == "0-24");
    BOOST_TEST(heat_map(one_unit, {}, 0, limits::smallest_group - 1).group == 5u);
    BOOST_TEST(heat_map(one_unit, {}, 0, limits::smallest_group + 1).group == 6u);
}

BOOST_AUTO_TEST_CASE(the_whole_answer)
{
    ModelMaker maker;
    const auto model = maker.competency("C1").competency("C2").competency("C3").model();
    const std::vector<Unit> units{{"city", {}}, {"parks", 0}, {"roads", 0}, {"pools", 0}};
    People people;
    const auto add = [&](std::size_t unit, int count, std::vector<std::uint8_t> levels,
                         std::vector<std::uint8_t> targets) {
        for (int i = 0; i < count; ++i) {
            people.unit.push_back(unit);
            people.level.insert(people.level.end(), levels.begin(), levels.end());
            people.target.insert(people.target.end(), targets.begin(), targets.end());
        }
    };
    add(1, 10, {2, 0}, {2, 0});
    add(1, 3, {1, 4}, {2, 4});
    add(2, 8, {3, 1}, {3, 3});
    add(3, 2, {0, 1}, {1, 1});
    const auto map = heat_map(units, people, 2, 5);
    const auto now = time("2026-06-01T00:00:00Z");
    BOOST_TEST(heat_map_answer(*model, units, map, {"rp", now, now, {7, now}, {0, 2}}) ==
               R"({"asOf":"2026-06-01T00:00:00Z","competencies":["C1","C3"],"group":5,)"
               R"("knownAt":"2026-06-01T00:00:00Z","model":")" +
                   model->hash +
                   R"(","profile":"rp","units":[)"
                   R"({"cells":[{"people":23,"share":"75-100"},{"people":13,"share":"25-49"}],)"
                   R"("id":"city","parent":null},)"
                   R"({"cells":[{"people":13,"share":"75-100"},{"hidden":"small"}],)"
                   R"("id":"parks","parent":"city"},)"
                   R"({"cells":[{"hidden":"complementary"},{"people":8,"share":"0-24"}],)"
                   R"("id":"roads","parent":"city"},)"
                   R"({"cells":[{"hidden":"small"},{"hidden":"small"}],)"
                   R"("id":"pools","parent":"city"}],)"
                   R"("watermark":{"sequence":7,"stored":"2026-06-01T00:00:00Z"}})");
}

// Counted once more, person by person, up the tree.
BOOST_AUTO_TEST_CASE(random_maps_add_up)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        BOOST_TEST_CONTEXT("seed " << seed << " round " << round)
        {
            const auto units = city(1 + random() % 12, 1 + random() % 4);
            const std::size_t competencies = 1 + random() % 4;
            const bool by_profile = random() % 2 == 0;
            const auto people =
                random_people(random, random() % 200, units.size(), competencies, by_profile);
            const auto map = heat_map(units, people, competencies, 5);
            for (std::size_t unit = 0; unit < units.size(); ++unit) {
                for (std::size_t i = 0; i < competencies; ++i) {
                    std::uint32_t count = 0;
                    std::uint32_t meeting = 0;
                    for (std::size_t person = 0; person < people.unit.size(); ++person) {
                        auto at = std::optional(people.unit[person]);
                        while (at && *at != unit)
                            at = units[*at].parent;
                        const auto place = person * competencies + i;
                        const int target = by_profile ? people.target[place] : 1;
                        if (!at || target == 0) continue;
                        ++count;
                        meeting += people.level[place] >= target;
                    }
                    const auto& cell = map.cell(unit, i);
                    BOOST_TEST(cell.people == (cell.hidden == Hidden::no ? count : 0));
                    if (cell.hidden == Hidden::no)
                        BOOST_TEST(cell.share == cell_of(count, meeting).share);
                    BOOST_TEST((count >= 5 || cell.hidden != Hidden::no));
                }
            }
            BOOST_TEST((heat_map(units, people, competencies, 5).cells == map.cells));
        }
    }
}

// Only told: machines differ. Tests fail at a hundred times of what it takes.
BOOST_AUTO_TEST_CASE(a_city)
{
    std::mt19937 random(1);
    const auto units = city(250, 6);
    for (const bool by_profile : {false, true}) {
        const auto people = random_people(random, 5'000, units.size(), 43, by_profile);
        const auto start = std::chrono::steady_clock::now();
        const auto map = heat_map(units, people, 43, 5);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        BOOST_TEST_MESSAGE("5,000 people by 43 competencies: " << took.count() << " ms");
        BOOST_TEST(took.count() < 5'000);
        BOOST_TEST(map.cells.size() == 250u * 43u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
