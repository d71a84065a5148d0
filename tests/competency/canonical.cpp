#include "competency/canonical.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstdint>

namespace {

using competency::canonical;
namespace json = boost::json;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_canonical)

BOOST_AUTO_TEST_CASE(documents)
{
    const struct {
        const char* name;
        const char* text;
        const char* expected;
    } rows[] = {
        {"literals", "[ null, true ,false ]", "[null,true,false]"},
        {"empty", "[{}, [], \"\"]", "[{},[],\"\"]"},
        {"members in order, at every depth", R"({"b": {"d": 1, "c": 2}, "a": 3, "": 4})",
         R"({"":4,"a":3,"b":{"c":2,"d":1}})"},
        {"a prefix comes first", R"({"ab": 1, "a": 2})", R"({"a":2,"ab":1})"},
        {"capitals before small letters", R"({"a": 1, "B": 2})", R"({"B":2,"a":1})"},
        {"short escapes", R"("\u0008\u0009\u000a\u000c\u000d\u0022\u005c\u002f")",
         R"("\b\t\n\f\r\"\\/")"},
        {"other control characters", R"("\u0000\u001F\u007f")", "\"\\u0000\\u001f\x7f\""},
        {"the rest stays", R"("\u20ac\u00fc")", "\"\xe2\x82\xac\xc3\xbc\""},
        // A surrogate pair (D83D) comes before FB33 in UTF-16, behind it in UTF-8.
        {"order by UTF-16", "{\"\xef\xac\xb3\": 1, \"\xf0\x9f\x98\x82\": 2, \"\xc3\xb6\": 3}",
         "{\"\xc3\xb6\":3,\"\xf0\x9f\x98\x82\":2,\"\xef\xac\xb3\":1}"},
        {"E000 behind a surrogate pair", "{\"\xee\x80\x80\": 1, \"\xf0\x90\x80\x80\": 2}",
         "{\"\xf0\x90\x80\x80\":2,\"\xee\x80\x80\":1}"},
        {"D7FF before it", "{\"\xf0\x90\x80\x80\": 1, \"\xed\x9f\xbf\": 2}",
         "{\"\xed\x9f\xbf\":2,\"\xf0\x90\x80\x80\":1}"},
        {"numbers", "[0, -0.0, 10, 1.5, 4.50, 2e-3, 1e30, -1]", "[0,0,10,1.5,4.5,0.002,1e+30,-1]"},
        {"the largest exact integers", "[9007199254740992, -9007199254740992]",
         "[9007199254740992,-9007199254740992]"},
        {"an integer that no double holds", "[9007199254740993, 18446744073709551615]",
         "[9007199254740992,18446744073709552000]"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(canonical(json::parse(row.text)) == row.expected);
        }
    }
}

// The samples of RFC 8785, appendix B: bits of a double and its text.
BOOST_AUTO_TEST_CASE(doubles)
{
    const struct {
        std::uint64_t bits;
        const char* expected;
    } rows[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.expected)
        {
            BOOST_TEST(canonical(json::value(std::bit_cast<double>(row.bits))) == row.expected);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
