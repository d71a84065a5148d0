// State and profiles of a running server, on every backend.
#include "base/limits.hpp"
#include "tests/lrs/live.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <string>

namespace {

namespace data = boost::unit_test::data;
namespace http = boost::beast::http;

using live::Answer;

const std::string who = "agent=" + live::escaped(R"({"mbox":"mailto:ann@example.org"})");
const std::string what = "activityId=" + live::escaped("https://example.org/a");
const std::string registration = "registration=00000000-0000-4000-8000-000000000001";

const std::string states = "/xapi/activities/state?" + what + "&" + who;
const std::string activity_profiles = "/xapi/activities/profile?" + what;
const std::string agent_profiles = "/xapi/agents/profile?" + who;

const std::string if_new = "If-None-Match: *\r\n";

struct Fixture {
    live::World& open(const live::Backend& backend)
    {
        disk = backend.make();
        server = std::make_unique<live::World>(disk->open());
        return *server;
    }

    unsigned put(const std::string& target, const std::string& body, const std::string& headers,
                 const std::string& version = "2.0.0")
    {
        return server
            ->ask({.target = target,
                   .body = body,
                   .method = "PUT",
                   .version = version,
                   .headers = headers})
            .result_int();
    }

    unsigned remove(const std::string& target, const std::string& headers = "")
    {
        return server->ask({.target = target, .method = "DELETE", .headers = headers}).result_int();
    }

    std::string tag(const std::string& target)
    {
        const auto answer = server->get(target);
        return std::string(answer[http::field::etag]);
    }

    std::unique_ptr<live::Disk> disk;
    std::unique_ptr<live::World> server;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_documents, Fixture)

BOOST_DATA_TEST_CASE(bytes_come_back, data::make(live::backends), backend)
{
    open(backend);
    for (const auto& target : {states + "&stateId=s", activity_profiles + "&profileId=p",
                               agent_profiles + "&profileId=p"}) {
        BOOST_TEST_CONTEXT(target)
        {
            const std::string body("\0\xff{1.10}", 8);
            const auto stored = server->ask({.target = target,
                                             .body = body,
                                             .method = "PUT",
                                             .type = "application/json; x=y",
                                             .headers = if_new});
            BOOST_TEST(stored.result_int() == 204u);
            const auto answer = server->get(target);
            BOOST_TEST(answer.result_int() == 200u);
            BOOST_TEST(answer.body() == body);
            BOOST_TEST(answer[http::field::content_type] == "application/json; x=y");
            BOOST_TEST(!answer[http::field::last_modified].empty());
            BOOST_TEST(stored[http::field::etag] == answer[http::field::etag]);
            const auto unchanged = server->ask(
                {.target = target,
                 .headers = "If-None-Match: " + std::string(answer[http::field::etag]) + "\r\n"});
            BOOST_TEST(unchanged.result_int() == 304u);
            BOOST_TEST(remove(target) == 204u);
            BOOST_TEST(remove(target) == 204u);
            BOOST_TEST(server->get(target).result_int() == 404u);
        }
    }
}

// What a PUT without If-Match and If-None-Match does to what is there, and to what is not.
BOOST_DATA_TEST_CASE(without_preconditions, data::make(live::backends), backend)
{
    open(backend);

    const struct {
        std::string target;
        const char* version;
        unsigned fresh;
        unsigned again;
    } rows[] = {
        {states + "&stateId=1", "1.0.3", 204, 204},
        {states + "&stateId=2", "2.0.0", 204, 409},
        {activity_profiles + "&profileId=1", "1.0.3", 400, 409},
        {activity_profiles + "&profileId=2", "2.0.0", 204, 409},
        {agent_profiles + "&profileId=1", "1.0.3", 400, 409},
        {agent_profiles + "&profileId=2", "2.0.0", 204, 409},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.target << " " << row.version)
        {
            BOOST_TEST(put(row.target, "one", "", row.version) == row.fresh);
            if (row.fresh != 204) put(row.target, "one", if_new, row.version);
            BOOST_TEST(put(row.target, "two", "", row.version) == row.again);
            BOOST_TEST(server->get(row.target).body() == (row.again == 204 ? "two" : "one"));
        }
    }
}

