// One connection, over a real socket.
#include "lrs/session.hpp"

#include "tests/lrs/served.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

namespace {

using namespace served;
using fakes::basic;

const std::string v1 = "X-Experience-API-Version: 1.0.3\r\n";

std::string authorization(std::string_view key)
{
    return "Authorization: " + basic(key) + "\r\n";
}

std::string chunked(std::string_view body)
{
    std::ostringstream out;
    out << std::hex << body.size() << "\r\n" << body << "\r\n0\r\n\r\n";
    return out.str();
}

// A header of exactly so many bytes.
std::string padded_request(std::size_t bytes)
{
    const auto bare = request("GET /echo", "X: \r\n");
    return request("GET /echo", "X: " + std::string(bytes - bare.size(), 'x') + "\r\n");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_session, Served)

OVER_PLAIN_AND_TLS(answers)
{
    config.body_bytes = 10;
    config.header_bytes = 600;
    config.url_bytes = 100;
    start();
    const std::string ten(10, 'x');
    const std::string eleven(11, 'x');
    const auto all = v1 + authorization("all");
    const std::string chunks = "Transfer-Encoding: chunked\r\n";

    const struct {
        const char* name;
        std::string sent;
        unsigned status;
        bool closes;
    } rows[] = {
        {"GET", request("GET /echo"), 200, false},
        {"POST", request("POST /echo", "", "body"), 200, false},
        {"asked to close", request("GET /echo", "Connection: close\r\n"), 200, true},
        {"HTTP/1.0", "GET /echo HTTP/1.0\r\n\r\n", 200, true},
        {"HTTP/1.0 kept", "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, false},
        {"no host", "GET /echo HTTP/1.1\r\n\r\n", 400, false},
        {"no HTTP", "HELLO\r\n\r\n", 400, true},
        {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, true},
        {"broken header", "GET /echo HTTP/1.1\r\nHost localhost\r\n\r\n", 400, true},
        {"length that is none", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", 400,
         true},
        {"two lengths",
         "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400,
         true},
        {"length and chunks", request("POST /echo", chunks, "x"), 400, true},
        {"unknown coding", request("POST /echo", "Transfer-Encoding: gzip\r\n"), 501, false},
        {"unknown path", request("GET /nothing"), 404, false},
        {"unknown path, body pending", request("POST /nothing", "", "body"), 404, true},
        {"wrong method", request("DELETE /echo"), 405, false},
        {"URL at the limit", request("GET /echo?a=" + std::string(92, 'x')), 200, false},
        {"URL over the limit", request("GET /echo?a=" + std::string(93, 'x')), 414, false},
        {"URL over the header's limit", request("GET /echo?a=" + std::string(9'999, 'x')), 414,
         true},
        {"header at the limit", padded_request(600), 200, false},
        {"header over the limit", padded_request(601), 431, false},
        {"header far over the limit", padded_request(9'999), 431, true},
        {"body at the limit", request("POST /echo", "", ten), 200, false},
        {"body over the limit", request("POST /echo", "", eleven), 413, true},
        {"chunks at the limit", request("POST /echo", chunks) + chunked(ten), 200, false},
        {"chunks over the limit", request("POST /echo", chunks) + chunked(eleven), 413, true},
        {"broken chunk", request("POST /echo", chunks) + "x\r\n", 400, true},
        {"unknown coding", request("POST /echo", "Content-Encoding: deflate\r\n", "x"), 415, true},
        {"unknown expectation", request("POST /echo", "Expect: x\r\n", "x"), 417, true},
        {"xAPI", request("GET /xapi/statements", all), 200, false},
        {"no credential", request("GET /xapi/statements", v1), 401, false},
        {"wrong secret",
         request("GET /xapi/statements", v1 + "Authorization: " + basic("all", "wrong") + "\r\n"),
         401, false},
        {"no credential, body pending", request("POST /xapi/statements", v1, "x"), 401, true},
        {"no credential comes before the length", request("POST /xapi/statements", v1, eleven), 401,
         true},
        {"other scope", request("POST /xapi/statements", v1 + authorization("reader"), "x"), 403,
         true},
        {"the scope", request("POST /xapi/statements", v1 + authorization("writer"), "x"), 200,
         false},
        {"no version", request("GET /xapi/statements", authorization("all")), 400, false},
        {"about without anything", request("GET /xapi/about"), 200, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto client = connect();
            const auto answer = client.ask(row.sent);
            BOOST_TEST(answer.result_int() == row.status);
            BOOST_TEST(answer.keep_alive() == !row.closes);
            if (row.closes) {
                client.finish_sending();
                BOOST_TEST(client.rest() == "");
            } else {
                BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_refusal_under_a_mount_names_version_and_consistency)
{
    config.header_bytes = 600;
    config.url_bytes = 100;
    config.body_bytes = 10;
    config.header_timeout = 50ms;
    config.body_timeout = 50ms;
    storage.statements().through = 3;
    start();
    const auto all = v1 + authorization("all");

    const struct {
        const char* name;
        std::string sent;
        unsigned status;
        std::string_view version;
    } rows[] = {
        {"no version", request("GET /xapi/statements"), 400, "2.0.0"},
        {"no credential", request("GET /xapi/statements", v1), 401, "1.0.3"},
        {"other scope", request("GET /xapi/statements", v1 + authorization("writer")), 403,
         "1.0.3"},
        {"unknown path", request("GET /xapi/statements/x", v1), 404, "1.0.3"},
        {"wrong method", request("DELETE /xapi/statements", v1), 405, "1.0.3"},
        {"slow header", "GET /xapi/statements HTTP/1.1\r\nHost: h\r\n" + v1, 408, "2.0.0"},
        {"slow body", request("POST /xapi/statements", all + "Content-Length: 3\r\n"), 408,
         "1.0.3"},
        {"long body", request("POST /xapi/statements", all, std::string(11, 'x')), 413, "1.0.3"},
        {"long URL", request("GET /xapi/statements?" + std::string(100, 'x'), v1), 414, "1.0.3"},
        {"coded body", request("POST /xapi/statements", all + "Content-Encoding: x\r\n", "x"), 415,
         "1.0.3"},
        {"broken header", "GET /xapi/statements HTTP/1.1\r\nHost h\r\n\r\n", 400, "2.0.0"},
        {"long header", request("GET /xapi/statements", "X: " + std::string(999, 'x') + "\r\n"),
         431, "2.0.0"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = connect().ask(row.sent);
            BOOST_TEST(answer.result_int() == row.status);
            BOOST_TEST(answer["X-Experience-API-Version"] == row.version);
            BOOST_TEST(answer["X-Experience-API-Consistent-Through"] ==
                       "1970-01-01T00:00:03.000000Z");
            BOOST_TEST(answer[http::field::content_type] == "application/json");
            BOOST_TEST(boost::json::parse(answer.body()).as_object().contains("error"));
            BOOST_TEST(answer.count(http::field::date) == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(authenticate_is_not_asked_of_browsers)
{
    start();
    auto client = connect();
    const auto asked = client.ask(request("GET /xapi/statements", v1));
    BOOST_TEST(asked.count(http::field::www_authenticate) == 1);
    const auto silent = client.ask(request("GET /xapi/statements", v1 + "Origin: null\r\n"));
    BOOST_TEST(silent.result_int() == 401);
    BOOST_TEST(silent.count(http::field::www_authenticate) == 0);
}

BOOST_AUTO_TEST_CASE(allow_is_listed)
{
    start();
    BOOST_TEST(connect().ask(request("DELETE /echo"))[http::field::allow] ==
               "GET, HEAD, POST, OPTIONS");
}

OVER_PLAIN_AND_TLS(bodies_arrive_whole)
{
    start();
    auto client = connect();
    std::string large;
    for (int at = 0; large.size() < 3'000'000; ++at)
        large += std::to_string(at);

    const struct {
        const char* name;
        std::string sent;
        const std::string& body;
    } rows[] = {
        {"by length", request("POST /echo", "", large), large},
        {"in one chunk", request("POST /echo", "Transfer-Encoding: chunked\r\n") + chunked(large),
         large},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST((client.ask(row.sent).body() == row.body));
    }
    auto pieces = connect();
    pieces.send(request("POST /echo", "Transfer-Encoding: chunked\r\n"));
    for (const auto* piece : {"1\r\na\r\n", "2;x=y\r\nbc\r\n", "0\r\nTrailer: x\r\n\r\n"})
        pieces.send(piece);
    BOOST_TEST(pieces.receive().body() == "abc");
}

BOOST_AUTO_TEST_CASE(a_trailer_is_no_header)
{
    start();
    const auto answer = connect().ask(request("POST /names", "Transfer-Encoding: chunked\r\n") +
                                      "1\r\na\r\n0\r\nIf-Match: x\r\n\r\n");
    BOOST_TEST(answer.body().find("Host") != std::string::npos);
    BOOST_TEST(answer.body().find("If-Match") == std::string::npos);
}

OVER_PLAIN_AND_TLS(endless_chunk_extensions_end)
{
    start();
    auto client = connect();
    client.send(request("POST /echo", "Transfer-Encoding: chunked\r\n") + "1;");
    client.send(std::string(1u << 20, 'x'));
    BOOST_TEST(client.receive().result_int() == 400);
}

OVER_PLAIN_AND_TLS(continue_comes_before_the_body)
{
    start();
    auto client = connect();
    const std::string expects = "Expect: 100-continue\r\nContent-Length: 4\r\n";
    const auto go_on = client.ask(request("POST /echo", expects));
    BOOST_TEST(go_on.result_int() == 100);
    const auto answer = client.ask("body");
    BOOST_TEST(answer.result_int() == 200);
    BOOST_TEST(answer.body() == "body");

    // A body that is there already was not waiting for it.
    BOOST_TEST(connect().ask(request("POST /echo", expects) + "body").result_int() == 200);

    // A refusal instead of it.
    BOOST_TEST(connect().ask(request("POST /nothing", expects)).result_int() == 404);
}

OVER_PLAIN_AND_TLS(requests_in_a_row_are_answered_in_order)
{
    start();
    auto client = connect();
    std::string all;
    for (int at = 0; at < 50; ++at)
        all += request("POST /echo", "", std::to_string(at));
    client.send(all + request("GET /empty") + request("GET /echo"));
    for (int at = 0; at < 50; ++at)
        BOOST_TEST(client.receive().body() == std::to_string(at));
    BOOST_TEST(client.receive().result_int() == 204);
    BOOST_TEST(client.receive().result_int() == 200);
}

OVER_PLAIN_AND_TLS(bytes_one_by_one)
{
    start();
    auto client = connect();
    for (const char c : request("POST /echo", "", "body"))
        client.send({&c, 1});
    BOOST_TEST(client.receive().body() == "body");
}

OVER_PLAIN_AND_TLS(head_is_get_without_the_body)
{
    start();
    auto client = connect();
    client.send(request("HEAD /big"));
    const auto head = client.receive(true);
    BOOST_TEST(head.result_int() == 200);
    BOOST_TEST(head[http::field::content_length] == std::to_string(16u << 20));
    BOOST_TEST(head[http::field::content_type] == "application/json");
    BOOST_TEST(client.ask(request("POST /echo", "", "x")).body() == "x"); // Nothing in between.
    client.send(request("HEAD /nothing"));
    BOOST_TEST(client.receive(true).result_int() == 404);
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(no_content_has_no_length)
{
    start();
    const auto answer = connect().ask(request("GET /empty"));
    BOOST_TEST(answer.result_int() == 204);
    BOOST_TEST(answer.count(http::field::content_length) == 0);
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_handler_is_told_to_the_log_alone)
{
    start();
    auto client = connect();
    const auto answer = client.ask(request("GET /fail"));
    BOOST_TEST(answer.result_int() == 500);
    BOOST_TEST(answer.body().find("secret cause") == std::string::npos);
    BOOST_TEST(answer.count(failure_header) == 0u);
    const std::string id(answer["X-Request-ID"]);
    BOOST_TEST(boost::json::parse(answer.body()).at("request").as_string() == id);
    journal.flush();
    const auto line = boost::json::parse(log.str().substr(0, log.str().find('\n')));
    BOOST_TEST(line.at("request").as_string() == id);
    BOOST_TEST(line.at("why").as_string() == "the secret cause");
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(timeouts)
{
    config.header_timeout = 50ms;
    config.body_timeout = 50ms;
    start();

    const struct {
        const char* name;
        std::string sent;
        unsigned status; // 0: closed without a word.
    } rows[] = {
        {"nothing", "", 0},
        {"half a request line", "GET /ec", 408},
        {"half a header", "GET /echo HTTP/1.1\r\nHo", 408},
        {"half a body", request("POST /echo", "Content-Length: 4\r\n") + "bo", 408},
        {"no body", request("POST /echo", "Content-Length: 4\r\n"), 408},
        {"half a chunk", request("POST /echo", "Transfer-Encoding: chunked\r\n") + "4\r\nbo", 408},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto client = connect();
            client.send(row.sent);
            if (row.status != 0) BOOST_TEST(client.receive().result_int() == row.status);
            client.finish_sending();
            BOOST_TEST(client.rest() == "");
        }
    }

    auto idle = connect();
    BOOST_TEST(idle.ask(request("GET /echo")).result_int() == 200);
    BOOST_TEST(idle.rest() == ""); // Kept alive, then closed without a word.
}

OVER_PLAIN_AND_TLS(a_reader_who_does_not_read_is_cut)
{
    config.write_timeout = 50ms;
    start();
    auto client = connect();
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
    client.send(request("GET /big"));
    while (server.connections() > 0)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(client.rest().size() < 16u << 20);
}

OVER_PLAIN_AND_TLS(a_sender_who_does_not_stop_hears_the_refusal)
{
    config.body_bytes = 1'000;
    start();
    auto client = connect();
    client.send(request("POST /echo", "Content-Length: 4000000\r\n") + std::string(4'000'000, 'x'));
    BOOST_TEST(client.receive().result_int() == 413);
}

OVER_PLAIN_AND_TLS(a_sender_who_never_stops_is_left)
{
    config.linger_timeout = 50ms;
    start();
    auto client = connect();
    BOOST_TEST(client.ask(request("POST /nothing", "Content-Length: 9\r\n")).result_int() == 404);
    while (server.connections() > 0)
        std::this_thread::sleep_for(1ms);
}

OVER_PLAIN_AND_TLS(clients_that_vanish)
{
    start();
    for (const auto& sent : {std::string(), std::string("GET /ec"), request("GET /big"),
                             request("POST /echo", "Content-Length: 9\r\n") + "x",
                             request("POST /echo", "Transfer-Encoding: chunked\r\n") + "9\r\nx"}) {
        auto client = connect();
        client.send(sent);
    }
    while (server.connections() > 0)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
