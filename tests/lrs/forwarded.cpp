#include "lrs/forwarded.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace lrs;
using Headers = std::vector<std::pair<const char*, const char*>>;

const char* const hops = "X-Forwarded-For";
const char* const proto = "X-Forwarded-Proto";
const char* const host = "x-forwarded-host";

Caller call(const char* peer, bool tls, const Headers& sent, std::string_view trusted)
{
    http::fields headers;
    for (const auto& [name, value] : sent)
        headers.insert(name, value);
    return caller_of(asio::ip::make_address(peer), tls, headers,
                     trusted.empty() ? std::vector<Network>{} : parse_networks(trusted).value());
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_forwarded)

BOOST_AUTO_TEST_CASE(clients)
{
    const auto* const us = "10.0.0.0/8,2001:db8::/32";

    const struct {
        const char* name;
        const char* peer;
        Headers headers;
        const char* client;
    } rows[] = {
        {"nothing said", "10.0.0.1", {}, "10.0.0.1"},
        {"by the proxy", "10.0.0.1", {{hops, "192.0.2.1"}}, "192.0.2.1"},
        {"by a stranger", "192.0.2.9", {{hops, "192.0.2.1"}}, "192.0.2.9"},
        {"by two proxies", "10.0.0.1", {{hops, "192.0.2.1, 10.0.0.2"}}, "192.0.2.1"},
        {"made up by the client", "10.0.0.1", {{hops, "192.0.2.1, 192.0.2.2"}}, "192.0.2.2"},
        {"as if by a proxy", "10.0.0.1", {{hops, "192.0.2.1,10.0.0.2,192.0.2.2"}}, "192.0.2.2"},
        {"from within", "10.0.0.1", {{hops, "10.0.0.3, 10.0.0.2"}}, "10.0.0.3"},
        {"in two fields", "10.0.0.1", {{hops, "192.0.2.1"}, {hops, "192.0.2.2"}}, "192.0.2.2"},
        {"over two fields", "10.0.0.1", {{hops, "192.0.2.1"}, {hops, "10.0.0.2"}}, "192.0.2.1"},
        {"with a port", "10.0.0.1", {{hops, "192.0.2.1:4711"}}, "192.0.2.1"},
        {"IPv6", "10.0.0.1", {{hops, "2001:db9::1"}}, "2001:db9::1"},
        {"IPv6 in brackets", "10.0.0.1", {{hops, "[2001:db9::1]"}}, "2001:db9::1"},
        {"IPv6 with a port", "10.0.0.1", {{hops, "[2001:db9::1]:80"}}, "2001:db9::1"},
        {"over IPv6", "2001:db8::1", {{hops, "192.0.2.1"}}, "192.0.2.1"},
        {"mapped proxy", "::ffff:10.0.0.1", {{hops, "192.0.2.1"}}, "192.0.2.1"},
        {"mapped stranger", "::ffff:192.0.2.9", {{hops, "192.0.2.1"}}, "192.0.2.9"},
        {"mapped client", "10.0.0.1", {{hops, "::ffff:192.0.2.1"}}, "192.0.2.1"},
        {"unknown", "10.0.0.1", {{hops, "192.0.2.1, unknown"}}, "10.0.0.1"},
        {"unknown before a proxy", "10.0.0.1", {{hops, "unknown, 10.0.0.2"}}, "10.0.0.2"},
        {"nothing", "10.0.0.1", {{hops, ""}}, "10.0.0.1"},
        {"nothing at the end", "10.0.0.1", {{hops, "192.0.2.1,"}}, "10.0.0.1"},
        {"another header", "10.0.0.1", {{"Forwarded", "for=192.0.2.1"}}, "10.0.0.1"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST(call(row.peer, false, row.headers, us).address.to_string() == row.client);
    }
    BOOST_TEST(call("10.0.0.1", false, {{hops, "192.0.2.1"}}, "").address.to_string() ==
               "10.0.0.1");
}

BOOST_AUTO_TEST_CASE(schemes_and_hosts)
{
    const struct {
        const char* name;
        const char* peer;
        bool tls;
        Headers headers;
        bool https;
        const char* host;
    } rows[] = {
        {"plain", "10.0.0.1", false, {}, false, ""},
        {"TLS", "10.0.0.1", true, {}, true, ""},
        {"https", "10.0.0.1", false, {{proto, "https"}}, true, ""},
        {"HTTPS", "10.0.0.1", false, {{proto, "HTTPS"}}, true, ""},
        {"http", "10.0.0.1", true, {{proto, "http"}}, false, ""},
        {"another scheme", "10.0.0.1", true, {{proto, "ws"}}, true, ""},
        {"the last one", "10.0.0.1", false, {{proto, "https, http"}}, false, ""},
        {"the last field", "10.0.0.1", false, {{proto, "http"}, {proto, "https"}}, true, ""},
        {"host", "10.0.0.1", false, {{host, "lrs.example"}}, false, "lrs.example"},
        {"host, port", "10.0.0.1", false, {{host, "lrs.example:8443"}}, false, "lrs.example:8443"},
        {"the last host", "10.0.0.1", false, {{host, "evil.example, a.b"}}, false, "a.b"},
        {"no host", "10.0.0.1", false, {{host, "a.b/c"}}, false, ""},
        {"a stranger", "192.0.2.9", false, {{proto, "https"}, {host, "a.b"}}, false, ""},
        {"a stranger over TLS", "192.0.2.9", true, {{proto, "http"}, {host, "a.b"}}, true, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto caller = call(row.peer, row.tls, row.headers, "10.0.0.0/8");
            BOOST_TEST(caller.https == row.https);
            BOOST_TEST(caller.host == row.host);
        }
    }
}

BOOST_AUTO_TEST_CASE(authorities)
{
    const struct {
        const char* name;
        std::string text;
        std::string_view host; // Empty: it is none.
    } rows[] = {
        {"name", "lrs.stadt-1.example", "lrs.stadt-1.example"},
        {"port", "lrs:8443", "lrs"},
        {"no port behind the colon", "lrs:", ""},
        {"a port too long", "lrs:844300", ""},
        {"no number", "lrs:x", ""},
        {"two ports", "lrs:1:2", ""},
        {"only a port", ":80", ""},
        {"IPv4", "192.0.2.1:80", "192.0.2.1"},
        {"IPv6", "[::1]:80", "[::1]"},
        {"IPv6 without brackets", "::1", ""},
        {"brackets around a name", "[lrs]", ""},
        {"half a bracket", "[::1", ""},
        {"empty brackets", "[]", ""},
        {"text behind the bracket", "[::1]x", ""},
        {"a zone", "[fe80::1%lo]", ""},
        {"somebody", "me@lrs", ""},
        {"a path", "lrs/", ""},
        {"a line's end", "lrs\r\nX: y", ""},
        {"space", "l rs", ""},
        {"percent", "l%72s", ""},
        {"other letters",
         "st\xc3\xa4"
         "dte",
         ""},
        {"as long as may be", std::string(255, 'x'), "x"},
        {"longer", std::string(256, 'x'), ""},
        {"nothing", "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(is_authority(row.text) == !row.host.empty());
            if (row.host.size() > 1) BOOST_TEST(host_of(row.text) == row.host);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
