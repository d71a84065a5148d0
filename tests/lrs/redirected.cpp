// Redirects to HTTPS, and what proxies say of those who call; over real sockets.
#include "lrs/server.hpp"
#include "tests/lrs/served.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace served;
using support::Client;

struct Redirecting : Served {
    Redirecting() : Served(Carrier::tls) { config.redirect_listen = Endpoint{"127.0.0.1", 0}; }

    std::string url(const std::string& path) const
    {
        return "https://localhost:" + std::to_string(server.port()) + path;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_redirected, Redirecting)

BOOST_AUTO_TEST_CASE(redirects)
{
    start();
    BOOST_TEST(server.redirect_port() != 0);
    BOOST_TEST(server.redirect_port() != server.port());

    const struct {
        const char* name;
        std::string sent;
        std::string location;
        bool closes;
    } rows[] = {
        {"GET", request("GET /xapi/about?a=b"), url("/xapi/about?a=b"), false},
        {"no such path", request("GET /nothing"), url("/nothing"), false},
        {"no such method", request("BREW /pot"), url("/pot"), false},
        {"a credential", request("GET /echo", "Authorization: " + fakes::basic("all") + "\r\n"),
         url("/echo"), false},
        {"a body", request("POST /echo", "", "body"), url("/echo"), true},
        {"a body that waits",
         request("POST /echo", "Expect: 100-continue\r\nContent-Length: 4\r\n"), url("/echo"),
         true},
        {"no HTTP", "HELLO\r\n\r\n", "", true},
        {"two hosts", request("GET /echo", "Host: localhost\r\n"), "", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Client client(server.redirect_port());
            const auto answer = client.ask(row.sent);
            BOOST_TEST(answer.result_int() == (row.location.empty() ? 400u : 308u));
            BOOST_TEST(answer[http::field::location] == row.location);
            BOOST_TEST(answer.count(http::field::content_length) == 1);
            BOOST_TEST(answer.keep_alive() == !row.closes);
            if (!row.closes) BOOST_TEST(client.ask(request("GET /")).result_int() == 308);
        }
    }
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(redirects_of_a_trusted_proxy)
{
    const auto asked = request("GET /", "X-Forwarded-Host: lrs.example\r\n");
    const auto port = [&] { return ":" + std::to_string(server.port()) + "/"; };
    start();
    BOOST_TEST(Client(server.redirect_port()).ask(asked)[http::field::location] == url("/"));
    server.stop();
    config.trusted_proxies = parse_networks("127.0.0.1").value();
    start();
    BOOST_TEST(Client(server.redirect_port()).ask(asked)[http::field::location] ==
               "https://lrs.example" + port());
    const auto there = request("GET /", "X-Forwarded-Proto: https\r\n");
    BOOST_TEST(Client(server.redirect_port()).ask(there).result_int() == 421);
}

BOOST_AUTO_TEST_CASE(redirects_are_limited_as_the_rest)
{
    config.connections = 1;
    start();
    auto first = connect();
    BOOST_TEST(first.ask(request("GET /echo")).result_int() == 200);
    BOOST_TEST(Client(server.redirect_port()).receive().result_int() == 503);
    BOOST_TEST(connect().receive().result_int() == 503);
    server.stop();

    config.connections = 2;
    config.header_timeout = 50ms;
    start();
    Client slow(server.redirect_port());
    slow.send("GET / HT");
    BOOST_TEST(slow.receive().result_int() == 408);
    Client idle(server.redirect_port());
    BOOST_TEST(idle.rest() == "");
}

BOOST_AUTO_TEST_CASE(redirects_end_when_it_stops)
{
    config.drain_timeout = 10min;
    config.header_timeout = 10min;
    start();
    Client idle(server.redirect_port());
    BOOST_TEST(idle.ask(request("GET /")).result_int() == 308);
    const auto port = server.redirect_port();
    server.stop();
    BOOST_TEST(idle.rest() == "");
    BOOST_CHECK_THROW(Client{port}, boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(a_taken_redirect_port_is_told)
{
    start();
    config.redirect_listen->port = server.port();
    Server second(app, table, &certified->tls);
    const auto started = second.start();
    BOOST_REQUIRE(started.has_error());
    BOOST_TEST(started.error().why.find(to_string(*config.redirect_listen)) != std::string::npos);
    config.redirect_listen->port = 0;
    BOOST_TEST(second.start().has_value());
}

BOOST_AUTO_TEST_CASE(callers)
{
    const std::string headers = "X-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n"
                                "X-Forwarded-Proto: https\r\nX-Forwarded-Host: lrs.example\r\n";
    const auto* const said = "192.0.2.2 https lrs.example";

    const struct {
        const char* name;
        const char* trusted;
        const char* plain;
        const char* tls;
    } rows[] = {
        {"nobody", "10.0.0.0/8", "127.0.0.1 http ", "127.0.0.1 https "},
        {"the peer", "127.0.0.0/8", said, said},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            config.trusted_proxies = parse_networks(row.trusted).value();
            start();
            BOOST_TEST(connect().ask(request("GET /caller", headers)).body() == row.tls);
            server.stop();

            Served plain;
            plain.config.trusted_proxies = config.trusted_proxies;
            plain.start();
            BOOST_TEST(plain.connect().ask(request("GET /caller", headers)).body() == row.plain);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
