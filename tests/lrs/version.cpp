#include "lrs/version.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(lrs_version)

using statements::Version;
namespace http = boost::beast::http;

BOOST_AUTO_TEST_CASE(texts)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view answered; // Empty: we do not speak it.
    } rows[] = {
        {"1.0", "1.0", "1.0.3"},
        {"1.0.0", "1.0.0", "1.0.3"},
        {"1.0.3", "1.0.3", "1.0.3"},
        {"patch of two digits", "1.0.12", "1.0.3"},
        {"2.0", "2.0", "2.0.0"},
        {"2.0.0", "2.0.0", "2.0.0"},
        {"2.0.1", "2.0.1", "2.0.0"},
        {"too old", "0.95", ""},
        {"0.9", "0.9", ""},
        {"1.1", "1.1", ""},
        {"2.1.0", "2.1.0", ""},
        {"3.0", "3.0", ""},
        {"major only", "1", ""},
        {"empty", "", ""},
        {"dot at the end", "1.0.", ""},
        {"no dot before the patch", "1.03", ""},
        {"letter", "1.0.x", ""},
        {"four numbers", "1.0.3.1", ""},
        {"negative patch", "1.0.-1", ""},
        {"space", "1.0.3 ", ""},
        {"word", "BAD", ""},
        {"longest patch", "1.0.123456789", "1.0.3"},
        {"patch too long", "1.0.1234567890", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto version = lrs::parse_version(row.text);
            BOOST_TEST(version.has_value() == !row.answered.empty());
            if (version) BOOST_TEST(lrs::header_value(*version) == row.answered);
        }
    }
}

BOOST_AUTO_TEST_CASE(headers)
{
    const struct {
        const char* name;
        std::vector<std::string_view> values;
        std::string_view why; // Begins so; empty: accepted.
    } rows[] = {
        {"none", {}, "The header is missing"},
        {"one", {"1.0.3"}, ""},
        {"unknown", {"0.95"}, "There is no version \"0.95\" here"},
        {"no UTF-8", {"1.\xff"}, "There is no version \"\" here"},
        {"two, equal", {"1.0.3", "1.0.3"}, "The header comes twice"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            http::fields given;
            for (const auto value : row.values)
                given.insert("x-experience-api-VERSION", value);
            const auto version = lrs::requested_version(given);
            BOOST_TEST(version.has_value() == row.why.empty());
            if (version) continue;
            BOOST_TEST(version.error().why.starts_with(row.why));
            BOOST_TEST(version.error().why.find("\"1.0.3\"") != std::string::npos);
            BOOST_TEST(version.error().why.find("\"2.0.0\"") != std::string::npos);
            BOOST_TEST(version.error().where == lrs::version_header);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
