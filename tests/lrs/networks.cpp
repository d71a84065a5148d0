#include "lrs/networks.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace lrs;

asio::ip::address address(std::string_view text)
{
    return plain_address(asio::ip::make_address(std::string(text)));
}

std::string repeated(std::size_t times)
{
    std::string out = "10.0.0.1";
    while (--times > 0)
        out += ",10.0.0.1";
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_networks)

BOOST_AUTO_TEST_CASE(texts)
{
    const struct {
        const char* name;
        std::string text;
        std::size_t networks; // 0: refused.
    } rows[] = {
        {"an address", "10.0.0.1", 1},
        {"a network", "10.0.0.0/8", 1},
        {"the smallest", "10.0.0.1/32", 1},
        {"smaller than an address", "10.0.0.1/33", 0},
        {"everybody", "0.0.0.0/0", 1},
        {"IPv6", "2001:db8::/32", 1},
        {"IPv6, the smallest", "::1/128", 1},
        {"IPv6, smaller", "::1/129", 0},
        {"IPv6, everybody", "::/0", 1},
        {"a mapped address", "::ffff:10.0.0.1", 1},
        {"a mapped network", "::ffff:10.0.0.0/104", 1},
        {"of all mapped addresses", "::ffff:0.0.0.0/96", 1},
        {"wider than the mapped ones", "::ffff:0:0/95", 0},
        {"bits behind the prefix", "10.0.0.1/31", 0},
        {"no bit behind the prefix", "10.0.0.2/31", 1},
        {"IPv6, bits behind the prefix", "2001:db8::1/32", 0},
        {"a mask", "10.0.0.0/255.0.0.0", 0},
        {"no prefix", "10.0.0.0/", 0},
        {"a sign", "10.0.0.0/+8", 0},
        {"two prefixes", "10.0.0.0/8/8", 0},
        {"half an address", "10.0", 0},
        {"a name", "proxy.example", 0},
        {"a port", "10.0.0.1:80", 0},
        {"brackets", "[::1]", 0},
        {"a zone", "fe80::1%lo", 0},
        {"no zone", "fe80::1", 1},
        {"space", "10.0.0.1, 10.0.0.2", 0},
        {"a list", "10.0.0.1,10.0.0.2,::1", 3},
        {"nothing in between", "10.0.0.1,,10.0.0.2", 0},
        {"nothing at the end", "10.0.0.1,", 0},
        {"nothing", "", 0},
        {"as many as may be", repeated(limits::trusted_proxies), limits::trusted_proxies},
        {"one more", repeated(limits::trusted_proxies + 1), 0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto parsed = parse_networks(row.text);
            BOOST_TEST(parsed.has_value() == (row.networks > 0));
            if (parsed) BOOST_TEST(parsed->size() == row.networks);
            if (!parsed) BOOST_TEST((parsed.error().kind == base::ErrorKind::invalid));
        }
    }
}

BOOST_AUTO_TEST_CASE(members)
{
    const struct {
        const char* network;
        const char* inside;
        const char* outside;
    } rows[] = {
        {"10.0.0.1", "10.0.0.1", "10.0.0.0"},
        {"10.0.0.0/8", "10.255.255.255", "11.0.0.0"},
        {"10.0.0.0/7", "11.255.255.255", "12.0.0.0"},
        {"10.0.0.0/9", "10.127.255.255", "10.128.0.0"},
        {"10.0.0.0/31", "10.0.0.1", "10.0.0.2"},
        {"10.0.0.0/8", "::ffff:10.0.0.1", "::ffff:11.0.0.1"},
        {"::ffff:10.0.0.0/104", "10.0.0.1", "11.0.0.1"},
        {"0.0.0.0/0", "255.255.255.255", "::"},
        {"::/0", "2001:db8::1", "10.0.0.1"},
        {"2001:db8::/32", "2001:db8:ffff::", "2001:db9::"},
        {"2001:db8::/33", "2001:db8:7fff::", "2001:db8:8000::"},
        {"::1", "::1", "::2"},
        {"192.168.0.0/16,::1", "::1", "192.169.0.0"},
        {"192.168.0.0/16,::1", "192.168.1.1", "::2"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.network << " " << row.inside)
        {
            const auto networks = parse_networks(row.network).value();
            BOOST_TEST(any_contains(networks, address(row.inside)));
            BOOST_TEST(!any_contains(networks, address(row.outside)));
        }
    }
    BOOST_TEST(!any_contains({}, address("10.0.0.1")));
}

BOOST_AUTO_TEST_SUITE_END()
