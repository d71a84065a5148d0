#include "statements/raw.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <span>
#include <string>
#include <vector>

namespace {

namespace raw = statements::raw;

// "key=value" of each member, as written.
std::vector<std::string> pieces(std::span<const raw::Member> members)
{
    std::vector<std::string> out;
    for (const auto& member : members)
        out.push_back(std::string(member.key) + '=' + std::string(member.value));
    return out;
}

std::vector<std::string> members_of(std::string_view text)
{
    return pieces(raw::members(text));
}

std::vector<std::string> elements_of(std::string_view text)
{
    const auto found = raw::elements(text);
    return {found.begin(), found.end()};
}

using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(statements_raw)

BOOST_AUTO_TEST_CASE(members)
{
    const struct {
        const char* name;
        std::string_view text;
        Texts members;
    } rows[] = {
        {"none", "{}", {}},
        {"none, white space", " \t\r\n{ \n }", {}},
        {"one", R"({"a":1})", {"a=1"}},
        {"order of the text", R"({"b":1,"a":2,"c":3})", {"b=1", "a=2", "c=3"}},
        {"every kind of value",
         R"({"s":"x","n":-1.50e+2,"t":true,"f":false,"z":null,"o":{},"a":[]})",
         {"s=\"x\"", "n=-1.50e+2", "t=true", "f=false", "z=null", "o={}", "a=[]"}},
        {"white space everywhere",
         "{ \"a\"\t:\r\n1 ,\n\"b\" : [ 1 , 2 ] , \"c\" : 3\n}",
         {"a=1", "b=[ 1 , 2 ]", "c=3"}},
        {"number before a tab", "{\"a\":1\t}", {"a=1"}},
        {"literal before a carriage return", "{\"a\":true\r}", {"a=true"}},
        {"brackets in a string", R"({"a":"}{][,:","b":2})", {R"(a="}{][,:")", "b=2"}},
        {"quote in a string", R"({"a":"x\"y","b":2})", {R"(a="x\"y")", "b=2"}},
        {"backslash at a string's end", R"({"a":"x\\","b":2})", {R"(a="x\\")", "b=2"}},
        {"backslash and quote at the end", R"({"a":"x\\\"","b":2})", {R"(a="x\\\"")", "b=2"}},
        {"quote in a key", R"({"a\"b":1,"c":2})", {R"(a\"b=1)", "c=2"}},
        {"colon and braces in a key", R"({"a:{}":1})", {"a:{}=1"}},
        {"key with escapes", R"({"\u0061":1})", {R"(\u0061=1)"}},
        {"empty key and value", R"({"":""})", {"=\"\""}},
        {"nested strings with brackets",
         R"({"a":{"b":["]}",{"c":"\"["}]},"d":1})",
         {R"(a={"b":["]}",{"c":"\"["}]})", "d=1"}},
        {"beyond ASCII",
         "{\"gr\xc3\xbcn\":\"\xf0\x9f\x98\x80\"}",
         {"gr\xc3\xbcn=\"\xf0\x9f\x98\x80\""}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(members_of(row.text) == row.members, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(offsets_of_members)
{
    const std::string_view text = R"( { "a" : 1 , "\u0062":[2] })";
    const auto members = raw::members(text);
    BOOST_REQUIRE(members.size() == 2u);
    const auto piece = [&](const raw::Member& member) {
        return text.substr(member.begin, member.end - member.begin);
    };
    BOOST_TEST(piece(members[0]) == R"("a" : 1)");
    BOOST_TEST(piece(members[1]) == R"("\u0062":[2])");
}

BOOST_AUTO_TEST_CASE(elements)
{
    const struct {
        const char* name;
        std::string_view text;
        Texts elements;
    } rows[] = {
        {"none", "[]", {}},
        {"none, white space", " [ \n ] ", {}},
        {"one", "[1]", {"1"}},
        {"every kind",
         R"(["x",-1.50e+2,true,false,null,{},[]])",
         {"\"x\"", "-1.50e+2", "true", "false", "null", "{}", "[]"}},
        {"white space everywhere", "[ 1\t,\r\n[ 2 ] , { } \n]", {"1", "[ 2 ]", "{ }"}},
        {"brackets and commas in strings", R"(["],[","\"",2])", {R"("],[")", R"("\"")", "2"}},
        {"arrays in arrays", "[[],[[]],[1,[2]]]", {"[]", "[[]]", "[1,[2]]"}},
        {"objects", R"([{"a":"]"},{"b":[1]}])", {R"({"a":"]"})", R"({"b":[1]})"}},
        {"objects of several members, white space",
         R"([ {"a" : {"x":[{}]} , "\u0062":2 } , { } , 3 ] )",
         {R"({"a" : {"x":[{}]} , "\u0062":2 })", "{ }", "3"}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(elements_of(row.text) == row.elements, boost::test_tools::per_element());

            raw::ElementReader reader(row.text);
            Texts read;
            while (reader.next()) {
                read.emplace_back(reader.text());
                const auto members =
                    reader.text().starts_with('{') ? members_of(reader.text()) : Texts();
                BOOST_TEST(pieces(reader.members()) == members, boost::test_tools::per_element());
            }
            BOOST_TEST(read == row.elements, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(at)
{
    constexpr std::string_view text = R"( {
        "result": {"score": {"scaled": 0.10, "raw": 1E2, "max": 100000000000000000000.0}},
        "r\u0065gistration": "x", "list": [{"a": 1}], "null": null, "text": "{\"a\":1}"} )";

    const struct {
        const char* name;
        std::initializer_list<std::string_view> path;
        std::optional<std::string_view> found;
    } rows[] = {
        {"digits are kept", {"result", "score", "scaled"}, "0.10"},
        {"exponents are kept", {"result", "score", "raw"}, "1E2"},
        {"large numbers are kept", {"result", "score", "max"}, "100000000000000000000.0"},
        {"object",
         {"result", "score"},
         R"({"scaled": 0.10, "raw": 1E2, "max": 100000000000000000000.0})"},
        {"key with an escape", {"registration"}, "\"x\""},
        {"null is something", {"null"}, "null"},
        {"no such key", {"results"}, std::nullopt},
        {"no such key below", {"result", "score", "min"}, std::nullopt},
        {"letter case", {"Result"}, std::nullopt},
        {"through a number", {"result", "score", "scaled", "x"}, std::nullopt},
        {"through an array", {"list", "a"}, std::nullopt},
        {"through a string that looks right", {"text", "a"}, std::nullopt},
        {"through null", {"null", "a"}, std::nullopt},
        {"array", {"list"}, R"([{"a": 1}])"},
        {"no path", {}, text},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST((raw::at(text, row.path) == row.found));
        }
    }
    BOOST_TEST((!raw::at("[1]", {"a"})));
}

BOOST_AUTO_TEST_CASE(keys)
{
    const struct {
        const char* name;
        std::string_view written;
        std::string_view meant;
        bool same;
    } rows[] = {
        {"plain", "id", "id", true},
        {"plain, another", "ids", "id", false},
        {"escape", R"(\u0069d)", "id", true},
        {"escape in capitals", R"(\u004Fk)", "Ok", true},
        {"escape of another letter", R"(\u0049d)", "id", false},
        {"quote", R"(a\"b)", "a\"b", true},
        {"backslash", R"(a\\b)", R"(a\b)", true},
        {"the escape's own text", R"(\u0069d)", R"(\u0069d)", false},
        {"surrogate pair", R"(\ud83d\ude00)", "\xf0\x9f\x98\x80", true},
        {"empty", "", "", true},
        {"the other's beginning", "i", "id", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(raw::is_key(row.written, row.meant) == row.same);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
