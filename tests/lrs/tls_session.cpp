// What TLS adds to a connection, over a real socket.
#include "lrs/session.hpp"
#include "tests/lrs/served.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

namespace {

using namespace served;
using support::Client;

struct ServedTls : Served {
    ServedTls() : Served(Carrier::tls) {}

    void wait_for_connections(std::size_t count) const
    {
        while (server.connections() != count)
            std::this_thread::sleep_for(1ms);
    }

    asio::ssl::context client_of(int version) const
    {
        auto out = trusting_client();
        SSL_CTX_set_security_level(out.native_handle(), 0); // Or it would not even ask for 1.1.
        SSL_CTX_set_min_proto_version(out.native_handle(), version);
        SSL_CTX_set_max_proto_version(out.native_handle(), version);
        return out;
    }

    bool shakes_hands(asio::ssl::context& context) const
    {
        try {
            Client client(server.port(), &context);
            return client.ask(request("GET /echo")).result_int() == 200;
        } catch (const boost::system::system_error&) {
            return false;
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_tls_session, ServedTls)

BOOST_AUTO_TEST_CASE(versions)
{
    start();

    const struct {
        const char* name;
        int version;
        bool taken;
    } rows[] = {
        {"TLSv1", TLS1_VERSION, false},
        {"TLSv1.1", TLS1_1_VERSION, false},
        {"TLSv1.2", TLS1_2_VERSION, true},
        {"TLSv1.3", TLS1_3_VERSION, true},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto context = client_of(row.version);
            BOOST_TEST(shakes_hands(context) == row.taken);
            if (!row.taken) continue;
            Client client(server.port(), &context);
            BOOST_TEST(SSL_get_version(client.tls()) == std::string(row.name));
            BOOST_TEST(name_shown(client.tls()) == "first");
        }
    }
}

BOOST_AUTO_TEST_CASE(protocols)
{
    start();

    const struct {
        const char* name;
        std::string offered;
        bool taken;
        std::string chosen;
    } rows[] = {
        {"none", "", true, ""},
        {"ours", "\x08http/1.1", true, "http/1.1"},
        {"ours behind another", "\x02h2\x08http/1.1", true, "http/1.1"},
        {"another", "\x02h2", false, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto context = trusting_client();
            const auto* offered = reinterpret_cast<const unsigned char*>(row.offered.data());
            SSL_CTX_set_alpn_protos(context.native_handle(), offered,
                                    static_cast<unsigned>(row.offered.size()));
            BOOST_TEST(shakes_hands(context) == row.taken);
            if (!row.taken) continue;
            Client client(server.port(), &context);
            const unsigned char* chosen = nullptr;
            unsigned size = 0;
            SSL_get0_alpn_selected(client.tls(), &chosen, &size);
            BOOST_TEST(std::string(reinterpret_cast<const char*>(chosen), size) == row.chosen);
        }
    }
}

BOOST_AUTO_TEST_CASE(nobody_negotiates_again)
{
    start();
    auto context = client_of(TLS1_2_VERSION);
    Client client(server.port(), &context);
    BOOST_TEST(client.ask(request("GET /echo")).result_int() == 200);
    certificates::require(SSL_renegotiate(client.tls()) == 1);
    client.send(request("GET /echo"));
    BOOST_CHECK_THROW(client.receive(), boost::system::system_error);
    BOOST_TEST(connect().ask(request("GET /echo")).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(a_session_is_resumed)
{
    start();
    auto context = client_of(TLS1_2_VERSION);
    Client first(server.port(), &context);
    BOOST_TEST(first.ask(request("GET /echo")).result_int() == 200);
    const std::unique_ptr<SSL_SESSION, certificates::Release<SSL_SESSION_free>> session(
        SSL_get1_session(first.tls()));
    BOOST_TEST(SSL_SESSION_has_ticket(session.get()) == 1);

    asio::io_context here;
    asio::ssl::stream<asio::ip::tcp::socket> again(here, context);
    again.lowest_layer().connect({asio::ip::address_v4::loopback(), server.port()});
    certificates::require(SSL_set_session(again.native_handle(), session.get()) == 1);
    again.handshake(asio::ssl::stream_base::client);
    BOOST_TEST(SSL_session_reused(again.native_handle()) == 1);
}

BOOST_AUTO_TEST_CASE(a_handshake_takes_no_longer_than_a_header)
{
    config.header_timeout = 50ms;
    start();
    // A record's header with no handshake behind it, and half a record.
    for (const auto* sent : {"", "\x16\x03\x01", "\x16\x03\x01\x02 \x01"}) {
        Client client(server.port());
        client.send(sent);
        BOOST_TEST(client.rest() == "");
    }
    wait_for_connections(0);
}

BOOST_AUTO_TEST_CASE(what_is_no_tls)
{
    start();
    for (const auto* line : {"GET /echo", "HEAD /echo", "POST /echo"}) {
        BOOST_TEST_CONTEXT(line)
        {
            Client http(server.port());
            const auto answer = http.ask(request(line));
            BOOST_TEST(answer.result_int() == 400);
            BOOST_TEST(answer.body().find("HTTPS") != std::string::npos);
            BOOST_TEST(!answer.keep_alive());
            http.finish_sending();
            BOOST_TEST(http.rest() == "");
        }
    }
    Client other(server.port());
    other.send("SSH-2.0-OpenSSH\r\n");
    other.finish_sending();
    BOOST_TEST(other.rest().find("HTTP") == std::string::npos);
    wait_for_connections(0);
}

BOOST_AUTO_TEST_CASE(every_end_is_told)
{
    config.body_timeout = 50ms;
    start();

    const struct {
        const char* name;
        std::string sent;
        unsigned status;
    } rows[] = {
        {"asked for", request("GET /echo", "Connection: close\r\n"), 200},
        {"body refused", request("POST /nothing", "", "x"), 404},
        {"slow body", request("POST /echo", "Content-Length: 4\r\n") + "bo", 408},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto client = connect();
            BOOST_TEST(client.ask(row.sent).result_int() == row.status);
            BOOST_TEST(client.rest() == "");
            BOOST_TEST(client.ended_cleanly());
        }
    }
    // An idle one, and one that only shook hands, when the server stops.
    auto used = connect();
    BOOST_TEST(used.ask(request("GET /echo")).result_int() == 200);
    auto untouched = connect();
    server.stop();
    for (auto* client : {&used, &untouched}) {
        BOOST_TEST(client->rest() == "");
        BOOST_TEST(client->ended_cleanly());
    }
}

BOOST_AUTO_TEST_CASE(ends_that_are_not_told_are_no_error)
{
    start();
    auto idle = connect();
    idle.finish_sending();
    BOOST_TEST(idle.rest() == "");
    auto last = connect();
    last.send(request("GET /echo"));
    last.finish_sending();
    BOOST_TEST(last.receive().result_int() == 200);
    wait_for_connections(0);
    journal.flush();
    BOOST_TEST(log.str().find("\"level\":\"error\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(handshakes_under_way_end_when_it_stops)
{
    config.header_timeout = 10min;
    config.drain_timeout = 10min;
    start();
    Client silent(server.port());
    Client half(server.port());
    half.send("\x16\x03\x01");
    wait_for_connections(2);
    server.stop();
    BOOST_TEST(silent.rest() == "");
    BOOST_TEST(half.rest() == "");
}

BOOST_AUTO_TEST_CASE(a_new_certificate_is_for_new_connections)
{
    start();
    auto old = connect();
    BOOST_TEST(old.ask(request("GET /echo")).result_int() == 200);

    certified->install(pem_certificate("second"));
    certified->tls.load().value();
    auto next = connect();
    BOOST_TEST(name_shown(next.tls()) == "second");
    BOOST_TEST(next.ask(request("GET /echo")).result_int() == 200);
    BOOST_TEST(old.ask(request("POST /echo", "", "x")).body() == "x");
    BOOST_TEST(name_shown(old.tls()) == "first");

    certified->install(pem_certificate("third", certificates::signer_key()));
    BOOST_TEST(certified->tls.load().has_error());
    auto after = connect();
    BOOST_TEST(name_shown(after.tls()) == "second");
    BOOST_TEST(after.ask(request("GET /echo")).result_int() == 200);
}

// For the sanitizers.
BOOST_AUTO_TEST_CASE(certificates_change_while_clients_come)
{
    start();
    auto clients = std::async(std::launch::async, [&] {
        int right = 0;
        for (int turn = 0; turn < 20; ++turn)
            right += connect().ask(request("POST /echo", "", "x")).body() == "x";
        return right;
    });
    for (int turn = 0; turn < 20; ++turn)
        certified->tls.load().value();
    BOOST_TEST(clients.get() == 20);
}

BOOST_AUTO_TEST_CASE(strict_transport_security)
{
    for (const bool asked : {true, false}) {
        config.hsts = asked;
        start();
        for (const auto* line : {"GET /echo", "GET /nothing"}) {
            BOOST_TEST(connect().ask(request(line))["Strict-Transport-Security"] ==
                       (asked ? "max-age=31536000" : ""));
        }
        server.stop();
    }
    Served plain;
    plain.config.hsts = true;
    plain.start();
    BOOST_TEST(plain.connect().ask(request("GET /echo")).count("Strict-Transport-Security") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
