// That nobody loses a level when what is too old is deleted.
#include "tests/lrs/small_city.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <string>
#include <vector>

namespace {

namespace data = boost::unit_test::data;

using namespace small_city;

constexpr const char* before_2021 = "2021-01-01T00:00:00Z";

struct Aging : City {
    using City::City;

    json::value play(std::string_view before, std::int64_t after = 0, bool dry = false)
    {
        const json::object order{
            {"before", before}, {"reason", "Too old"}, {"after", after}, {"dryRun", dry}};
        return ask("POST", "retention", 200, json::serialize(order));
    }

    unsigned found(unsigned number)
    {
        return server
            .get("/xapi/statements?statementId=" + statement_id(static_cast<int>(number)), "all")
            .result_int();
    }

    // Levels and their `since`, at times before and after.
    std::vector<std::string> held(const std::string& path)
    {
        std::vector<std::string> out;
        for (const auto* at : {"2020-01-15", "2020-03-01", "2022-06-01", "2050-01-01"}) {
            const auto join = path.find('?') == path.npos ? "?" : "&";
            const auto answer = ask("GET", path + join + "asOf=" + at + "T00:00:00Z", 200);
            const auto& one = answer.at("competencies").at(0);
            out.push_back(json::serialize(one.at("level")) + json::serialize(one.at("since")));
        }
        return out;
    }
};

json::object counted(std::int64_t erased, std::int64_t kept, std::int64_t written)
{
    return {{"erased", erased}, {"kept", kept}, {"written", written}, {"next", nullptr}};
}

std::string by(std::string_view name)
{
    return R"({"actor": )" + json::serialize(agent(name)) + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_retention_api)

BOOST_DATA_TEST_CASE(levels_outlive_their_evidence, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    const auto one = city.person(1) + "/attainment";
    const auto was = city.held(one);
    BOOST_TEST(city.play(before_2021) == counted(people, 0, people));
    BOOST_TEST(city.found(1) == 404u);
    BOOST_TEST(city.held(one) == was, boost::test_tools::per_element());
    BOOST_TEST(city.play(before_2021) == counted(0, people, 0)); // What the system wrote.
    BOOST_TEST(city.play("2025-01-01T00:00:00Z") == counted(0, people, 0));
    BOOST_TEST(city.held(one) == was, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(only_what_is_old, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    city.server.post(statement(50, "b", "2020-05-01T00:00:00Z")); // Proves nothing.
    city.server.post(statement(51, "b", "2021-01-01T00:00:00Z"));
    city.server.post(statement(52, "a", "2021-01-01T00:00:00Z", by("p1")));
    BOOST_TEST(city.play(before_2021, 0, true) == counted(people + 1, 0, 0));
    BOOST_TEST(city.found(1) == 200u);
    BOOST_TEST(city.play(before_2021) == counted(people + 1, 0, people));
    BOOST_TEST(city.found(50) == 404u);
    BOOST_TEST(city.found(51) == 200u);
    BOOST_TEST(city.found(52) == 200u);
}

BOOST_DATA_TEST_CASE(of_whom_the_register_does_not_know, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    city.server.post(statement(60, "a", "2020-05-01T00:00:00Z", by("stranger")));
    const auto path = "attainment?agent=" + live::escaped(json::serialize(agent("stranger")));
    const auto was = city.held(path);
    BOOST_TEST(city.play(before_2021) == counted(people + 1, 0, people + 1));
    BOOST_TEST(city.held(path) == was, boost::test_tools::per_element());
}

// Nobody can be named in a statement who has no agent: his evidence is all there is.
BOOST_DATA_TEST_CASE(who_cannot_be_named_keeps_his_evidence, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    const auto one = city.person(1);
    const auto id = one.substr(one.find('/') + 1);
    city.ask("POST", "persons/entries", 200,
             json::serialize(json::object{{"entries",
                                           {{{"kind", "unlink"},
                                             {"person", id},
                                             {"agent", agent("p1")},
                                             {"from", "2022-01-01T00:00:00Z"}}}}}));
    const auto was = city.held(one + "/attainment");
    BOOST_TEST(city.play(before_2021) == counted(people - 1, 1, people - 1));
    BOOST_TEST(city.found(1) == 200u);
    BOOST_TEST(city.held(one + "/attainment") == was, boost::test_tools::per_element());
}

// One statement about several people: all of them are looked after before it goes.
BOOST_DATA_TEST_CASE(evidence_of_a_group, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    ModelMaker maker;
    maker.competency("C").evidence("a", R"({"group": "members"})");
    maker.rule("C", 1, R"({"ev": "a"})");
    city.ask("PUT", "model", 200, maker.text());
    const json::object group{
        {"objectType", "Group"}, {"name", "Course"}, {"member", {agent("p1"), agent("mira")}}};
    city.server.post(statement(70, "a", "2020-01-20T00:00:00Z",
                               json::serialize(json::object{{"actor", group}})));
    const auto one = city.person(1) + "/attainment";
    const auto mira = "attainment?agent=" + live::escaped(json::serialize(agent("mira")));
    const auto was = city.held(one);
    const auto hers = city.held(mira);
    BOOST_TEST(city.level(mira) == 1);
    BOOST_TEST(city.play(before_2021) == counted(people + 1, 0, people + 1));
    BOOST_TEST(city.found(70) == 404u);
    BOOST_TEST(city.held(one) == was, boost::test_tools::per_element());
    BOOST_TEST(city.held(mira) == hers, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(in_pieces, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());
    std::string body;
    for (unsigned number = 0; number < limits::retention_entries; ++number) {
        body += (number == 0 ? "[" : ",") +
                statement(static_cast<int>(1'000 + number), "b", "2020-05-01T00:00:00Z");
    }
    city.server.post(body + ']');
    const auto first = city.play(before_2021);
    BOOST_TEST(first.at("erased") == limits::retention_entries);
    const auto next = first.at("next").to_number<std::int64_t>();
    const auto second = city.play(before_2021, next);
    BOOST_TEST(second.at("erased") == people);
    BOOST_TEST(second.at("next").is_null());
}

BOOST_DATA_TEST_CASE(refused, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Aging city(disk->open());

    const struct {
        const char* body;
        const char* where;
    } rows[] = {
        {R"({"before":"2999-01-01T00:00:00Z","reason":"r"})", "before"},
        {R"({"before":"yesterday","reason":"r"})", "/before"},
        {R"({"reason":"r"})", "/before"},
        {R"({"before":"2021-01-01T00:00:00Z"})", "/reason"},
        {R"({"before":"2021-01-01T00:00:00Z","reason":"r","after":-1})", "/after"},
        {R"({"before":"2021-01-01T00:00:00Z","reason":"r","dryRun":1})", "/dryRun"},
        {R"({"before":"2021-01-01T00:00:00Z","reason":"r","until":1})", "/until"},
    };

    for (const auto& row : rows) {
        const auto answer = city.ask("POST", "retention", 400, row.body);
        BOOST_TEST(json::serialize(answer).find('"' + std::string(row.where) + '"') !=
                       std::string::npos,
                   json::serialize(answer));
    }
    BOOST_TEST(city.found(1) == 200u);
}

BOOST_AUTO_TEST_SUITE_END()
