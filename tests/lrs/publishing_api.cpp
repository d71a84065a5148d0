// Before a model comes into force, when it does, and what the system writes of what people hold.
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

constexpr int people = 6;

// "C" is held by who passed the course.
ModelMaker model_of(std::string_view course)
{
    ModelMaker maker;
    maker.competency("C").evidence(course);
    maker.rule("C", 1, R"({"ev": ")" + std::string(course) + "\"}");
    return maker;
}

struct City {
    explicit City(std::unique_ptr<storage::Storage> storage) : server(std::move(storage))
    {
        ask("PUT", "model", 200, model_of("a").text());
        std::string file = "number;accountHomePage;accountName\n";
        for (int number = 1; number <= people; ++number)
            file +=
                std::to_string(number) + ";https://city.example;p" + std::to_string(number) + "\n";
        const auto added = server.ask(
            {.target =
                 "/api/v1/employees?from=2020-01-01T00:00:00Z&linkedFrom=2020-01-01T00:00:00Z",
             .body = file,
             .key = "admin",
             .type = "text/csv"});
        BOOST_REQUIRE_MESSAGE(added.result_int() == 200, added.body());
        for (int number = 1; number <= people; ++number)
            server.post(statement(number, "a", "2020-02-01T00:00:00Z",
                                  R"({"actor": )" +
                                      json::serialize(agent("p" + std::to_string(number))) + "}"));
    }

    json::value ask(const std::string& method, const std::string& path, unsigned status,
                    const std::string& body = "")
    {
        const auto answer = server.ask(
            {.target = "/api/v1/" + path, .body = body, .method = method, .key = "admin"});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == status,
                              method << ' ' << path << ": " << answer.body());
        return json::parse(answer.body());
    }

    std::string person(int number)
    {
        const auto found = ask("GET", "persons?number=" + std::to_string(number), 200);
        return "persons/" + std::string(found.at("persons").at(0).at("person").as_string());
    }

    std::int64_t level(const std::string& path)
    {
        return ask("GET", path, 200).at("competencies").at(0).at("level").as_int64();
    }

    std::int64_t level_of_agent(std::string_view name)
    {
        return level("attainment?agent=" + live::escaped(json::serialize(agent(name))));
    }

    live::World server;
};

ModelMaker grandfathering(const std::string& from)
{
    auto maker = model_of("b");
    maker.document["transition"] =
        json::object{{"from", from}, {"mode", "grandfather"}, {"grandfatherUntil", "2099-12-31"}};
    return maker;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_publishing_api)

BOOST_DATA_TEST_CASE(what_a_model_would_do, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    City city(disk->open());
    const auto draft = city.ask("POST", "models", 201, model_of("b").text());
    const std::string hash(draft.at("model").as_string());
    const auto preview = city.ask("GET", "models/" + hash + "/preview", 200);
    BOOST_TEST(preview.at("people") == people);
    const auto& change = preview.at("competencies").at(0);
    BOOST_TEST(change.at("loss") == people);
    BOOST_TEST(change.at("gain") == 0);
    BOOST_TEST(city.level(city.person(1) + "/attainment") == 1); // Nothing has happened.
    const auto larger = city.ask("GET", "models/" + hash + "/preview?group=7", 200);
    BOOST_TEST(larger.at("people").as_string() == "hidden");
}

BOOST_DATA_TEST_CASE(who_held_a_level_keeps_it, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    City city(disk->open());
    city.server.post(statement(99, "a", "2020-02-01T00:00:00Z")); // "ann" is no employee.
    const auto first =
        std::string(city.ask("GET", "models", 200).at("models").at(0).at("model").as_string());
    const auto wrong = "sha256:" + std::string(64, '0');
    city.ask("PUT", "model", 409, grandfathering(wrong).text());
    city.ask("PUT", "model", 200, grandfathering(first).text());
    BOOST_TEST(city.level(city.person(1) + "/attainment") == 1);
    BOOST_TEST(city.level_of_agent("ann") == 1);
    BOOST_TEST(city.level(city.person(1) + "/attainment?asOf=2100-01-01T00:00:00Z") == 0);
    city.server.post(statement(100, "a", "2020-02-01T00:00:00Z",
                               R"({"actor": )" + json::serialize(agent("new")) + "}"));
    BOOST_TEST(city.level_of_agent("new") == 0);
}

BOOST_DATA_TEST_CASE(what_people_hold_is_issued_once, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    City city(disk->open());
    const auto one = city.person(1);
    const auto issued = city.ask("POST", one + "/issue", 200).at("statements");
    BOOST_REQUIRE(issued.as_array().size() == 1u);
    BOOST_TEST(issued.at(0).at("new").as_bool());
    const auto again = city.ask("POST", one + "/issue", 200).at("statements");
    BOOST_TEST(again.at(0).at("id") == issued.at(0).at("id"));
    BOOST_TEST(!again.at(0).at("new").as_bool());
    const auto found = city.server.get("/xapi/statements?statementId=" +
                                       std::string(issued.at(0).at("id").as_string()));
    const auto text = json::parse(found.body());
    BOOST_TEST(text.at("verb").at("id").as_string() == "https://w3id.org/xapi/tla/verbs/achieved");
    BOOST_TEST(text.at("authority").at("account").at("name").as_string() == "system");
    // It is no evidence of itself.
    auto withdrawn = json::parse(voiding(50, 1, "2026-01-01T00:00:00Z")).as_object();
    withdrawn.erase("stored");
    city.server.post(json::serialize(withdrawn));
    BOOST_TEST(city.level(one + "/attainment") == 0);
    BOOST_TEST(city.ask("POST", one + "/issue", 200).at("statements").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
