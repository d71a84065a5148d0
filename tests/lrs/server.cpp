// Starting, limits of the whole, and stopping.
#include "lrs/server.hpp"

#include "tests/lrs/served.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <list>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace served;
using support::Client;

// The connections that the server still counts.
void wait_for_connections(const Server& server, std::size_t count)
{
    while (server.connections() != count)
        std::this_thread::sleep_for(1ms);
}

bool is_listening(std::uint16_t port)
{
    try {
        Client client(port);
        return true;
    } catch (const boost::system::system_error&) {
        return false;
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_server, Served)

OVER_PLAIN_AND_TLS(listens_where_it_says)
{
    start();
    BOOST_TEST(server.port() != 0);
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(names_are_resolved)
{
    config.listen.host = "localhost";
    start();
    BOOST_TEST(server.port() != 0);
}

BOOST_AUTO_TEST_CASE(an_address_that_is_taken_or_is_none)
{
    start();
    const auto taken = server.port();
    for (const auto& endpoint :
         {Endpoint{"127.0.0.1", taken}, Endpoint{"no-such-host.invalid", 0}}) {
        BOOST_TEST_CONTEXT(to_string(endpoint))
        {
            config.listen = endpoint;
            Server second(app, table);
            const auto started = second.start();
            BOOST_REQUIRE(started.has_error());
            BOOST_TEST(started.error().why.find(to_string(endpoint)) != std::string::npos);
            second.stop();
        }
    }
}

BOOST_AUTO_TEST_CASE(connections_are_dealt_out_in_turn)
{
    config.threads = 3;
    start();
    std::list<Client> clients;
    std::set<std::string> threads;
    for (int at = 0; at < 6; ++at) {
        clients.emplace_back(server.port());
        threads.insert(clients.back().ask(request("GET /thread")).body());
    }
    BOOST_TEST(threads.size() == 3);
}

OVER_PLAIN_AND_TLS(over_the_connection_limit)
{
    config.connections = 2;
    start();
    auto first = connect();
    auto second = connect();
    BOOST_TEST(first.ask(request("GET /echo")).result_int() == 200);
    BOOST_TEST(second.ask(request("GET /echo")).result_int() == 200);

    auto third = connect();
    const auto answer = third.receive();
    BOOST_TEST(answer.result_int() == 503);
    BOOST_TEST(answer.count(http::field::retry_after) == 1);
    BOOST_TEST(!answer.keep_alive());
    third.finish_sending();
    BOOST_TEST(third.rest() == "");

    second.socket().close();
    wait_for_connections(server, 1);
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
    BOOST_TEST(first.ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(those_turned_away_are_few)
{
    config.connections = 0;
    config.linger_timeout = 10min;
    config.drain_timeout = 0ms;
    start();
    std::list<Client> clients;
    for (std::size_t at = 0; at < limits::turned_away; ++at) {
        clients.emplace_back(server.port());
        BOOST_TEST(clients.back().receive().result_int() == 503);
    }
    BOOST_TEST(connect().rest() == "");
}

BOOST_AUTO_TEST_CASE(stopping_twice_and_never_starting)
{
    Server other(app, table);
    other.stop();
    start();
    server.stop();
    server.stop();
}

OVER_PLAIN_AND_TLS(starting_again)
{
    start();
    server.stop();
    start();
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
}

OVER_PLAIN_AND_TLS(idle_connections_are_closed_when_it_stops)
{
    config.drain_timeout = 10min;
    config.header_timeout = 10min;
    start();
    auto untouched = connect();
    auto used = connect();
    BOOST_TEST(used.ask(request("GET /echo")).result_int() == 200);
    wait_for_connections(server, 2);
    const auto port = server.port();
    server.stop();
    BOOST_TEST(untouched.rest() == "");
    BOOST_TEST(used.rest() == "");
    BOOST_TEST(!is_listening(port));
}

OVER_PLAIN_AND_TLS(running_requests_are_answered_when_it_stops)
{
    config.drain_timeout = 10min;
    config.threads = 1;
    start();
    auto idle = connect();
    auto client = connect();
    client.send(request("GET /wait"));
    gate->entered.wait();

    auto stopped = std::async(std::launch::async, [&] { server.stop(); });
    BOOST_TEST(idle.rest() == ""); // Now the thread knows.
    gate->open.count_down();

    const auto answer = client.receive();
    BOOST_TEST(answer.result_int() == 200);
    BOOST_TEST(answer.body() == "\"waited\"");
    BOOST_TEST(!answer.keep_alive());
    client.finish_sending();
    BOOST_TEST(client.rest() == "");
    stopped.get();
}

OVER_PLAIN_AND_TLS(half_a_request_is_finished_when_it_stops)
{
    config.drain_timeout = 10min;
    config.threads = 1;
    start();
    auto idle = connect();
    auto client = connect();
    client.send("GET /echo HTTP/1.1\r\n");
    wait_for_connections(server, 2);

    auto stopped = std::async(std::launch::async, [&] { server.stop(); });
    BOOST_TEST(idle.rest() == "");
    const auto answer = client.ask("Host: localhost\r\n\r\n");
    BOOST_TEST(answer.result_int() == 200);
    BOOST_TEST(!answer.keep_alive());
    client.finish_sending();
    stopped.get();
}

OVER_PLAIN_AND_TLS(what_does_not_finish_is_cut)
{
    config.drain_timeout = 20ms;
    config.header_timeout = 10min;
    config.body_timeout = 10min;
    start();
    auto header = connect();
    header.send("GET /ec");
    auto body = connect();
    body.send(request("POST /echo", "Content-Length: 9\r\n") + "x");
    auto reader = connect();
    reader.send(request("GET /big"));
    wait_for_connections(server, 3);
    server.stop();
    BOOST_TEST(header.rest() == "");
    BOOST_TEST(body.rest() == "");
    BOOST_TEST(reader.rest().size() < 16u << 20);
}

OVER_PLAIN_AND_TLS(a_handler_is_waited_for_even_after_the_cut)
{
    config.drain_timeout = 1ms;
    start();
    auto client = connect();
    client.send(request("GET /wait"));
    gate->entered.wait();
    auto stopped = std::async(std::launch::async, [&] { server.stop(); });
    BOOST_TEST(client.rest() == "");
    BOOST_TEST((stopped.wait_for(0ms) == std::future_status::timeout));
    gate->open.count_down();
    stopped.get();
}

// For the sanitizers: many at once, over more connections than threads.
OVER_PLAIN_AND_TLS(many_clients)
{
    start();
    std::atomic<int> right = 0;
    std::vector<std::thread> clients;
    for (int who = 0; who < 8; ++who) {
        clients.emplace_back([&, who] {
            auto client = connect();
            for (int turn = 0; turn < 100; ++turn) {
                const auto body = std::to_string(who * 1000 + turn);
                right += client.ask(request("POST /echo", "", body)).body() == body;
            }
        });
    }
    for (auto& client : clients)
        client.join();
    BOOST_TEST(right == 800);
}

BOOST_AUTO_TEST_SUITE_END()
