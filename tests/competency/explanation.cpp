#include "competency/explanation.hpp"

#include "competency/canonical.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_explanation)

BOOST_AUTO_TEST_CASE(one_competency)
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").evidence("a").evidence("b", R"({"validity": "P1M"})");
    maker.rule("C1", 1, R"({"ev": "a"})").rule("C1", 2, R"({"any": [{"ev": "b"}, {"ev": "a"}]})");
    const auto model = maker.rule("C2", 1, R"({"ev": "b"})").model();
    const std::vector<std::string> history{
        statement(1, "a", "2026-03-01T00:00:00Z"), statement(2, "b", "2026-01-01T00:00:00Z"),
        statement(3, "a", "2026-03-02T00:00:00Z"), voiding(4, 3, "2026-03-03T00:00:00Z")};
    const auto rows = rows_of_history(*model, history, identity("ann")).value();
    const Asked asked{identity("ann"), time("2026-06-01T00:00:00Z"), time(end_of_time)};
    const auto answer = parsed(explanation(*model, {}, rows, asked, "C1"));
    BOOST_TEST(answer.at("competency") == json::value("C1"));
    BOOST_TEST(!answer.contains("id"));
    BOOST_TEST(summary(answer) == "2 attained 2026-03-01T00:00:00Z null");
    BOOST_TEST(answer.at("model") == json::value(model->hash));
    BOOST_TEST(answer.at("next").is_null());
    // The expired one is no part of why: any-of is explained by what decides.
    BOOST_TEST(canonical(answer.at("why").at("ignored")) ==
               R"([{"reason":"voided","statement":")" + statement_id(3) + R"("}])");
    BOOST_TEST(canonical(answer.at("ignored")) ==
               R"([{"reason":"expired","statement":")" + statement_id(2) +
                   R"("},{"reason":"voided","statement":")" + statement_id(3) + R"("}])");
    BOOST_TEST(explanation(*model, {}, rows, asked, "C3").error().why ==
               "There is no competency \"C3\" in the model; there is: C1, C2.");
}

BOOST_AUTO_TEST_CASE(random_worlds_agree_with_the_attainment)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto held =
            json::parse(attainment(*world.model, world.roles, world.rows, world.asked.identity,
                                   world.asked.as_of, world.asked.known_at, {}));
        for (const auto& entry : held.at("competencies").as_array()) {
            const std::string id(entry.at("id").as_string());
            const auto answer =
                explanation(*world.model, world.roles, world.rows, world.asked, id).value();
            BOOST_TEST(explanation(*world.model, world.roles, world.rows_until(world.asked.as_of),
                                   world.asked, id)
                           .value() == answer);
            const auto one = json::parse(answer);
            for (const char* member : {"level", "since", "until", "status", "why", "next"})
                BOOST_TEST(one.at(member) == entry.at(member));
            // What a next level ignores is ignored by the competency.
            const auto& all = one.at("ignored").as_array();
            if (entry.at("next").is_null()) continue;
            for (const auto& row : entry.at("next").at("ignored").as_array())
                BOOST_TEST(std::ranges::count(all, row) == 1);
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