BOOST_DATA_TEST_CASE(preconditions, data::make(live::backends), backend)
{
    open(backend);
    for (const auto& target : {states + "&stateId=s", agent_profiles + "&profileId=p"}) {
        BOOST_TEST_CONTEXT(target)
        {
            BOOST_TEST(put(target, "x", "If-Match: *\r\n") == 412u);
            BOOST_TEST(server->get(target).result_int() == 404u);
            BOOST_TEST(put(target, "one", if_new) == 204u);
            BOOST_TEST(put(target, "x", if_new) == 412u);
            BOOST_TEST(put(target, "x", "If-Match: \"other\"\r\n") == 412u);
            BOOST_TEST(put(target, "x", "If-Match: \"\r\n") == 400u);
            BOOST_TEST(remove(target, "If-Match: \"other\"\r\n") == 412u);
            BOOST_TEST(server->get(target).body() == "one");
            const auto old = "If-Match: " + tag(target) + "\r\n";
            BOOST_TEST(put(target, "two", old) == 204u);
            BOOST_TEST(put(target, "x", old) == 412u);
            BOOST_TEST(server->get(target).body() == "two");
            BOOST_TEST(remove(target, "If-Match: " + tag(target) + "\r\n") == 204u);
        }
    }
}

BOOST_DATA_TEST_CASE(post_merges, data::make(live::backends), backend)
{
    open(backend);

    const struct {
        const char* name;
        std::string stored; // Empty: nothing.
        std::string stored_type;
        std::string posted;
        std::string posted_type;
        int status;
        std::string left;
    } rows[] = {
        {"members", R"({"a":1,"b":{"c":2}})", "application/json", R"({"b":{"d":3},"e":4})",
         "application/json", 204, R"({"a":1,"b":{"d":3},"e":4})"},
        {"digits and spaces", R"({"a": 1.10 ,"b":"\u00e4"})", "application/json",
         R"({"c":123456789012345678901234567890})", "application/json; charset=UTF-8", 204,
         R"({"a":1.10,"b":"\u00e4","c":123456789012345678901234567890})"},
        {"escaped names", R"({"\u0061":1})", "application/json", R"({"a":2})", "application/json",
         204, R"({"\u0061":2})"},
        {"nothing there", "", "", R"({"a":1})", "application/json", 204, R"({"a":1})"},
        {"nothing there, a text", "", "", "text", "text/plain", 204, "text"},
        {"nothing there, an array", "", "", "[1]", "application/json", 400, ""},
        {"nothing there, no JSON", "", "", "{", "application/json", 400, ""},
        {"array posted", "{}", "application/json", "[1]", "application/json", 400, "{}"},
        {"no JSON posted", "{}", "application/json", "{", "application/json", 400, "{}"},
        {"duplicate keys", "{}", "application/json", R"({"a":1,"a":2})", "application/json", 400,
         "{}"},
        {"text posted", "{}", "application/json", R"({"a":1})", "text/plain", 400, "{}"},
        {"text stored", R"({"a":1})", "text/plain", "{}", "application/json", 400, R"({"a":1})"},
        {"array stored", "[1]", "application/json", "{}", "application/json", 400, "[1]"},
    };

    unsigned number = 0;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto target = states + "&stateId=" + std::to_string(++number);
            if (!row.stored.empty())
                server->ask({.target = target,
                             .body = row.stored,
                             .method = "PUT",
                             .type = row.stored_type});
            const auto answer =
                server->ask({.target = target, .body = row.posted, .type = row.posted_type});
            BOOST_TEST(answer.result_int() == static_cast<unsigned>(row.status), answer.body());
            const auto left = server->get(target);
            BOOST_TEST((left.result_int() == 200u ? left.body() : "") == row.left);
        }
    }
}

