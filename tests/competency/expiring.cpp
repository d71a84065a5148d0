#include "competency/expiring.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

ModelMaker yearly()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").competency("C3");
    maker.evidence("a").evidence("year", R"({"validity": "P1Y", "warn": "P60D"})");
    maker.evidence("month", R"({"validity": "P1M"})").evidence("r", R"({"polarity": "-",
        "revokes": ["a"]})");
    maker.rule("C1", 1, R"({"ev": "a"})");
    maker.rule("C1", 2, R"({"all": [{"ev": "a"}, {"any": [{"ev": "month"}, {"ev": "year"}]}]})");
    maker.rule("C2", 1, R"({"ev": "year"})");
    return maker.rule("C3", 1, R"({"ev": "month"})");
}

const std::vector<std::string> history{
    statement(1, "a", "2025-01-01T00:00:00Z"), statement(2, "year", "2026-01-10T09:00:00Z"),
    statement(3, "month", "2026-12-10T09:00:00Z"), statement(4, "month", "2026-12-20T09:00:00Z")};

} // namespace

BOOST_AUTO_TEST_SUITE(competency_expiring)

BOOST_AUTO_TEST_CASE(levels_that_end)
{
    const auto model = yearly().model();
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    const std::string c2 = "C2 1->0 2027-01-10T23:00:00Z expiring year";
    const std::string c3 = "C3 1->0 2027-01-20T23:00:00Z attained month";
    const std::string c1 = "C1 2->1 2027-01-20T23:00:00Z attained month";

    const struct {
        const char* name;
        const char* as_of;
        Period within;
        std::vector<std::string> expected;
    } table[] = {
        {"nothing yet", "2026-12-31T22:59:59Z", {0, 10}, {}},
        {"the end of the period is in it", "2026-12-31T23:00:00Z", {0, 10}, {c2}},
        {"by end, then in the model's order", "2027-01-01T00:00:00Z", {1, 0}, {c2, c1, c3}},
        {"over", "2027-01-20T23:00:00Z", {1, 0}, {}},
    };

    for (const auto& row : table) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Asked asked{identity("ann"), time(row.as_of), time(end_of_time)};
            const auto answer = json::parse(expiring(*model, {}, rows, asked, row.within));
            std::vector<std::string> found;
            for (const auto& entry : answer.at("expiring").as_array()) {
                const auto text = [&](const char* member) {
                    return std::string(entry.at(member).as_string());
                };
                found.push_back(text("id") + " " + canonical(entry.at("level")) + "->" +
                                canonical(entry.at("then")) + " " + text("until") + " " +
                                text("status") + " " + text("evidence"));
                BOOST_TEST(entry.at("label").at("de") == entry.at("evidence"));
            }
            BOOST_TEST(found == row.expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(random_worlds_agree_with_the_attainment)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const Period within{0, 1 + pick(world.random, 60)};
        const auto text = expiring(*world.model, world.roles, world.rows, world.asked, within);
        BOOST_TEST(expiring(*world.model, world.roles, world.rows_until(world.asked.as_of),
                            world.asked, within) == text);
        const auto answer = json::parse(text);
        const auto before = time(answer.at("before").as_string());
        const auto held =
            json::parse(attainment(*world.model, world.roles, world.rows, world.asked.identity,
                                   world.asked.as_of, world.asked.known_at, {}));
        std::multiset<std::string> ids;
        for (const auto& row : answer.at("expiring").as_array())
            ids.emplace(row.at("id").as_string());
        for (const auto& entry : held.at("competencies").as_array()) {
            const auto& until = entry.at("until");
            const bool ends = !until.is_null() && time(until.as_string()) <= before;
            BOOST_TEST(ids.count(std::string(entry.at("id").as_string())) == (ends ? 1u : 0u));
        }
        // What is foretold comes true when nothing else happens.
        for (const auto& row : answer.at("expiring").as_array()) {
            const auto until = time(row.at("until").as_string());
            const auto rows = world.rows_until(world.asked.as_of);
            const Evaluation then(*world.model, world.roles, rows, {until, world.asked.known_at});
            const auto index = row.at("id").as_string().at(1) - '0';
            BOOST_TEST(then.level(static_cast<std::size_t>(index)) == row.at("then").as_int64());
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
