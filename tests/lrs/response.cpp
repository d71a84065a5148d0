#include "lrs/response.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <ctime>
#include <string>

BOOST_AUTO_TEST_SUITE(lrs_response)

using namespace lrs;

BOOST_AUTO_TEST_CASE(makers)
{
    const auto made = json_response(http::status::ok, {{"a", 1}});
    BOOST_TEST(made.result_int() == 200);
    BOOST_TEST(made[http::field::content_type] == "application/json");
    BOOST_TEST(made.body() == R"({"a":1})");

    BOOST_TEST(json_text_response(http::status::ok, "[1.0]").body() == "[1.0]");

    const auto empty = empty_response(http::status::no_content);
    BOOST_TEST(empty.result_int() == 204);
    BOOST_TEST(empty.count(http::field::content_type) == 0);
}

BOOST_AUTO_TEST_CASE(dates_read_back_as_now)
{
    const auto before = std::time(nullptr);
    const std::string text(http_date());
    const auto after = std::time(nullptr);

    std::tm parsed{};
    const auto* end = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parsed);
    BOOST_REQUIRE(end);
    BOOST_TEST(*end == '\0');
    BOOST_TEST(text.size() == 29);
    const auto time = timegm(&parsed);
    BOOST_TEST(before <= time);
    BOOST_TEST(time <= after);
}

BOOST_AUTO_TEST_SUITE_END()