BOOST_DATA_TEST_CASE(registrations, data::make(live::backends), backend)
{
    open(backend);
    put(states + "&stateId=a", "plain", "");
    put(states + "&stateId=a&" + registration, "registered", "");
    put(states + "&stateId=b&" + registration, "registered", "");
    BOOST_TEST(server->get(states + "&stateId=a").body() == "plain");
    BOOST_TEST(server->get(states + "&stateId=b").result_int() == 404u);
    BOOST_TEST(server->get(states + "&stateId=a&" + registration).body() == "registered");
    BOOST_TEST(server->get(states).body() == R"(["a","b"])");
    BOOST_TEST(server->get(states + "&" + registration).body() == R"(["a","b"])");

    BOOST_TEST(remove(states + "&" + registration) == 204u);
    BOOST_TEST(server->get(states).body() == R"(["a"])");
    put(states + "&stateId=b&" + registration, "registered", "");
    BOOST_TEST(remove(states) == 204u);
    BOOST_TEST(server->get(states).body() == "[]");
}

BOOST_DATA_TEST_CASE(since, data::make(live::backends), backend)
{
    open(backend);
    for (const auto& [target, name] :
         {std::pair(states, "&stateId="), std::pair(activity_profiles, "&profileId="),
          std::pair(agent_profiles, "&profileId=")}) {
        put(target + name + "a", "x", if_new);
        const auto between = base::to_string(storage::system_now());
        put(target + name + "b", "x", if_new);
        BOOST_TEST(server->get(target).body() == R"(["a","b"])");
        BOOST_TEST(server->get(target + "&since=" + live::escaped(between)).body() == R"(["b"])");
    }
}

BOOST_DATA_TEST_CASE(refusals, data::make(live::backends), backend)
{
    open(backend);

    const struct {
        std::string method;
        std::string target;
        const char* at; // The parameter that is named.
    } rows[] = {
        {"GET", "/xapi/activities/state?" + who + "&stateId=s", "activityId"},
        {"GET", "/xapi/activities/state?activityId=a&" + who, "activityId"},
        {"GET", "/xapi/activities/state?" + what, "agent"},
        {"GET", "/xapi/activities/state?" + what + "&agent=ann", "agent"},
        {"GET", "/xapi/activities/state?" + what + "&agent={}", "agent"},
        {"GET", states + "&registration=1", "registration"},
        {"GET", states + "&since=yesterday", "since"},
        {"GET", states + "&stateId=s&since=2026-01-01T00:00:00Z", "since"},
        {"GET", states + "&stateid=s", "stateid"},
        {"GET", states + "&profileId=s", "profileId"},
        {"PUT", states, "stateId"},
        {"POST", states, "stateId"},
        {"PUT", states + "&stateId=s&since=2026-01-01T00:00:00Z", "since"},
        {"DELETE", states + "&since=2026-01-01T00:00:00Z", "since"},
        {"GET", activity_profiles + "&" + who, "agent"},
        {"GET", activity_profiles + "&" + registration, "registration"},
        {"DELETE", activity_profiles, "profileId"},
        {"GET", agent_profiles + "&" + what, "activityId"},
        {"DELETE", agent_profiles, "profileId"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.method << " " << row.target)
        {
            const auto answer = server->ask({.target = row.target, .method = row.method});
            BOOST_TEST(answer.result_int() == 400u);
            BOOST_TEST(boost::json::parse(answer.body()).at("at").as_string() == row.at);
        }
    }
    // What a sender is known to add changes nothing.
    BOOST_TEST(put(states + "&stateId=s&activity_id=x", "x", "") == 204u);
}

