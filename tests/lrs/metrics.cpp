#include "lrs/metrics.hpp"

#include "lrs/commands/metrics_server.hpp"
#include "tests/lrs/route_samples.hpp"
#include "tests/lrs/served.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <regex>
#include <set>
#include <sstream>

namespace {

using namespace served;

// Text format 0.0.4: comments about a family before its samples, each family once.
void check_format(const std::string& text)
{
    static const std::regex sample(R"re(([a-z_]+)(\{([a-z]+="([^"\\]|\\.)*",?)*\})? [0-9.e+-]+)re");
    std::set<std::string> families;
    std::string family;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# HELP ")) {
            family = line.substr(7, line.find(' ', 7) - 7);
            BOOST_TEST(families.insert(family).second, line);
        } else if (!line.starts_with("# TYPE " + family + ' ')) {
            BOOST_TEST(std::regex_match(line, sample), line);
            BOOST_TEST(line.starts_with(family), line);
        }
    }
    BOOST_TEST(text.ends_with('\n'));
    BOOST_TEST(families.size() > 30u);
}

bool has_line(const std::string& text, const std::string& line)
{
    return ('\n' + text).find('\n' + line + '\n') != std::string::npos;
}

struct Live {
    live::Memory disk;
    live::World world{disk.open()};

    std::string text() { return world.get("/metrics", "admin").body(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_metrics)

BOOST_AUTO_TEST_CASE(requests_by_route_and_class)
{
    const Route routes[] = {{get, "/a", echo}, {post, "/a", echo}};
    const Route elsewhere{get, "/a", echo};
    Metrics metrics(routes);
    metrics.answered({&routes[1], 204, 150us, 10, 0});
    metrics.answered({&routes[1], 200, 40ms, 0, 7});
    metrics.answered({&routes[0], 503, 1h, 0, 0});
    metrics.answered({nullptr, 404, 0us, 0, 0});
    metrics.answered({&elsewhere, 200, 0us, 0, 0});
    const auto totals = metrics.totals();
    BOOST_TEST_REQUIRE(totals.routes.size() == 3u);
    BOOST_TEST(totals.routes[1].micros[1].count() == 2u);
    BOOST_TEST(totals.routes[1].micros[1].sum == 40'150u);
    BOOST_TEST(totals.routes[0].micros[4].counts.back() == 1u);
    BOOST_TEST(!totals.routes[2].route);
    BOOST_TEST(totals.routes[2].micros[3].count() == 1u);
    BOOST_TEST(totals.routes[2].micros[1].count() == 1u);
    BOOST_TEST(totals.bytes_in == 10u);
    BOOST_TEST(totals.bytes_out == 7u);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_between_threads)
{
    const Route routes[] = {{get, "/a", echo}};
    Metrics metrics(routes);
    std::vector<std::thread> threads;
    for (unsigned each = 0; each < 12; ++each) {
        threads.emplace_back([&] {
            for (unsigned turn = 0; turn < 1'000; ++turn)
                metrics.answered({&routes[0], 200, 1us, 1, 0});
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(metrics.totals().routes[0].micros[1].count() == 12'000u);
    BOOST_TEST(metrics.totals().bytes_in == 12'000u);
}

BOOST_FIXTURE_TEST_CASE(what_is_exposed, Live)
{
    world.post(books::without_id(), "writer");
    BOOST_TEST(world.get("/nothing/here").result_int() == 404u);
    const auto answer = world.get("/metrics", "admin");
    BOOST_TEST(answer.result_int() == 200u);
    BOOST_TEST(answer[http::field::content_type] == "text/plain; version=0.0.4; charset=utf-8");
    const auto text = answer.body();
    check_format(text);
    for (const auto* line :
         {R"(lrs_requests_total{method="POST",route="/statements",status="2xx"} 1)",
          R"(lrs_requests_total{method="",route="",status="4xx"} 1)",
          R"(lrs_request_duration_seconds_count{method="POST",route="/statements",status="2xx"} 1)",
          R"(lrs_source_statements_total{tenant="default",source="writer"} 1)",
          R"(lrs_source_requests_total{tenant="elsewhere",source="elsewhere"} 0)",
          R"(lrs_requests_in_flight 1)", R"(lrs_connections 1)", R"(lrs_store_takes_writes 1)",
          R"(lrs_store_queue_statements{kind="documents"} 0)",
          R"(lrs_storage_work{urgency="soon"} 1)", R"(lrs_store_rows 1)"}) {
        BOOST_TEST(has_line(text, line), line);
    }
    BOOST_TEST(text.find("nothing/here") == std::string::npos); // No path of a sender's choice.
    BOOST_TEST(text.find("lrs_follower_lag") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_lag_of_a_follower, Live)
{
    world.ask(
        {.target = "/api/v1/model", .body = samples::model(), .method = "PUT", .key = "admin"});
    world.post(books::without_id());
    // An answer waits for the follower.
    world.get("/api/v1/attainment?" + samples::who, "admin");
    BOOST_TEST(has_line(text(), R"(lrs_follower_lag_entries{follower="competency",)"
                                R"(tenant="default"} 0)"));
}

BOOST_FIXTURE_TEST_CASE(sources_are_bounded, Live)
{
    for (unsigned each = 0; each < limits::metrics_sources; ++each) {
        lrs::Credential more{"more" + std::to_string(each), lrs::default_tenant,
                             static_cast<std::uint32_t>(lrs::Scope::all),
                             live::authority_of("more")};
        world.storage->settings()
            .put("credential/" + more.key, fakes::stored_credential(more.key, "all"))
            .value();
    }
    world.credentials.load().value();
    const auto lines = text();
    std::size_t count = 0;
    for (auto at = lines.find("lrs_source_requests_total{"); at != lines.npos;
         at = lines.find("lrs_source_requests_total{", at + 1)) {
        ++count;
    }
    BOOST_TEST(count == limits::metrics_sources + 1);
    BOOST_TEST(lines.find(R"(lrs_source_requests_total{tenant="",source=""})") != lines.npos);
}

BOOST_FIXTURE_TEST_CASE(an_address_of_their_own, Live)
{
    lrs::MetricsServer server(world.app, {"127.0.0.1", 0});
    server.start().value();
    support::Client client(server.port());
    const auto answer = client.ask(request("GET /metrics"));
    BOOST_TEST(answer.result_int() == 200u);
    check_format(answer.body());
    BOOST_TEST(client.ask(request("GET /xapi/about")).result_int() == 404u);
    BOOST_TEST(client.ask(request("GET /health")).result_int() == 404u);
    server.stop();
}

BOOST_AUTO_TEST_SUITE_END()

// Every answer has an id, and the log has a line for each that says nothing of what was sent.
BOOST_FIXTURE_TEST_SUITE(lrs_request_log, Served)

OVER_PLAIN_AND_TLS(a_line_for_each_request)
{
    start();
    auto client = connect();
    const std::string sender = "User-Agent: personal\r\nAuthorization: " + fakes::basic("all") +
                               "\r\nX-Experience-API-Version: 2.0.0\r\n";
    const auto first = client.ask(request("POST /xapi/statements?who=personal",
                                          sender + "X-Request-ID: mine-1\r\n", "personal"));
    BOOST_TEST(first["X-Request-ID"] == "mine-1");
    const auto second = client.ask(request("GET /personal", "X-Request-ID: not sane\r\n"));
    BOOST_TEST(second["X-Request-ID"].size() == 16u);
    client.send("GET personal\r\n\r\n");
    BOOST_TEST(client.receive()["X-Request-ID"].size() == 16u);
    server.stop();
    journal.flush();

    std::istringstream lines(log.str());
    std::vector<boost::json::object> told;
    for (std::string line; std::getline(lines, line);) {
        BOOST_TEST(line.find("personal") == std::string::npos, line);
        BOOST_TEST(line.find("secret") == std::string::npos, line);
        BOOST_TEST(line.find("127.0.0.1") == std::string::npos, line);
        told.push_back(boost::json::parse(line).as_object());
    }
    BOOST_TEST_REQUIRE(told.size() == 3u);
    auto line = told[0];
    BOOST_TEST(line.erase("time") == 1u);
    BOOST_TEST(line.erase("micros") == 1u);
    const auto expected = boost::json::parse(
        R"({"level":"info","event":"request","request":"mine-1","method":"POST",)"
        R"("route":"/statements","status":200,"in":8,"out":8,"source":"all"})");
    BOOST_TEST((line == expected.as_object()), boost::json::serialize(line));
    BOOST_TEST(told[1].at("route").as_string() == "");
    BOOST_TEST(told[1].at("status").as_int64() == 404);
    BOOST_TEST(told[1].at("request").as_string() == std::string(second["X-Request-ID"]));
    BOOST_TEST(told[2].at("status").as_int64() == 400);
}

BOOST_AUTO_TEST_SUITE_END()
