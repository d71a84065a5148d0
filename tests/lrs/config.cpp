#include "lrs/config.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(lrs_config)

BOOST_AUTO_TEST_CASE(endpoints)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view printed; // Empty: refused.
    } rows[] = {
        {"name", "localhost:8080", "localhost:8080"},
        {"IPv4", "10.0.0.1:1", "10.0.0.1:1"},
        {"IPv6", "[::1]:8080", "[::1]:8080"},
        {"IPv6, no brackets", "::1:8080", ""},
        {"brackets around a name", "[localhost]:80", ""},
        {"one bracket", "[::1:80", ""},
        {"every address", ":80", "0.0.0.0:80"},
        {"port 0", "localhost:0", "localhost:0"},
        {"highest port", "localhost:65535", "localhost:65535"},
        {"port too high", "localhost:65536", ""},
        {"no port", "localhost:", ""},
        {"no colon", "localhost", ""},
        {"signed port", "localhost:+80", ""},
        {"negative port", "localhost:-80", ""},
        {"space", "localhost: 80", ""},
        {"text behind the port", "localhost:80/", ""},
        {"nothing", "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto parsed = lrs::parse_endpoint(row.text);
            BOOST_TEST(parsed.has_value() == !row.printed.empty());
            if (parsed) BOOST_TEST(to_string(*parsed) == row.printed);
            if (!parsed) BOOST_TEST((parsed.error().kind == base::ErrorKind::invalid));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_text_is_quoted_in_part)
{
    const auto parsed = lrs::parse_endpoint(std::string(10'000, 'x'));
    BOOST_REQUIRE(parsed.has_error());
    BOOST_TEST(parsed.error().why.size() < 300);
}

BOOST_AUTO_TEST_SUITE_END()
