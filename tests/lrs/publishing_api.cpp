// Before a model comes into force, when it does, and what the system writes of what people hold.
#include "tests/lrs/small_city.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;

using namespace small_city;
using namespace support::kmx;

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
