#include "base/uuid.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <random>
#include <set>

namespace {

constexpr std::string_view good = "01234567-89ab-cdef-0123-456789abcdef";

std::string with(std::size_t at, char letter)
{
    std::string text(good);
    text[at] = letter;
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(uuid)

BOOST_AUTO_TEST_CASE(bytes_in_order)
{
    const auto uuid = base::parse_uuid(good);
    BOOST_REQUIRE(uuid.has_value());
    const std::array<std::uint8_t, 16> expected{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                                0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
    BOOST_TEST(uuid->bytes == expected, boost::test_tools::per_element());
    BOOST_TEST(base::to_string(*uuid) == good);
}

BOOST_AUTO_TEST_CASE(forms)
{
    struct Row {
        const char* name;
        std::string text;
        bool accepted;
    };

    const Row rows[] = {
        {"lower case", "f47ac10b-58cc-4372-a567-0e02b2c3d479", true},
        {"upper case", "F47AC10B-58CC-4372-A567-0E02B2C3D479", true},
        {"mixed case", "F47ac10b-58CC-4372-a567-0E02b2c3d479", true},
        {"nil", "00000000-0000-0000-0000-000000000000", true},
        {"all ones", "ffffffff-ffff-ffff-ffff-ffffffffffff", true},
        {"version 1", "f47ac10b-58cc-1372-a567-0e02b2c3d479", true},
        {"version 9", "f47ac10b-58cc-9372-a567-0e02b2c3d479", true},
        {"another variant", "f47ac10b-58cc-4372-c567-0e02b2c3d479", true},
        {"nothing", "", false},
        {"a digit less", "f47ac10b-58cc-4372-a567-0e02b2c3d47", false},
        {"a digit more", "f47ac10b-58cc-4372-a567-0e02b2c3d4799", false},
        {"no hyphens", "f47ac10b58cc4372a5670e02b2c3d479", false},
        {"36 digits", "f47ac10b058cc043720a56700e02b2c3d479", false},
        {"a hyphen moved", "f47ac10-b58cc-4372-a567-0e02b2c3d479", false},
        {"braces", "{f47ac10b-58cc-4372-a567-0e02b2c3d479}", false},
        {"braces, 36 characters", "{47ac10b-58cc-4372-a567-0e02b2c3d47}", false},
        {"urn", "urn:uuid:f47ac10b-58cc-4372-a567-0e02b2c3d479", false},
        {"space in front", " f47ac10b-58cc-4372-a567-0e02b2c3d479", false},
        {"space behind", "f47ac10b-58cc-4372-a567-0e02b2c3d479 ", false},
        {"a g", "g47ac10b-58cc-4372-a567-0e02b2c3d479", false},
        {"underscores", "f47ac10b_58cc_4372_a567_0e02b2c3d479", false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(base::parse_uuid(row.text).has_value() == row.accepted);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_byte_at_every_place)
{
    for (std::size_t at = 0; at < good.size(); ++at) {
        const bool hyphen = good[at] == '-';
        for (int byte = 0; byte < 256; ++byte) {
            const bool accepted = hyphen ? byte == '-' : std::isxdigit(byte) != 0;
            const auto text = with(at, static_cast<char>(byte));
            if (base::parse_uuid(text).has_value() != accepted) BOOST_FAIL(text);
        }
    }
}

BOOST_AUTO_TEST_CASE(round_trip)
{
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    for (int round = 0; round < 2'000; ++round) {
        base::Uuid uuid;
        for (auto& byte : uuid.bytes)
            byte = static_cast<std::uint8_t>(random() & 0xff);
        auto text = base::to_string(uuid);
        BOOST_REQUIRE(text.size() == 36);
        BOOST_REQUIRE((base::parse_uuid(text) == uuid));
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char letter) { return std::toupper(letter); });
        BOOST_REQUIRE((base::parse_uuid(text) == uuid));
    }
}

BOOST_AUTO_TEST_CASE(version_4)
{
    std::array<std::uint8_t, 16> bytes;
    bytes.fill(0);
    BOOST_TEST(base::to_string(base::uuid_v4(bytes)) == "00000000-0000-4000-8000-000000000000");
    bytes.fill(0xff);
    BOOST_TEST(base::to_string(base::uuid_v4(bytes)) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

// What other implementations give (Python's uuid.uuid5); the first is the one of RFC 9562 A.4.
BOOST_AUTO_TEST_CASE(version_5)
{
    const struct {
        const char* name;
        const char* space;
        std::string text;
        const char* expected;
    } rows[] = {
        {"a host", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com",
         "2ed6657d-e927-568b-95e1-2665a8aea6a2"},
        {"nothing", "6ba7b811-9dad-11d1-80b4-00c04fd430c8", "",
         "1b4db7eb-4057-5ddf-91e0-36dec72071f5"},
        {"long", "00000000-0000-0000-0000-000000000000", std::string(1'000, 'x'),
         "eb4f0d86-5740-5307-9578-a50bbed6d9a9"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto space = base::parse_uuid(row.space).value();
            BOOST_TEST(base::to_string(base::uuid_v5(space, row.text)) == row.expected);
        }
    }
    BOOST_TEST(base::to_string(base::url_namespace) == rows[1].space);
}

BOOST_AUTO_TEST_CASE(ordered_by_bytes)
{
    const auto low = base::parse_uuid("00000000-0000-0000-0000-0000000000ff").value();
    const auto high = base::parse_uuid("00000000-0000-0000-0000-000000000100").value();
    BOOST_TEST((low < high));
    BOOST_TEST((low != high));
}

BOOST_AUTO_TEST_CASE(hash_sees_every_byte)
{
    std::set<std::size_t> hashes{std::hash<base::Uuid>{}(base::Uuid{})};
    for (std::size_t at = 0; at < 16; ++at) {
        base::Uuid uuid;
        uuid.bytes[at] = 1;
        hashes.insert(std::hash<base::Uuid>{}(uuid));
    }
    BOOST_TEST(hashes.size() == 17u);
}

BOOST_AUTO_TEST_SUITE_END()
