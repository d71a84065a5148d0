// What the server does with more than it can take, over real sockets: it refuses in time, cuts who
// does not move on, and answers what it has accepted.
#include "tests/lrs/books.hpp"
#include "tests/lrs/served.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace {

using namespace served;

namespace json = boost::json;

constexpr std::size_t large = 1u << 20;

std::string headers(std::string_view key)
{
    return "X-Experience-API-Version: 2.0.0\r\nAuthorization: " + fakes::basic(key) + "\r\n";
}

std::string posting(std::size_t bytes)
{
    return request("POST /xapi/statements",
                   headers("all") + "Content-Length: " + std::to_string(bytes) + "\r\n");
}

std::uint64_t answered_with(const Metrics& metrics, std::size_t status_class)
{
    std::uint64_t sum = 0;
    for (const auto& route : metrics.totals().routes)
        sum += route.micros[status_class - 1].count();
    return sum;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_load, Served)

OVER_PLAIN_AND_TLS(a_body_needs_memory)
{
    start();
    const auto for_large = memory.bytes() - memory.bytes() / 8;

    const struct {
        const char* name;
        std::size_t used; // By other requests.
        std::size_t bytes;
        unsigned status;
    } rows[] = {
        {"just enough", for_large - large, large, 200},
        {"one too few", for_large - large + 1, large, 503},
        {"just enough for a small one", memory.bytes() - limits::small_request, 10, 200},
        {"one too few for a small one", memory.bytes() - limits::small_request + 1, 10, 503},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            MemoryBudget::Share others(memory);
            others.set(row.used);
            auto client = connect();
            client.send(posting(row.bytes));
            // Who is refused hears so before he sends any of it.
            if (row.status == 200) client.send(std::string(row.bytes, 'x'));
            const auto answer = client.receive();
            BOOST_TEST(answer.result_int() == row.status);
            BOOST_TEST((answer.count(http::field::retry_after) == 1) == (row.status == 503));
            client.finish_sending();
            BOOST_TEST(client.rest() == "");
        }
    }
    server.stop();
    BOOST_TEST(memory.used() == 0u); // All was given back.
    BOOST_TEST(metrics.over_budget == 2u);
}

OVER_PLAIN_AND_TLS(a_body_of_unknown_length_needs_memory_as_it_comes)
{
    start();
    MemoryBudget::Share others(memory);
    others.set(memory.bytes() - memory.bytes() / 8 - 2 * large);
    const auto chunk = [](std::size_t bytes) {
        std::ostringstream out;
        out << std::hex << bytes << "\r\n" << std::string(bytes, 'x') << "\r\n";
        return out.str();
    };
    const auto chunked =
        request("POST /xapi/statements", headers("all") + "Transfer-Encoding: chunked\r\n");
    auto fits = connect();
    BOOST_TEST(fits.ask(chunked + chunk(large) + chunk(large) + "0\r\n\r\n").result_int() == 200);
    auto grows = connect();
    grows.send(chunked + chunk(large) + chunk(large) + chunk(1));
    BOOST_TEST(grows.receive().result_int() == 503);
}

OVER_PLAIN_AND_TLS(without_memory_nothing_is_answered_but_what_is_small_for_sure)
{
    start();
    MemoryBudget::Share others(memory);
    others.set(memory.bytes());
    auto client = connect();
    BOOST_TEST(client.ask(request("GET /xapi/statements", headers("all"))).result_int() == 503);
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
    others.set(0);
    BOOST_TEST(client.ask(request("GET /xapi/statements", headers("all"))).result_int() == 200);
}

OVER_PLAIN_AND_TLS(a_body_that_trickles_is_refused)
{
    config.body_timeout = 10min;
    config.pace = {100ms, large};
    start();
    auto client = connect();
    client.send(posting(large));
    std::atomic<bool> answered = false;
    // Two threads may not use one stream of TLS: there nothing more is sent.
    std::thread sender([&, plain = !certified] {
        while (plain && !answered) {
            boost::system::error_code gone;
            asio::write(client.socket(), asio::buffer("x", 1), gone);
            std::this_thread::sleep_for(5ms);
        }
    });
    BOOST_TEST(client.receive().result_int() == 408);
    answered = true;
    sender.join();
    BOOST_TEST(metrics.too_slow == 1u);
}

OVER_PLAIN_AND_TLS(a_body_that_comes_late_is_taken_within_the_grace)
{
    config.pace = {10min, large};
    start();
    auto client = connect();
    for (const auto* part : {"1", "2", "3"}) {
        if (*part == '1') client.send(posting(3));
        client.send(part);
        std::this_thread::sleep_for(20ms);
    }
    BOOST_TEST(client.receive().body() == "123");
}

OVER_PLAIN_AND_TLS(who_reads_slowly_is_cut)
{
    config.write_timeout = 10min;
    config.pace = {100ms, std::size_t{1} << 40};
    start();
    auto client = connect();
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200); // It is there.
    client.send(request("GET /big"));
    while (server.connections() > 0)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(client.rest().size() < 16u << 20);
    BOOST_TEST(metrics.too_slow == 1u);
}

OVER_PLAIN_AND_TLS(who_reads_late_is_served_within_the_grace)
{
    config.pace = {10min, std::size_t{1} << 40};
    start();
    auto client = connect();
    client.send(request("GET /big"));
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(client.receive().body().size() == 16u << 20);
}