BOOST_DATA_TEST_CASE(scopes, data::make(live::backends), backend)
{
    open(backend);

    const struct {
        std::string key;
        unsigned state_get, state_put, profile_get, profile_put, person;
    } rows[] = {
        {"all", 404, 204, 404, 204, 200},        {"admin", 404, 204, 404, 204, 200},
        {"states", 404, 204, 403, 403, 200},     {"profiles", 403, 403, 404, 204, 200},
        {"all reader", 404, 403, 404, 403, 200}, {"reader", 403, 403, 403, 403, 200},
        {"mine", 403, 403, 403, 403, 200},       {"writer", 403, 403, 403, 403, 403},
        {"definer", 403, 403, 403, 403, 200},    {"elsewhere", 404, 204, 404, 204, 200},
        {"nobody", 401, 401, 401, 401, 401},
    };

    unsigned number = 0;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.key)
        {
            const auto id = std::to_string(++number);
            const auto ask = [&](const std::string& method, const std::string& target) {
                return server
                    ->ask({.target = target, .body = "x", .method = method, .key = row.key})
                    .result_int();
            };
            BOOST_TEST(server->get(states + "&stateId=" + id, row.key).result_int() ==
                       row.state_get);
            BOOST_TEST(ask("PUT", states + "&stateId=" + id) == row.state_put);
            for (const auto& target : {activity_profiles, agent_profiles}) {
                const auto one = target + "&profileId=" + id;
                BOOST_TEST(server->get(one, row.key).result_int() == row.profile_get);
                BOOST_TEST(ask("PUT", one) == row.profile_put);
            }
            BOOST_TEST(server->get("/xapi/agents?" + who, row.key).result_int() == row.person);
        }
    }
}

BOOST_DATA_TEST_CASE(tenants_see_their_own, data::make(live::backends), backend)
{
    open(backend);
    const auto target = states + "&stateId=s";
    put(target, "home", "");
    BOOST_TEST(server->get(target, "elsewhere").result_int() == 404u);
    BOOST_TEST(server->get(states, "elsewhere").body() == "[]");
    server->ask({.target = states, .method = "DELETE", .key = "elsewhere"});
    BOOST_TEST(server->get(target).body() == "home");
}

// Of those who have seen the same version one wins.
BOOST_DATA_TEST_CASE(one_of_many_writers_wins, data::make(live::backends), backend)
{
    open(backend);
    const auto target = agent_profiles + "&profileId=p";
    put(target, "0", if_new);
    for (int round = 1; round <= 10; ++round) {
        const auto headers = "If-Match: " + tag(target) +
                             "\r\nAuthorization: " + fakes::basic("all") +
                             "\r\nX-Experience-API-Version: 2.0.0\r\n";
        std::vector<std::future<unsigned>> answers;
        for (int writer = 0; writer < 4; ++writer) {
            const auto body = std::to_string(round) + "/" + std::to_string(writer);
            answers.push_back(std::async(std::launch::async, [&, body] {
                support::Client client(server->server.port());
                return client
                    .ask("PUT " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
                         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
                    .result_int();
            }));
        }
        unsigned won = 0;
        unsigned lost = 0;
        for (auto& answer : answers) {
            const auto status = answer.get();
            won += status == 204;
            lost += status == 412;
        }
        BOOST_TEST(won == 1u);
        BOOST_TEST(lost == 3u);
    }
}

BOOST_AUTO_TEST_CASE(a_person_is_what_was_asked_for)
{
    open(live::backends[0]);
    const auto person = server->get(
        "/xapi/agents?agent=" +
        live::escaped(R"({"name":"Ann","account":{"homePage":"https://x.example","name":"1"}})"));
    BOOST_TEST(person.body() == R"({"objectType":"Person","name":["Ann"],)"
                                R"("account":[{"homePage":"https://x.example","name":"1"}]})");
    BOOST_TEST(server->get("/xapi/agents").result_int() == 400u);
    BOOST_TEST(server
                   ->get("/xapi/agents?agent=" + live::escaped(R"({"objectType":"Group",)"
                                                               R"("mbox":"mailto:g@example.org"})"))
                   .result_int() == 400u);
}

BOOST_DATA_TEST_CASE(ids_at_the_limit, data::make(live::backends), backend)
{
    auto& world = open(backend);
    world.config.url_bytes = 3 * limits::document_id_bytes;
    for (const std::string& target : {states + "&stateId=", agent_profiles + "&profileId=",
                                      activity_profiles + "&profileId="}) {
        const std::string id(limits::document_id_bytes, 'x');
        BOOST_TEST(put(target + id, "x", if_new) == 204u);
        BOOST_TEST(put(target + id + "x", "x", if_new) == 400u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
