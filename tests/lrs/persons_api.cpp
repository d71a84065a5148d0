// Employees over a running server: from a file to what each of them holds and lacks.
#include "lrs/resources/handlers.hpp"
#include "tests/lrs/live.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;

using namespace support::kmx;

constexpr std::string_view employees =
    "number;familyName;mail;accountHomePage;accountName;unit;"
    "unitName;profile\n"
    "1;Äpfel;ann@city.example;https://city.example;ann;parks;"
    "Grünflächen;clerk\n"
    "2;Bauer;bob@city.example;https://city.example;bob;parks;;\n";

std::string model_text()
{
    ModelMaker maker;
    maker.competency("C").competency("D").evidence("a").evidence("b", R"({"hours": "2"})");
    maker.rule("C", 1, R"({"ev": "a"})").rule("C", 2, R"({"all": [{"below": 1}, {"ev": "b"}]})");
    maker.rule("D", 1, R"({"ev": "b"})");
    maker.add(
        "profiles",
        {{"id", "clerk"}, {"name", german_and_english("Clerk")}, {"target", {{"C", 2}, {"D", 1}}}});
    return maker.text();
}

struct City {
    explicit City(std::unique_ptr<storage::Storage> storage) : server(std::move(storage)) {}

    live::Answer import(std::string_view csv, std::string_view more = "")
    {
        return server.ask(
            {.target = "/api/v1/employees?linkedFrom=2000-01-01T00:00:00Z" + std::string(more),
             .body = std::string(csv),
             .key = "admin",
             .type = "text/csv"});
    }

    json::value ask(const std::string& target)
    {
        const auto answer = server.get("/api/v1/" + target, "admin");
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, target << ": " << answer.body());
        return json::parse(answer.body());
    }

    std::string person(std::string_view number)
    {
        const auto found = ask("persons?number=" + std::string(number));
        return std::string(found.at("persons").at(0).at("person").as_string());
    }

    void begin()
    {
        server.ask(
            {.target = "/api/v1/model", .body = model_text(), .method = "PUT", .key = "admin"});
        const auto answer = import(employees);
        BOOST_REQUIRE_MESSAGE(answer.result_int() == 200, answer.body());
    }

    live::World server;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_persons_api)

BOOST_DATA_TEST_CASE(a_file_and_what_follows_from_it, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    City city(disk->open());
    city.begin();
    BOOST_TEST(json::parse(city.import(employees).body()).at("added") == 0);

    const auto ann = city.person("1");
    city.server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto held = city.ask("persons/" + ann + "/attainment");
    BOOST_TEST(held.at("person").as_string() == ann);
    BOOST_TEST(held.at("competencies").at(0).at("level") == 1);

    const auto gap = city.ask("persons/" + ann + "/gap"); // Of her own profile.
    BOOST_TEST(gap.at("profile").as_string() == "clerk");
    BOOST_TEST(gap.at("met") == 0);
    BOOST_TEST(gap.at("competencies").at(0).at("missing") == 1);

    const auto advice = city.ask("persons/" + ann + "/recommendation");
    BOOST_TEST(advice.at("courses").at(0).at("course").as_string() == "b");
    BOOST_TEST(advice.at("courses").at(0).at("closes").as_array().size() == 2u);

    const auto why = city.ask("persons/" + ann + "/explanation/C");
    BOOST_TEST(why.at("why").at("evidence").at(0).at("statement").as_string() == statement_id(1));
    const auto steps = city.ask("persons/" + ann + "/timeline").at("steps");
    BOOST_TEST(steps.at(0).at("from").as_string() == "2020-02-01T00:00:00Z");
    BOOST_TEST(
        city.ask("persons/" + ann + "/expiring?within=P1Y").at("expiring").as_array().empty());
}

