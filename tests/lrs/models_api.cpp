// Models as drafts, under four eyes, in force and former, over a running server.
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

std::string model_of(std::string_view course)
{
    ModelMaker maker;
    maker.competency("C").evidence(course);
    return maker.rule("C", 1, R"({"ev": ")" + std::string(course) + "\"}").text();
}

struct Publishing {
    explicit Publishing(std::unique_ptr<storage::Storage> storage) : server(std::move(storage))
    {
        lrs::Credential council{"council", lrs::default_tenant,
                                static_cast<std::uint32_t>(lrs::Scope::admin),
                                live::authority_of("council")};
        server.credentials.add(std::move(council), "council-secret").value();
    }

    json::value ask(const std::string& method, const std::string& path, unsigned status,
                    const std::string& body = "", const std::string& key = "admin")
    {
        const auto answer =
            server.ask({.target = "/api/v1/" + path, .body = body, .method = method, .key = key});
        BOOST_REQUIRE_MESSAGE(answer.result_int() == status,
                              method << ' ' << path << ": " << answer.body());
        return answer.body().empty() ? json::value() : json::parse(answer.body());
    }

    std::string draft(const std::string& text)
    {
        return std::string(ask("POST", "models", 201, text).at("model").as_string());
    }

    std::int64_t level(std::string_view more)
    {
        const auto who = live::escaped(json::serialize(agent("ann")));
        const auto answer =
            ask("GET", "attainment?agent=" + who + "&asOf=2050-01-01T00:00:00Z" + std::string(more),
                200);
        return answer.at("competencies").at(0).at("level").as_int64();
    }

    live::World server;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_models_api)

BOOST_DATA_TEST_CASE(four_eyes_publish, data::make(live::backends), backend)
{
    const auto disk = backend.make();
    Publishing city(disk->open());
    city.ask("PATCH", "tenants/default", 200, R"({"fourEyes": true})");
    BOOST_TEST(
        city.ask("PUT", "model", 409, model_of("a")).at("error").as_string().find("four eyes") !=
        std::string::npos);
    const auto hash = city.draft(model_of("a"));
    BOOST_TEST(city.draft(model_of("a")) == hash); // Nothing new.
    city.ask("POST", "models/" + hash + "/publication", 409);
    city.ask("POST", "models/" + hash + "/approval", 409); // Her own.
    city.ask("GET", "model", 404);
    const auto approved = city.ask("POST", "models/" + hash + "/approval", 200, "", "council");
    BOOST_TEST(approved.at("state").as_string() == "approved");
    const auto published = city.ask("POST", "models/" + hash + "/publication", 200);
    BOOST_TEST(published.at("state").as_string() == "in force");
    BOOST_TEST(published.at("notes").as_array().size() == 3u);
    BOOST_TEST(published.at("notes").at(1).at("by").as_string() == "council");
    BOOST_TEST(city.ask("GET", "model", 200) == city.ask("GET", "models/" + hash, 200));
    city.ask("DELETE", "models/" + hash, 409);

    const auto second = city.draft(model_of("b"));
    city.ask("DELETE", "models/" + second, 204);
    city.ask("GET", "models/" + second, 404);
    city.ask("POST", "models/" + second + "/approval", 404, "", "council");
    BOOST_TEST(city.ask("GET", "models", 200).at("models").as_array().size() == 1u);
}

BOOST_DATA_TEST_CASE(what_was_known_is_judged_by_the_model_of_then, data::make(live::backends),
                     backend)
{
    const auto disk = backend.make();
    Publishing city(disk->open());
    city.ask("PUT", "model", 200, model_of("a"));
    city.server.post(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(city.level("") == 1);
    city.ask("PUT", "model", 200, model_of("b"));
    const auto models = city.ask("GET", "models", 200).at("models").as_array();
    BOOST_REQUIRE(models.size() == 2u);
    BOOST_TEST(models[0].at("state").as_string() == "former");
    const std::string since(models[1].at("notes").at(0).at("at").as_string());
    BOOST_TEST(city.level("") == 0);
    BOOST_TEST(city.level("&knownAt=" + since) == 0);
    const auto before = base::to_string(time(since) - std::chrono::microseconds(1));
    BOOST_TEST(city.level("&knownAt=" + before) == 1);
    city.server.post(statement(2, "a", "2020-01-01T00:00:00Z"));
    BOOST_TEST(city.level("&knownAt=" + before) == 1);
    city.ask("PUT", "model", 200, model_of("a")); // And back.
    BOOST_TEST(city.level("") == 1);
    BOOST_TEST(city.level("&knownAt=" + since) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
