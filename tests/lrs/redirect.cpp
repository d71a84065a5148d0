#include "lrs/redirect.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace lrs;

struct Asked {
    std::string target = "/xapi/about";
    std::string host = "lrs.example";
    Caller caller{};
    std::string origin{};
    std::uint16_t port = 443;
};

Response answer_to(const Asked& asked)
{
    http::request_header<http::fields> header;
    header.target(asked.target);
    if (!asked.host.empty()) header.set(http::field::host, asked.host);
    Config config;
    config.https_origin = asked.origin;
    return redirect_response(header, asked.caller, config, asked.port);
}

Caller said(std::string host, bool https = false)
{
    return {asio::ip::make_address("192.0.2.1"), https, std::move(host)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_redirect)

BOOST_AUTO_TEST_CASE(locations)
{
    const struct {
        const char* name;
        Asked asked;
        unsigned status;
        std::string_view location;
    } rows[] = {
        {"the usual port", {}, 308, "https://lrs.example/xapi/about"},
        {"another port", {.port = 8443}, 308, "https://lrs.example:8443/xapi/about"},
        {"the port of HTTP", {.host = "lrs.example:80"}, 308, "https://lrs.example/xapi/about"},
        {"IPv6", {.host = "[::1]:80", .port = 8443}, 308, "https://[::1]:8443/xapi/about"},
        {"a query", {.target = "/a?b=%20c&d"}, 308, "https://lrs.example/a?b=%20c&d"},
        {"absolute", {.target = "http://evil.example/a?b"}, 308, "https://lrs.example/a?b"},
        {"absolute, no path", {.target = "http://evil.example"}, 308, "https://lrs.example/"},
        {"two slashes", {.target = "//evil.example"}, 308, "https://lrs.example//evil.example"},
        {"no path", {.target = "*"}, 400, ""},
        {"an authority", {.target = ".evil.example:443"}, 400, ""},
        {"no host", {.host = ""}, 400, ""},
        {"no such host", {.host = "evil.example/?"}, 400, ""},
        {"somebody at a host", {.host = "lrs@evil.example"}, 400, ""},
        {"base URL", {.origin = "https://o:1"}, 308, "https://o:1/xapi/about"},
        {"base URL, no host", {.host = "", .origin = "https://o"}, 308, "https://o/xapi/about"},
        {"a proxy's host", {.caller = said("p.example:80")}, 308, "https://p.example/xapi/about"},
        {"base URL before the proxy's",
         {.caller = said("p.example"), .origin = "https://o"},
         308,
         "https://o/xapi/about"},
        {"there already", {.caller = said("", true)}, 421, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = answer_to(row.asked);
            BOOST_TEST(answer.result_int() == row.status);
            BOOST_TEST(answer[http::field::location] == row.location);
            BOOST_TEST(answer.body().empty() == (row.status == 308));
        }
    }
}

BOOST_AUTO_TEST_CASE(two_hosts_are_none)
{
    http::request_header<http::fields> header;
    header.target("/");
    header.insert(http::field::host, "a.example");
    BOOST_TEST(redirect_response(header, {}, {}, 443).result_int() == 308);
    header.insert(http::field::host, "b.example");
    BOOST_TEST(redirect_response(header, {}, {}, 443).result_int() == 400);
}

BOOST_AUTO_TEST_CASE(origins)
{
    const struct {
        std::string_view url;
        std::string_view origin;
    } rows[] = {
        {"https://lrs.example", "https://lrs.example"},
        {"HTTPS://lrs.example:8443/", "https://lrs.example:8443"},
        {"https://lrs.example/path?query", "https://lrs.example"},
        {"https://lrs.example?query", "https://lrs.example"},
        {"https://[::1]:1/", "https://[::1]:1"},
        {"http://lrs.example", ""},
        {"https://me@lrs.example", ""},
        {"https://", ""},
        {"https:", ""},
        {"lrs.example", ""},
        {"", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.url)
        BOOST_TEST(https_origin(row.url) == row.origin);
    }
}

BOOST_AUTO_TEST_SUITE_END()
