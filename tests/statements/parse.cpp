#include "statements/parse.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string nested(std::size_t arrays, std::size_t objects)
{
    std::string open;
    std::string close;
    for (std::size_t at = 0; at < arrays; ++at) {
        open += '[';
        close.insert(close.begin(), ']');
    }
    for (std::size_t at = 0; at < objects; ++at) {
        open += R"({"a":)";
        close.insert(close.begin(), '}');
    }
    return open + "1" + close;
}

// "byte 17" of a fault.
std::size_t byte_of(const base::Error& error)
{
    BOOST_REQUIRE(error.where.starts_with("byte "));
    return std::stoul(error.where.substr(5));
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_parse)

BOOST_AUTO_TEST_CASE(texts)
{
    constexpr auto top = limits::json_depth;

    const struct {
        const char* name;
        std::string text;
        bool accepted;
    } rows[] = {
        {"object", R"({"a":1})", true},
        {"array", "[1,2]", true},
        {"string alone", R"("a")", true},
        {"number alone", "17", true},
        {"null alone", "null", true},
        {"white space around", " \t\r\n{} \t\r\n", true},
        {"white space of another kind", "\f{}", false},
        {"no-break space behind", "{}\xc2\xa0", false},
        {"nothing", "", false},
        {"white space only", " \n", false},
        {"byte order mark", "\xef\xbb\xbf{}", false},
        {"byte order mark in a string", "[\"\xef\xbb\xbf\"]", true},

        {"second value behind", "{} {}", false},
        {"comma behind", "{},", false},
        {"closing brace behind", "{}}", false},
        {"NUL behind", "{}\0"s, false},
        {"cut off in an object", R"({"a":1)", false},
        {"cut off in an array", "[1,", false},
        {"cut off in a string", R"(["a)", false},
        {"cut off in a literal", "tru", false},
        {"mismatched brackets", "[1}", false},
        {"trailing comma in an array", "[1,]", false},
        {"trailing comma in an object", R"({"a":1,})", false},
        {"missing comma", "[1 2]", false},
        {"missing colon", R"({"a" 1})", false},
        {"key without quotes", "{a:1}", false},
        {"key in single quotes", "{'a':1}", false},
        {"number as a key", "{1:1}", false},
        {"literal in capitals", "[True]", false},
        {"NaN", "[NaN]", false},
        {"Infinity", "[Infinity]", false},
        {"line comment", "[1] // one", false},
        {"block comment", "[/* one */1]", false},

        {"zero", "[0]", true},
        {"minus zero", "[-0]", true},
        {"minus alone", "[-]", false},
        {"plus sign", "[+1]", false},
        {"zero in front", "[01]", false},
        {"zero in front, negative", "[-01]", false},
        {"fraction", "[1.0]", true},
        {"point without fraction", "[1.]", false},
        {"point without integer", "[.5]", false},
        {"exponent", "[1E5,1e+5,1e-5]", true},
        {"exponent without digits", "[1e]", false},
        {"exponent with a fraction", "[1e1.5]", false},
        {"hexadecimal", "[0x10]", false},
        {"largest double", "[1.7976931348623157e308]", true},
        {"above the largest double", "[1e400]", false},
        {"below the smallest double", "[-1e400]", false},
        {"exponent beyond any integer", "[1e99999999999999999999]", false},
        {"small beyond a double is zero", "[1e-400]", true},
        {"integer beyond 64 bits", "[123456789012345678901234567890]", true},
        {"long fraction", "[0.1234567890123456789012345678901234567890]", true},

        {"escapes", R"(["\"\\\/\b\f\n\r\t\u00e9"])", true},
        {"unknown escape", R"(["\x41"])", false},
        {"escape cut off", R"(["\u00e"])", false},
        {"escape of no hexadecimal digits", R"(["\u00zz"])", false},
        {"control character", "[\"a\nb\"]", false},
        {"NUL in a string", "[\"a\0b\"]"s, false},
        {"delete character", "[\"\x7f\"]", true},
        {"escaped NUL", R"(["\u0000"])", true},
        {"surrogate pair", R"(["\ud83d\ude00"])", true},
        {"leading surrogate alone", R"(["\ud83d"])", false},
        {"leading surrogate before a letter", R"(["\ud83dx"])", false},
        {"leading surrogate twice", R"(["\ud83d\ud83d"])", false},
        {"trailing surrogate alone", R"(["\ude00"])", false},
        {"lone surrogate in a key", R"({"\ude00":1})", false},

        {"UTF-8 of each length", "[\"\x24\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]", true},
        {"lone continuation byte", "[\"\x80\"]", false},
        {"overlong slash", "[\"\xc0\xaf\"]", false},
        {"overlong in three bytes", "[\"\xe0\x80\xaf\"]", false},
        {"surrogate as UTF-8", "[\"\xed\xa0\x80\"]", false},
        {"last before the surrogates", "[\"\xed\x9f\xbf\"]", true},
        {"above U+10FFFF", "[\"\xf4\x90\x80\x80\"]", false},
        {"U+10FFFF", "[\"\xf4\x8f\xbf\xbf\"]", true},
        {"cut off character", "[\"\xe2\x82\"]", false},
        {"Latin-1", "[\"gr\xfcn\"]", false},
        {"invalid UTF-8 in a key", "{\"gr\xfcn\":1}", false},
        {"invalid UTF-8 outside strings", "[\xc3\xa9]", false},

        {"depth at the limit, arrays", nested(top, 0), true},
        {"depth one above, arrays", nested(top + 1, 0), false},
        {"depth at the limit, objects", nested(0, top), true},
        {"depth one above, objects", nested(0, top + 1), false},
        {"depth at the limit, mixed", nested(top / 2, top - top / 2), true},
        {"depth one above, mixed", nested(top / 2, top - top / 2 + 1), false},
        {"as deep as a stack would break", std::string(1'000'000, '['), false},
        {"broad is not deep", "[" + nested(top - 1, 0) + "," + nested(top - 1, 0) + "]", true},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto value = statements::parse(row.text);
            BOOST_TEST(value.has_value() == row.accepted);
            if (value) continue;
            BOOST_TEST((value.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(byte_of(value.error()) <= row.text.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(where_a_fault_is)
{
    const struct {
        const char* name;
        std::string_view text;
        std::size_t byte;
    } rows[] = {
        {"the first byte", "x", 0},
        {"behind the value", "[1] x", 4},
        {"in the middle", R"({"a": 1,]})", 8},
        {"at the end", "[1,2", 4},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto value = statements::parse(row.text);
            BOOST_REQUIRE(!value);
            BOOST_TEST(byte_of(value.error()) == row.byte);
            BOOST_TEST(value.error().why.starts_with("not JSON: "));
        }
    }
}

BOOST_AUTO_TEST_CASE(duplicate_keys)
{
    const struct {
        const char* name;
        std::string_view text;
        std::string_view where; // "-": there is none.
    } rows[] = {
        {"none", R"({"a":1,"b":2})", "-"},
        {"two alike", R"({"a":1,"a":2})", "/a"},
        {"same value", R"({"a":1,"a":1})", "/a"},
        {"not beside each other", R"({"a":1,"b":2,"a":3})", "/a"},
        {"three alike", R"({"a":1,"a":2,"a":3})", "/a"},
        {"letter case differs", R"({"a":1,"A":2})", "-"},
        {"in different objects", R"([{"a":1},{"a":2}])", "-"},
        {"in an outer and an inner object", R"({"a":{"a":1}})", "-"},
        {"nested", R"({"a":{"b":1,"b":2}})", "/a/b"},
        {"in an array", R"([1,{"b":{}},{"c":[{"d":1,"d":2}]}])", "/2/c/0/d"},
        {"first in order of the text", R"({"a":{"x":1,"x":2},"b":1,"b":2})", "/a/x"},
        {"behind its first", R"({"b":1,"b":{"x":1,"x":2}})", "/b"},
        {"empty key", R"({"":1,"":2})", "/"},
        {"empty key once", R"({"":1})", "-"},
        {"equal once unescaped", R"({"id":1,"\u0069d":2})", "/id"},
        {"escapes of two kinds", R"({"\u002f":1,"\/":2})", "/~1"},
        {"not equal once unescaped", R"({"id":1,"\u0049d":2})", "-"},
        {"surrogate pair and its character", "{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
         "/\xf0\x9f\x98\x80"},
        {"same character, composed otherwise", "{\"\xc3\xa9\":1,\"e\xcc\x81\":2}", "-"},
        {"tilde", R"({"~":1,"~":2})", "/~0"},
        {"tilde and slash", R"({"a~/b":1,"a~/b":2})", "/a~0~1b"},
        {"white space about", " { \"a\" : 1 , \"a\" : 2 } ", "/a"},
        {"brackets and quotes in values", R"({"a":"\"}{][\\","b":"\\\"a\":","a":0})", "/a"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto value = statements::parse(row.text);
            BOOST_TEST(value.has_value() == (row.where == "-"));
            if (value) continue;
            BOOST_TEST((value.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(value.error().where == row.where);
            BOOST_TEST(value.error().why == "a key comes twice in one object");
        }
    }
}

BOOST_AUTO_TEST_CASE(duplicate_at_the_deepest_level)
{
    const auto at = [](std::string_view innermost) {
        return std::string(limits::json_depth - 1, '[') + std::string(innermost) +
               std::string(limits::json_depth - 1, ']');
    };
    const auto refused = statements::parse(at(R"({"a":1,"a":2})"));
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().where.ends_with("/0/a"));
    BOOST_TEST(statements::parse(at(R"({"a":1,"b":2})")).has_value());
}

BOOST_AUTO_TEST_CASE(the_tree)
{
    const auto value = statements::parse(
        R"({"n":[null,true,-5,18446744073709551615,1.5],"s":"\u0041\ud83d\ude00","o":{}})");
    BOOST_REQUIRE(value.has_value());
    const boost::json::value expected{
        {"n", {nullptr, true, -5, 18446744073709551615u, 1.5}},
        {"s", "A\xf0\x9f\x98\x80"},
        {"o", boost::json::object{}},
    };
    BOOST_TEST((*value == expected));
}

BOOST_AUTO_TEST_CASE(large_texts)
{
    const std::string big(limits::body_bytes, 'x');
    const auto string = statements::parse('"' + big + '"');
    BOOST_REQUIRE(string.has_value());
    BOOST_TEST((string->as_string() == big));

    // As a key it is read in parts too.
    const auto key = statements::parse("{\"" + big + "\":1,\"" + big + "y\":2}");
    BOOST_REQUIRE(key.has_value());
    BOOST_TEST(key->as_object().size() == 2u);

    std::string digits(100'000, '7');
    BOOST_TEST(!statements::parse("[" + digits + "]").has_value()); // No double is as large.
    BOOST_TEST(statements::parse("[0." + digits + "]").has_value());
}

BOOST_AUTO_TEST_CASE(memory_of_the_caller)
{
    const auto memory = boost::json::make_shared_resource<boost::json::monotonic_resource>();
    const auto value = statements::parse(R"({"a":["b"]})", memory);
    BOOST_REQUIRE(value.has_value());
    BOOST_TEST((value->storage() == memory));
    BOOST_TEST((value->at("a").at(0).storage() == memory));
}

BOOST_AUTO_TEST_SUITE_END()
