#include "lrs/etag.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using lrs::read_preconditions;
namespace http = boost::beast::http;

http::fields headers(std::initializer_list<std::pair<http::field, const char*>> all)
{
    http::fields out;
    for (const auto& [name, value] : all)
        out.insert(name, value);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_etag)

BOOST_AUTO_TEST_CASE(tags)
{
    // FIPS 180-4's examples.
    BOOST_TEST(lrs::etag_of("") == "\"da39a3ee5e6b4b0d3255bfef95601890afd80709\"");
    BOOST_TEST(lrs::etag_of("abc") == "\"a9993e364706816aba3e25717850c26c9cd0d89d\"");
}

BOOST_AUTO_TEST_CASE(if_match)
{
    const struct {
        const char* header;
        int holds; // For "a", for "b", for nothing: 4, 2, 1. -1: refused.
    } rows[] = {
        {"*", 6},
        {"\"a\"", 4},
        {"\"b\"", 2},
        {"\"a\",\"b\"", 6},
        {" , \"x\" ,, \"b\" ", 2},
        {"W/\"a\"", 4},
        {"\"a-gzip\"", 4},
        {"a", 4},
        {"a, b", 6},
        {"\"A\"", 0},
        {"\"a b\"", 0},
        {"\"\"", 0},
        {"\"a", -1},
        {"\"a\" \"b\"", -1},
        {"a\"b\"", -1},
        {"", -1},
        {",", -1},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.header)
        {
            const auto match = read_preconditions(headers({{http::field::if_match, row.header}}));
            const auto none =
                read_preconditions(headers({{http::field::if_none_match, row.header}}));
            BOOST_TEST(match.has_value() == (row.holds >= 0));
            BOOST_TEST(none.has_value() == (row.holds >= 0));
            if (row.holds < 0) {
                BOOST_TEST((match.error().kind == base::ErrorKind::invalid));
                BOOST_TEST(match.error().where == "If-Match");
                BOOST_TEST(none.error().where == "If-None-Match");
                continue;
            }
            const std::optional<std::string> stored[] = {{}, "\"b\"", "\"a\""};
            for (int at = 0; at < 3; ++at) {
                BOOST_TEST(match->hold(stored[at]) == ((row.holds >> at & 1) == 1));
                BOOST_TEST(none->hold(stored[at]) == ((row.holds >> at & 1) == 0));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(none_and_several)
{
    const auto none = read_preconditions({});
    BOOST_TEST(!none->given());
    BOOST_TEST(none->hold(std::nullopt));
    BOOST_TEST(none->hold("\"a\""));
    const auto two = read_preconditions(
        headers({{http::field::if_match, "\"a\""}, {http::field::if_match, "\"b\""}}));
    BOOST_TEST(two->given());
    BOOST_TEST(two->hold("\"a\""));
    BOOST_TEST(two->hold("\"b\""));
    BOOST_TEST(!two->hold("\"c\""));
}

BOOST_AUTO_TEST_SUITE_END()
