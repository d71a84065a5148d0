// Credentials and tenants over /api/v1, on every backend.
#include "tests/lrs/books.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

namespace {

namespace data = boost::unit_test::data;
namespace http = boost::beast::http;
namespace json = boost::json;

using live::Answer;
using live::Asked;

constexpr std::string_view all = "/api/v1/credentials";

struct Fixture {
    void open(const live::Backend& backend)
    {
        disk = backend.make();
        server = std::make_unique<live::World>(disk->open());
    }

    Answer api(const std::string& method, const std::string& target, const std::string& body = "",
               const std::string& key = "admin")
    {
        return server->ask({.target = target, .body = body, .method = method, .key = key});
    }

    json::value asked(const std::string& method, const std::string& target,
                      const std::string& body = "", const std::string& key = "admin")
    {
        const auto answer = api(method, target, body, key);
        BOOST_REQUIRE_MESSAGE(answer.result_int() / 100 == 2, target << ' ' << answer.body());
        return json::parse(answer.body());
    }

    // A statement with that key and secret; the status.
    unsigned send(std::string_view key, std::string_view secret, const std::string& mount = "/xapi")
    {
        const auto body = books::without_id();
        support::Client client(server->server.port());
        return client
            .ask("POST " + mount + "/statements HTTP/1.1\r\nHost: localhost\r\nAuthorization: " +
                 fakes::basic(key, secret) +
                 "\r\nX-Experience-API-Version: 2.0.0\r\nContent-Type: application/json\r\n"
                 "Content-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body)
            .result_int();
    }

    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<live::World> server;
};

std::string text(const json::value& value)
{
    return std::string(value.as_string());
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_administration_api, Fixture)

BOOST_DATA_TEST_CASE(the_life_of_a_credential, data::make(live::backends), backend)
{
    open(backend);
    const auto made = asked("POST", std::string(all),
                            R"({"key":"moodle/1 ü","title":"Moodle","scopes":["all"],)"
                            R"("authority":{"mbox":"mailto:moodle@city.example"}})");
    const auto secret = text(made.at("secret"));
    const auto path = std::string(all) + '/' + live::escaped("moodle/1 ü");
    const auto works = [&](const std::string& with) {
        const auto status = send("moodle/1 ü", with);
        BOOST_TEST((status == 200u || status == 401u), status);
        return status == 200;
    };
    BOOST_TEST(works(secret));
    BOOST_TEST(!works("wrong"));
    BOOST_TEST(text(asked("GET", path).at("title")) == "Moodle");
    const auto sent = asked("GET", "/xapi/statements?limit=1");
    BOOST_TEST(text(sent.at("statements").at(0).at("authority").at("mbox")) ==
               "mailto:moodle@city.example");

    asked("PATCH", path, R"({"enabled":false})");
    BOOST_TEST(!works(secret));
    asked("PATCH", path, R"({"enabled":true,"lenient":true})");
    BOOST_TEST(works(secret));
    BOOST_TEST(asked("GET", path).at("lenient").as_bool());
    BOOST_TEST(server->credentials.find("moodle/1 ü")->credential->lenient);

    const auto rotated = text(asked("POST", path + "/rotate").at("secret"));
    BOOST_TEST(!works(secret));
    BOOST_TEST(works(rotated));
    asked("PATCH", path, R"({"scopes":["statements/read"]})");
    BOOST_TEST(send("moodle/1 ü", rotated) == 403u);

    const auto usage = asked("GET", path).at("usage");
    BOOST_TEST(usage.at("requests").as_int64() == 4);
    BOOST_TEST(usage.at("refused").as_int64() == 1);
    BOOST_TEST(usage.at("statements").as_int64() == 3);
    BOOST_TEST(usage.at("lastUse").is_string());

    BOOST_TEST(api("DELETE", path).result_int() == 204u);
    BOOST_TEST(!works(rotated));
    BOOST_TEST(api("DELETE", path).result_int() == 404u);
    BOOST_TEST(api("GET", path).result_int() == 404u);
}

BOOST_DATA_TEST_CASE(the_life_of_a_tenant, data::make(live::backends), backend)
{
    open(backend);
    const auto made = api("POST", "/api/v1/tenants", R"({"name":"city","hosts":["city.example"]})");
    BOOST_TEST(made.result_int() == 201u);
    const auto admin = asked("POST", std::string(all),
                             R"({"key":"city.admin","tenant":"city","scopes":["admin"]})");
    const auto secret = text(admin.at("secret"));
    BOOST_TEST(text(admin.at("authority").at("account").at("homePage")) ==
               "https://lrs.example/credentials");
    BOOST_TEST(send("city.admin", secret) == 200u);
    BOOST_TEST(send("city.admin", secret, "/t/city/xapi") == 200u);
    BOOST_TEST(send("city.admin", secret, "/t/default/xapi") == 403u);

    BOOST_TEST(api("DELETE", "/api/v1/tenants/city").result_int() == 409u);
    BOOST_TEST(asked("GET", "/api/v1/tenants/city").at("credentials").as_int64() == 1);
    BOOST_TEST(api("DELETE", "/api/v1/credentials/city.admin").result_int() == 204u);
    BOOST_TEST(api("DELETE", "/api/v1/tenants/city").result_int() == 204u);
    BOOST_TEST(api("GET", "/api/v1/tenants/city").result_int() == 404u);

    // Who comes later under the same name finds nothing of what was there.
    asked("POST", "/api/v1/tenants", R"({"name":"city"})");
    const auto later =
        asked("POST", std::string(all), R"({"key":"city.all","tenant":"city","scopes":["admin"]})");
    support::Client client(server->server.port());
    const auto page = client.ask("GET /t/city/xapi/statements HTTP/1.1\r\nHost: localhost\r\n"
                                 "X-Experience-API-Version: 2.0.0\r\nAuthorization: " +
                                 fakes::basic("city.all", text(later.at("secret"))) + "\r\n\r\n");
    BOOST_TEST(page.body() == R"({"statements":[],"more":""})");
}

BOOST_AUTO_TEST_CASE(requests)
{
    open(live::backends[0]);
    const std::string one = "/api/v1/credentials/writer";

    const struct {
        const char* name;
        Asked asked;
        unsigned status;
    } rows[] = {
        {"list", {.target = "/api/v1/credentials"}, 200},
        {"of a tenant", {.target = "/api/v1/credentials?tenant=elsewhere"}, 200},
        {"of no tenant", {.target = "/api/v1/credentials?tenant=x"}, 404},
        {"another parameter", {.target = "/api/v1/credentials?x=1"}, 400},
        {"a parameter of the list", {.target = one + "?tenant=default"}, 400},
        {"JSON with a charset",
         {.target = one,
          .body = "{}",
          .method = "PATCH",
          .type = "application/json; charset=utf-8"},
         200},
        {"as a form",
         {.target = one,
          .body = "{}",
          .method = "PATCH",
          .type = "application/x-www-form-urlencoded"},
         415},
        {"without a type", {.target = one, .body = "{}", .method = "PATCH", .type = ""}, 415},
        {"without a body", {.target = one, .method = "PATCH"}, 400},
        {"PUT", {.target = one, .body = "{}", .method = "PUT"}, 405},
        {"a tenant, PUT",
         {.target = "/api/v1/tenants/default", .body = "{}", .method = "PUT"},
         405},
        {"a key that is taken", {.target = "/api/v1/credentials", .body = R"({"key":"all"})"}, 409},
    };

    for (auto row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            row.asked.key = "admin";
            const auto answer = server->ask(row.asked);
            BOOST_TEST(answer.result_int() == row.status, answer.body());
        }
    }
    const auto refused = json::parse(api("PATCH", one, R"({"scopes":["x"],"y":1})").body());
    BOOST_TEST(text(refused.at("error")) == "Members break rules; nothing was changed");
    const auto& complaints = refused.at("complaints").as_array();
    BOOST_REQUIRE(complaints.size() == 2u);
    BOOST_TEST(json::serialize(complaints.at(0)) ==
               R"({"pointer":"/scopes/0","rule":"credential.scope","found":"\"x\"",)"
               R"("expected":"be one of: statements/write, statements/read/mine, )"
               R"(statements/read, state, profile, define, all/read, all, admin"})");
    BOOST_TEST(json::serialize(complaints.at(1)) ==
               R"({"pointer":"/y","rule":"unknown_member","found":"1",)"
               R"("expected":"not be there"})");
}

