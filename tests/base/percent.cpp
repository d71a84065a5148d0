#include "base/percent.hpp"

#include "base/ascii.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

BOOST_AUTO_TEST_SUITE(base_percent)

BOOST_AUTO_TEST_CASE(encoded)
{
    using namespace std::string_view_literals;
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"", ""},
        {"azAZ09-._~", "azAZ09-._~"},
        {"a b+c", "a%20b%2Bc"},
        {"/?#&=%", "%2F%3F%23%26%3D%25"},
        {"\0\x7f"sv, "%00%7F"},
        {"\u00fc", "%C3%BC"},
    };
    for (const auto& [text, expected] : rows)
        BOOST_TEST(base::percent_encoded(text) == expected);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(base_ascii)

BOOST_AUTO_TEST_CASE(case_of_letters)
{
    BOOST_TEST(base::lower("AZ@[`{09\xc3\x84") == "az@[`{09\xc3\x84");
    BOOST_TEST(base::equal_but_for_case("Text/PLAIN", "tEXT/plain"));
    BOOST_TEST(!base::equal_but_for_case("a", "ab"));
    BOOST_TEST(!base::equal_but_for_case("@", "`"));
}

BOOST_AUTO_TEST_SUITE_END()
