#include "lrs/request.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(lrs_request)

using namespace std::string_view_literals;
using lrs::Parameters;

BOOST_AUTO_TEST_CASE(targets)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view path;
        std::string_view query;
    } rows[] = {
        {"path", "/xapi/about", "/xapi/about", ""},
        {"query", "/a?b=c", "/a", "b=c"},
        {"second question mark", "/a?b=c?d", "/a", "b=c?d"},
        {"empty query", "/a?", "/a", ""},
        {"absolute form", "http://lrs.example.org:80/a?b=c", "/a", "b=c"},
        {"absolute form, https", "HTTPS://lrs.example.org/a", "/a", ""},
        {"absolute form, no path", "http://lrs.example.org", "/", ""},
        {"not the absolute form", "ftp://lrs.example.org/a", "ftp://lrs.example.org/a", ""},
        {"an address in the query", "/a?b=http://c/d", "/a", "b=http://c/d"},
        {"nothing", "", "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto target = lrs::split_target(row.text);
            BOOST_TEST(target.path == row.path);
            BOOST_TEST(target.query == row.query);
        }
    }
}

BOOST_AUTO_TEST_CASE(paths)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view decoded; // Empty: refused.
    } rows[] = {
        {"plain", "/xapi/statements", "/xapi/statements"},
        {"root", "/", "/"},
        {"two slashes", "/xapi//statements", "/xapi/statements"},
        {"many slashes", "///xapi////statements", "/xapi/statements"},
        {"slash at the end", "/xapi/statements/", "/xapi/statements"},
        {"only slashes", "///", "/"},
        {"escape", "/%78api", "/xapi"},
        {"escaped slash is kept apart from the collapsing", "/a%2F%2Fb", "/a//b"},
        {"decoded once", "/a%2525", "/a%25"},
        {"plus is a plus", "/a+b", "/a+b"},
        {"letters beyond ASCII", "/gr%C3%BCn", "/grün"},
        {"small hex digits", "/gr%c3%bcn", "/grün"},
        {"not UTF-8", "/gr%FCn", ""},
        {"broken escape", "/a%4", ""},
        {"lone percent", "/a%", ""},
        {"no hex digits", "/a%zz", ""},
        {"sign in the escape", "/a%+1", ""},
        {"no slash in front", "xapi", ""},
        {"asterisk", "*", ""},
        {"nothing", "", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto path = lrs::decode_path(row.text);
            BOOST_TEST(path.has_value() == !row.decoded.empty());
            if (path) BOOST_TEST(*path == row.decoded);
            if (!path) BOOST_TEST((path.error().kind == base::ErrorKind::invalid));
        }
    }
}

BOOST_AUTO_TEST_CASE(parameters)
{
    const struct {
        const char* name;
        std::string_view text;
        Parameters parameters;
    } rows[] = {
        {"none", "", {}},
        {"one", "a=b", {{"a", "b"}}},
        {"two", "a=b&c=d", {{"a", "b"}, {"c", "d"}}},
        {"no value", "a", {{"a", ""}}},
        {"empty value", "a=", {{"a", ""}}},
        {"empty pairs", "&&a=b&", {{"a", "b"}}},
        {"equals sign in the value", "a=b=c", {{"a", "b=c"}}},
        {"plus", "a+b=c+d", {{"a b", "c d"}}},
        {"escaped plus", "a=%2B", {{"a", "+"}}},
        {"escaped separators", "a%3Db=c%26d", {{"a=b", "c&d"}}},
        {"decoded once", "a=%2541", {{"a", "%41"}}},
        {"escaped NUL", "a=%00", {{"a", std::string(1, '\0')}}},
        {"same name in another case", "a=1&A=2", {{"a", "1"}, {"A", "2"}}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto parsed = lrs::parse_parameters(row.text);
            BOOST_REQUIRE(parsed.has_value());
            BOOST_TEST((*parsed == row.parameters));
        }
    }
}

BOOST_AUTO_TEST_CASE(refused_parameters)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view where;
    } rows[] = {
        {"twice", "a=1&b=2&a=1", "a"},
        {"twice, once escaped", "a=1&%61=2", "a"},
        {"broken escape in the value", "a=1&b=%4", "b"},
        {"broken escape in the name", "%4=1", "%4=1"},
        {"not UTF-8", "a=%FF", "a"},
        {"overlong UTF-8", "a=%C0%80", "a"},
        {"not UTF-8 without an escape", "a=\xff", "a"},
        {"a name that cannot be repeated", "a\xff=1", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto parsed = lrs::parse_parameters(row.text);
            BOOST_REQUIRE(parsed.has_error());
            BOOST_TEST((parsed.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(parsed.error().where == row.where);
        }
    }
}

BOOST_AUTO_TEST_CASE(number_of_parameters)
{
    std::string query;
    for (std::size_t at = 0; at < limits::parameters; ++at)
        query += "p" + std::to_string(at) + "=&";
    BOOST_TEST(lrs::parse_parameters(query)->size() == limits::parameters);
    BOOST_TEST((lrs::parse_parameters(query + "a=").error().kind == base::ErrorKind::invalid));
}

BOOST_AUTO_TEST_SUITE_END()
