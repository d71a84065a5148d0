#include "base/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(base64)

BOOST_AUTO_TEST_CASE(both_alphabets)
{
    struct Row {
        const char* name;
        std::string_view bytes;
        std::string_view text;
        std::string_view url;
    };

    const Row rows[] = {
        {"nothing", "", "", ""},
        {"one byte", "f", "Zg==", "Zg"},
        {"two bytes", "fo", "Zm8=", "Zm8"},
        {"three bytes", "foo", "Zm9v", "Zm9v"},
        {"four bytes", "foob", "Zm9vYg==", "Zm9vYg"},
        {"five bytes", "fooba", "Zm9vYmE=", "Zm9vYmE"},
        {"six bytes", "foobar", "Zm9vYmFy", "Zm9vYmFy"},
        {"letters 62 and 63", "\xfb\xff\xbf"sv, "+/+/", "-_-_"},
        {"zero bytes", "\0\0"sv, "AAA=", "AAA"},
        {"high bytes", "\xff\xff\xff\xff"sv, "/////w==", "_____w"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::to_base64(row.bytes) == row.text);
            BOOST_TEST(base::to_base64url(row.bytes) == row.url);
            BOOST_TEST(base::from_base64(row.text).value() == row.bytes);
            BOOST_TEST(base::from_base64url(row.url).value() == row.bytes);
        }
    }
}

struct Text {
    const char* name;
    std::string_view text;
    bool accepted;
};

BOOST_AUTO_TEST_CASE(strict)
{
    const Text rows[] = {
        {"padded", "Zm8=", true},
        {"no padding", "Zm8", false},
        {"too much padding", "Zm8==", false},
        {"one pad where two belong", "Zg=", false},
        {"two pads", "Zg==", true},
        {"three pads", "Z===", false},
        {"padding alone", "====", false},
        {"two pads alone", "==", false},
        {"padding behind whole groups", "Zm9v====", false},
        {"padding in the middle", "Zg==Zg==", false},
        {"stray bits, one byte", "Zh==", false},
        {"stray bits, two bytes", "Zm9=", false},
        {"last bit that counts", "Zn8=", true},
        {"space in front", " Zm8=", false},
        {"space inside", "Zm 8=", false},
        {"newline behind", "Zm8=\n", false},
        {"four characters with a newline", "Zm8\n", false},
        {"letters of the other alphabet", "-_-_", false},
        {"zero byte", "Zm8\0"sv, false},
        {"beyond ASCII", "Zm\xc3\xa9", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::from_base64(row.text).has_value() == row.accepted);
        }
    }
}

BOOST_AUTO_TEST_CASE(strict_url)
{
    const Text rows[] = {
        {"two letters", "Zg", true},
        {"padded", "Zg==", false},
        {"one letter", "Z", false},
        {"five letters", "Zm9vZ", false},
        {"one letter of no bits", "A", false},
        {"five letters, the last of no bits", "AAAAA", false},
        {"stray bits", "Zh", false},
        {"stray bits, two bytes", "Zm9", false},
        {"two bytes", "Zm8", true},
        {"letters of the other alphabet", "+/+/", false},
        {"its own letters", "-_-_", true},
        {"space", "Z ", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::from_base64url(row.text).has_value() == row.accepted);
        }
    }
}

BOOST_AUTO_TEST_CASE(round_trip)
{
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    for (std::size_t size = 0; size < 300; ++size) {
        std::string bytes(size, '\0');
        for (auto& byte : bytes)
            byte = static_cast<char>(random() & 0xff);
        BOOST_REQUIRE(base::from_base64(base::to_base64(bytes)) == bytes);
        BOOST_REQUIRE(base::from_base64url(base::to_base64url(bytes)) == bytes);
    }
}

// What decodes is the one text of its bytes.
BOOST_AUTO_TEST_CASE(canonical)
{
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    const std::string_view letters = "AQgwBCZz09+/=";
    int decoded = 0;
    BOOST_TEST_CONTEXT("seed " << seed)
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 3 * 4, '\0');
        for (auto& letter : text)
            letter = letters[random() % letters.size()];
        const auto bytes = base::from_base64(text);
        if (!bytes) continue;
        ++decoded;
        BOOST_REQUIRE(base::to_base64(*bytes) == text);
    }
    BOOST_TEST(decoded > 100);
}

BOOST_AUTO_TEST_SUITE_END()