// Neither a secret nor a hash is ever answered again, and no cache keeps the one answer.
BOOST_AUTO_TEST_CASE(secrets)
{
    open(live::backends[0]);
    const auto created = api("POST", std::string(all), R"({"key":"k"})");
    BOOST_TEST(created[http::field::cache_control] == "no-store");
    const auto first = text(json::parse(created.body()).at("secret"));
    const auto rotated = api("POST", std::string(all) + "/k/rotate");
    BOOST_TEST(rotated[http::field::cache_control] == "no-store");
    const auto second = text(json::parse(rotated.body()).at("secret"));
    const auto stored =
        json::parse(server->storage->settings().get("credential/k").value().value());
    for (const auto& answer : {api("GET", std::string(all)), api("GET", std::string(all) + "/k"),
                               api("PATCH", std::string(all) + "/k", R"({"title":"t"})"),
                               api("GET", "/api/v1/tenants")}) {
        for (const auto& hidden : {first, second, text(stored.at("hash")), text(stored.at("salt")),
                                   std::string("secret"), std::string("hash")})
            BOOST_TEST(answer.body().find(hidden) == std::string::npos, answer.body());
    }
    BOOST_TEST(rotated.body().find(text(stored.at("hash"))) == std::string::npos);
}

// Requests, rotation and removal at one time: every answer is one of the two that it may be.
BOOST_AUTO_TEST_CASE(at_one_time)
{
    open(live::backends[0]);
    constexpr int turns = 50;
    std::vector<std::thread> threads;
    std::atomic<int> stored = 0;
    std::atomic<int> wrong = 0;
    for (int at = 0; at < 3; ++at) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < turns; ++turn) {
                stored += send("writer", "writer-secret") == 200;
                const auto status = send("states", "states-secret");
                wrong += status != 403 && status != 401;
            }
        });
    }
    for (int turn = 0; turn < 5; ++turn)
        api("POST", std::string(all) + "/states/rotate");
    BOOST_TEST(api("DELETE", std::string(all) + "/states").result_int() == 204u);
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(stored == 3 * turns);
    BOOST_TEST(wrong == 0);
    const auto usage = asked("GET", std::string(all) + "/writer").at("usage");
    BOOST_TEST(usage.at("requests").as_int64() == 3 * turns);
    BOOST_TEST(usage.at("statements").as_int64() == 3 * turns);
    BOOST_TEST(send("states", "states-secret") == 401u);
}

BOOST_AUTO_TEST_SUITE_END()
