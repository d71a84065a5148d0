#include "base/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::string_view_literals;

namespace {

std::string encode(char32_t character)
{
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (character < 0x80) return {byte(character)};
    if (character < 0x800) return {byte(0xc0 | character >> 6), byte(0x80 | (character & 0x3f))};
    if (character < 0x10000) {
        return {byte(0xe0 | character >> 12), byte(0x80 | (character >> 6 & 0x3f)),
                byte(0x80 | (character & 0x3f))};
    }
    return {byte(0xf0 | character >> 18), byte(0x80 | (character >> 12 & 0x3f)),
            byte(0x80 | (character >> 6 & 0x3f)), byte(0x80 | (character & 0x3f))};
}

} // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(every_code_point)
{
    for (char32_t character = 0; character < 0x120000; ++character) {
        const auto text = encode(character);
        const bool good = character <= 0x10ffff && (character < 0xd800 || character > 0xdfff);
        std::size_t at = 0;
        const auto found = base::next_character(text, at);
        if (base::is_utf8(text) != good || found != (good ? character : base::no_character) ||
            at != (good ? text.size() : 0)) {
            BOOST_FAIL("code point " << std::hex << static_cast<std::uint32_t>(character));
        }
    }
}

BOOST_AUTO_TEST_CASE(forms)
{
    struct Row {
        const char* name;
        std::string_view text;
        bool good;
    };

    const Row rows[] = {
        {"nothing", "", true},
        {"a zero byte", "\0"sv, true},
        {"two bytes, smallest", "\xc2\x80", true},
        {"two bytes, overlong", "\xc1\xbf", false},
        {"overlong zero", "\xc0\x80", false},
        {"three bytes, smallest", "\xe0\xa0\x80", true},
        {"three bytes, overlong", "\xe0\x9f\xbf", false},
        {"before the surrogates", "\xed\x9f\xbf", true},
        {"first surrogate", "\xed\xa0\x80", false},
        {"last surrogate", "\xed\xbf\xbf", false},
        {"behind the surrogates", "\xee\x80\x80", true},
        {"U+FFFF", "\xef\xbf\xbf", true},
        {"four bytes, smallest", "\xf0\x90\x80\x80", true},
        {"four bytes, overlong", "\xf0\x8f\xbf\xbf", false},
        {"U+10FFFF", "\xf4\x8f\xbf\xbf", true},
        {"U+110000", "\xf4\x90\x80\x80", false},
        {"lead F5", "\xf5\x80\x80\x80", false},
        {"lead FF", "\xff", false},
        {"five bytes", "\xf8\x88\x80\x80\x80", false},
        {"continuation alone", "\x80", false},
        {"two bytes cut", "\xc3", false},
        {"three bytes cut", "\xe2\x82", false},
        {"four bytes cut", "\xf0\x9f\x98", false},
        {"ASCII where a continuation belongs", "\xe2\x82 ", false},
        {"a lead where a continuation belongs", "\xc3\xc3", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::is_utf8(row.text) == row.good);
        }
    }
}

// The check reads eight bytes at a time: a fault must be seen at each place of such a piece.
BOOST_AUTO_TEST_CASE(at_every_place)
{
    for (std::size_t before = 0; before < 20; ++before) {
        for (std::size_t behind = 0; behind < 20; ++behind) {
            const std::string front(before, 'a');
            const std::string back(behind, 'z');
            BOOST_REQUIRE(base::is_utf8(front + "\xe2\x82\xac" + back));
            BOOST_REQUIRE(!base::is_utf8(front + "\x80" + back));
            BOOST_REQUIRE(!base::is_utf8(front + "\xe2\x82" + back));
        }
    }
}

BOOST_AUTO_TEST_CASE(excerpts)
{
    struct Row {
        const char* name;
        std::string_view text;
        std::size_t bytes;
        std::string_view expected;
    };

    const Row rows[] = {
        {"nothing", "", 0, ""},
        {"shorter", "abc", 4, "abc"},
        {"as long", "abc", 3, "abc"},
        {"longer", "abcd", 3, "abc..."},
        {"to nothing", "abc", 0, "..."},
        {"whole characters fit", "\u20ac\u20ac", 6, "\u20ac\u20ac"},
        {"at a character", "\u20ac\u20ac", 3, "\u20ac..."},
        {"one byte into a character", "\u20ac\u20ac", 4, "\u20ac..."},
        {"two bytes into a character", "\u20ac\u20ac", 5, "\u20ac..."},
        {"before four bytes", "ab\U0001f600", 5, "ab..."},
        {"inside the first character", "\U0001f600", 3, "..."},
        {"no UTF-8", "a\xff", 9, ""},
        {"no UTF-8 behind what is kept", "abcd\xff", 3, ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::excerpt(row.text, row.bytes) == row.expected);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