// What came under two identifiers is one person's, and apart again when it was a mistake.
BOOST_AUTO_TEST_CASE(two_identifiers_of_one_person)
{
    live::Memory disk;
    City city(disk.open());
    city.begin();
    const auto ann = city.person("1");
    const auto bob = city.person("2");
    city.server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
    city.server.post(statement(2, "b", "2020-03-01T00:00:00Z",
                               R"({"actor": {"mbox": "mailto:bob@city.example"}})"));
    const auto levels = [&](const std::string& who) {
        const auto answer = city.ask("persons/" + who + "/attainment");
        return std::pair(answer.at("competencies").at(0).at("level").to_number<int>(),
                         answer.at("competencies").at(1).at("level").to_number<int>());
    };
    const auto tell = [&](const json::object& entry) {
        const auto body = json::serialize(json::object{{"entries", json::array{entry}}});
        const auto answer =
            city.server.ask({.target = "/api/v1/persons/entries", .body = body, .key = "admin"});
        BOOST_TEST(answer.result_int() == 200u, answer.body());
    };
    BOOST_TEST((levels(ann) == std::pair(1, 0)));
    BOOST_TEST((levels(bob) == std::pair(0, 1)));
    tell({{"kind", "merge"}, {"person", bob}, {"into", ann}});
    BOOST_TEST((levels(ann) == std::pair(2, 1)));
    BOOST_TEST((levels(bob) == std::pair(2, 1))); // He is Ann.
    tell({{"kind", "unmerge"}, {"person", bob}});
    BOOST_TEST((levels(ann) == std::pair(1, 0)));
    BOOST_TEST((levels(bob) == std::pair(0, 1)));
}

BOOST_AUTO_TEST_CASE(employees_are_there_again)
{
    live::Rocks disk;
    std::string ann;
    {
        City city(disk.open());
        city.begin();
        city.server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
        ann = city.person("1");
    }
    City city(disk.open());
    BOOST_TEST(city.person("1") == ann);
    BOOST_TEST(city.ask("persons/" + ann + "/attainment").at("competencies").at(0).at("level") ==
               1);
    BOOST_TEST(json::parse(city.import(employees).body()).at("added") == 0);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_changes_nothing)
{
    live::Memory disk;
    City city(disk.open());
    city.begin();

    const struct {
        const char* name;
        std::string body;
        std::string type;
        std::string target;
        unsigned status;
        std::string_view said;
    } rows[] = {
        {"no number", "familyName\nA\n", "text/csv", "employees", 400, "number"},
        {"bad address", "number;mail\n3;x\n", "text/csv", "employees", 400, "/2/mail"},
        {"no CSV", "{}", "application/json", "employees", 415, "text/csv"},
        {"no entries", "{}", "application/json", "persons/entries", 400, "entries"},
        {"no such kind", R"({"entries":[{"kind":"x"}]})", "application/json", "persons/entries",
         400, "/entries/0/kind"},
        {"wrong option", "number\n3\n", "text/csv", "employees?missing=all", 400, "missing"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = city.server.ask({.target = "/api/v1/" + row.target,
                                                 .body = row.body,
                                                 .key = "admin",
                                                 .type = row.type});
            BOOST_TEST(answer.result_int() == row.status, answer.body());
            BOOST_TEST(answer.body().find(row.said) != std::string::npos, answer.body());
        }
    }
    BOOST_TEST(city.ask("persons").at("persons").as_array().size() == 2u);
    const auto dry = city.import("number\n3\n", "&dryRun=true");
    BOOST_TEST(!json::parse(dry.body()).at("entries").as_array().empty());
    BOOST_TEST(city.ask("persons").at("persons").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_heat_map_shows_nobody)
{
    live::Memory disk;
    City city(disk.open());
    city.begin();
    const auto map = city.ask("heatmap?profile=clerk");
    BOOST_TEST(map.at("group") == 5);
    BOOST_TEST(map.at("units").as_array().empty()); // Imported today: it is in tomorrow's.
    BOOST_TEST(city.server.get("/api/v1/heatmap?profile=x", "admin").result_int() == 404u);
}

BOOST_AUTO_TEST_SUITE_END()
