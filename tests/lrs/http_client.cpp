// The client of the command line, over plain connections and over TLS.
#include "lrs/commands/http_client.hpp"

#include "tests/lrs/certificates.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>
#include <thread>

namespace {

namespace asio = boost::asio;

using asio::ip::tcp;
using certificates::Says;

// Listens, takes one connection and hands it on.
class Listener {
public:
    template <class Serve>
    explicit Listener(Serve serve)
        : thread_([this, serve] {
              boost::system::error_code failed;
              auto socket = acceptor_.accept(failed);
              if (!failed) serve(std::move(socket));
          })
    {
    }

    ~Listener() { thread_.join(); }

    lrs::ServerUrl url(bool tls, std::string host = "127.0.0.1") const
    {
        return {tls, {std::move(host), acceptor_.local_endpoint().port()}, "/lrs"};
    }

private:
    asio::io_context context_;
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
};

// Reads a header, answers and hangs up. Returns the header; what fails is the client's to tell.
template <class Stream>
std::string answer(Stream& stream, std::string_view text)
{
    std::string header;
    boost::system::error_code failed;
    asio::read_until(stream, asio::dynamic_buffer(header), "\r\n\r\n", failed);
    asio::write(stream, asio::buffer(text), failed);
    return header;
}

constexpr std::string_view fine =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

base::Result<lrs::Reply> ask(const lrs::ServerUrl& url)
{
    return lrs::ask_server(url, {"k", "s"}, boost::beast::http::verb::get, "/api/v1/tenants", "");
}

// Trusts that certificate, and no other, while it is there.
struct Trusted {
    explicit Trusted(const std::string& certificate)
    {
        const auto path = folder.file("trusted.pem", certificates::pem(certificate));
        setenv("SSL_CERT_FILE", path.c_str(), 1);
    }

    ~Trusted() { unsetenv("SSL_CERT_FILE"); }

    support::TemporaryDirectory folder;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_http_client)

BOOST_AUTO_TEST_CASE(server_urls)
{
    const struct {
        std::string_view text;
        std::string_view shown; // Empty: refused.
    } rows[] = {
        {"http://a", "a:80 "},
        {"http://a/", "a:80 "},
        {"http://a:8080", "a:8080 "},
        {"https://a", "tls a:443 "},
        {"https://a:8443/lrs/", "tls a:8443 /lrs"},
        {"http://[::1]", "[::1]:80 "},
        {"http://[::1]:8080/x", "[::1]:8080 /x"},
        {"http://", ""},
        {"http://:80", ""},
        {"http://a:x", ""},
        {"http://u:p@a", ""},
        {"http://a?b", ""},
        {"a:80", ""},
    };

    for (const auto& row : rows) {
        const auto url = lrs::parse_server_url(row.text);
        const auto shown =
            url ? (url->tls ? "tls " : "") + lrs::to_string(url->endpoint) + ' ' + url->path : "";
        BOOST_TEST(shown == row.shown, row.text);
    }
}

BOOST_AUTO_TEST_CASE(plain)
{
    std::string sent;
    {
        const Listener server([&](tcp::socket socket) { sent = answer(socket, fine); });
        const auto reply = ask(server.url(false)).value();
        BOOST_TEST(reply.status == 200u);
        BOOST_TEST(reply.body == "{}");
    }
    BOOST_TEST(sent.starts_with("GET /lrs/api/v1/tenants HTTP/1.1\r\n"));
    BOOST_TEST(sent.find("Authorization: Basic azpz\r\n") != std::string::npos);
    BOOST_TEST(sent.find("Content-Type") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_answer)
{
    for (const std::string_view text : {"", "SSH-2.0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"}) {
        const Listener server([&](tcp::socket socket) { answer(socket, text); });
        const auto reply = ask(server.url(false));
        BOOST_REQUIRE(!reply.has_value());
        BOOST_TEST((reply.error().kind == base::ErrorKind::unknown));
        BOOST_TEST(reply.error().why.starts_with("http://127.0.0.1:"), reply.error().why);
    }
}

// A secret goes to no server that cannot show who it is.
BOOST_AUTO_TEST_CASE(over_tls)
{
    Says ours;
    ours.from = "2000-01-01T00:00:00Z";
    ours.until = "2049-01-01T00:00:00Z";
    auto strangers = ours;
    strangers.issuer_key = certificates::short_key();
    const auto named = [&](const char* subject) {
        auto out = ours;
        out.subject = subject;
        return certificates::certificate(out);
    };
    auto expired = ours;
    expired.subject = "localhost";
    expired.until = "2001-01-01T00:00:00Z";

    const struct {
        const char* name;
        std::string certificate;
        std::string trusted;
        bool answered;
    } rows[] = {
        {"vouched for", named("localhost"), certificates::authority(ours), true},
        {"of another name", named("other.example"), certificates::authority(ours), false},
        {"by an authority that is not trusted", named("localhost"),
         certificates::authority(strangers), false},
        {"expired", certificates::certificate(expired), certificates::authority(ours), false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Trusted trusted(row.trusted);
            std::string sent;
            {
                const Listener server([&](tcp::socket socket) {
                    asio::ssl::context context(asio::ssl::context::tls_server);
                    context.use_certificate(asio::buffer(row.certificate),
                                            asio::ssl::context::asn1);
                    SSL_CTX_use_PrivateKey(context.native_handle(), certificates::signer_key());
                    asio::ssl::stream<tcp::socket> stream(std::move(socket), context);
                    boost::system::error_code failed;
                    stream.handshake(asio::ssl::stream_base::server, failed);
                    if (!failed) sent = answer(stream, fine);
                });
                const auto reply = ask(server.url(true, "localhost"));
                BOOST_TEST(reply.has_value() == row.answered);
                if (reply) BOOST_TEST(reply->body == "{}");
            }
            BOOST_TEST(sent.empty() == !row.answered, sent);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