// Every request that a handler has seen is answered to the last byte, and no connection is cut in
// the middle of an answer.
OVER_PLAIN_AND_TLS(all_that_was_accepted_is_answered_when_it_stops)
{
    config.drain_timeout = 10min;
    start();
    constexpr std::size_t clients = 12;
    std::atomic<std::uint64_t> received = 0;
    std::atomic<unsigned> cut = 0;
    std::vector<std::future<void>> running;
    for (std::size_t who = 0; who < clients; ++who) {
        running.push_back(std::async(std::launch::async, [&, who] {
            const auto asked = request("POST /echo", "", std::string(who * 20'000 + 1, 'x'));
            try {
                auto client = connect();
                for (bool more = true; more;) {
                    const auto answer = client.ask(asked);
                    if (answer.body().size() != who * 20'000 + 1) return;
                    ++received;
                    more = answer.keep_alive();
                }
            } catch (const boost::system::system_error& error) { // An idle one was closed.
                cut += error.code() == http::error::partial_message;
            }
        }));
    }
    while (received < 20 * clients)
        std::this_thread::sleep_for(1ms);
    server.stop();
    for (auto& each : running)
        each.get();
    BOOST_TEST(received == answered_with(metrics, 2));
    BOOST_TEST(cut == 0u);
    BOOST_TEST(answered_with(metrics, 4) + answered_with(metrics, 5) == 0u);
    BOOST_TEST(metrics.in_flight == 0);
    BOOST_TEST(metrics.connections == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(lrs_load_live)

BOOST_AUTO_TEST_CASE(a_credential_has_its_rate)
{
    live::Memory disk;
    live::World world(disk.open());
    world.credentials.update("writer", {.rate = lrs::Rate{0, 1}}).value();
    json::array batch;
    for (unsigned each = 0; each < 1'000; ++each)
        batch.push_back(json::parse(books::without_id()));
    const live::Asked bulk{.body = json::serialize(batch), .key = "writer"};
    BOOST_TEST(world.ask(bulk).result_int() == 200u);

    const auto refused = world.ask(bulk);
    BOOST_TEST(refused.result_int() == 429u);
    const auto seconds = std::stoi(std::string(refused[http::field::retry_after]));
    BOOST_TEST(seconds > 500); // It is a long way to pay, and the clock of the test is no part.
    BOOST_TEST(seconds <= 1'000);
    BOOST_TEST(world.ask({.body = bulk.body, .key = "all"}).result_int() == 200u); // Has none.
    BOOST_TEST(world.metrics.over_rate == 1u);

    world.credentials.update("writer", {.rate = lrs::Rate{}}).value();
    BOOST_TEST(world.ask(bulk).result_int() == 200u);
}

BOOST_AUTO_TEST_CASE(requests_have_a_rate_too)
{
    live::Memory disk;
    live::World world(disk.open());
    const auto changed = world.ask({.target = "/api/v1/credentials/reader",
                                    .body = R"({"rate":{"requestsPerSecond":1}})",
                                    .method = "PATCH",
                                    .key = "admin"});
    BOOST_TEST(changed.result_int() == 200u);
    BOOST_TEST(json::serialize(json::parse(changed.body()).at("rate")) ==
               R"({"requestsPerSecond":1,"statementsPerSecond":0})");
    unsigned refused = 0;
    while (refused == 0) {
        const auto answer = world.get("/xapi/statements?limit=1", "reader");
        if (answer.result_int() == 200u) continue;
        BOOST_TEST(answer.result_int() == 429u);
        BOOST_TEST(answer[http::field::retry_after] == "1");
        ++refused;
    }
}

// Imports fill whatever they can. No document is refused, and the imports themselves are stored or
// told to come back.
BOOST_AUTO_TEST_CASE(documents_are_served_beside_bulk)
{
    live::Rocks disk;
    live::World world(disk.open());
    json::array batch;
    for (unsigned each = 0; each < 500; ++each)
        batch.push_back(json::parse(books::without_id()));
    const auto text = json::serialize(batch);

    std::atomic<bool> ending = false;
    std::atomic<unsigned> stored = 0;
    std::vector<std::future<void>> imports;
    for (unsigned each = 0; each < 8; ++each) {
        imports.push_back(std::async(std::launch::async, [&] {
            support::Client client(world.server.port());
            const auto asked =
                request("POST /xapi/statements",
                        headers("writer") + "Content-Type: application/json\r\n", text);
            while (!ending) {
                const auto answer = client.ask(asked);
                const auto status = answer.result_int();
                const bool refused = status == 503 && answer.count(http::field::retry_after) == 1;
                if (status == 200) ++stored;
                if (status != 200 && !refused) throw std::runtime_error(answer.body());
            }
        }));
    }
    const auto state = "/xapi/activities/state?activityId=" + live::escaped("https://e.org/a") +
                       "&agent=" + live::escaped(R"({"mbox":"mailto:ann@example.org"})") +
                       "&stateId=s";
    for (unsigned round = 0; round < 50 || stored < 8; ++round) {
        const live::Asked write{.target = state,
                                .body = std::to_string(round),
                                .method = "PUT",
                                .key = "states",
                                .version = "1.0.3"};
        BOOST_TEST(world.ask(write).result_int() == 204u);
        BOOST_TEST(world.get(state, "states").body() == std::to_string(round));
    }
    ending = true;
    for (auto& each : imports)
        each.get();
}

BOOST_AUTO_TEST_SUITE_END()
