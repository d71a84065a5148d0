// Runs of postings as bytes.
#include "storage/rocksdb/chunk.hpp"

#include "base/digest.hpp"
#include "tests/storage/random_statements.hpp"

#include <boost/test/unit_test.hpp>

using namespace storage::rocks;
using storage_tests::Dice;

namespace {

std::string hex(std::string_view bytes)
{
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string bytes(std::string_view hexadecimal)
{
    return base::from_hex(hexadecimal).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage_chunk)

BOOST_AUTO_TEST_CASE(golden_rows)
{
    const struct {
        const char* name;
        std::vector<Mention> mentions;
        const char* expected;
    } rows[] = {
        {"one", {{7, 1}}, "01010101"},
        {"the same roles again", {{7, 1}, {8, 1}, {300, 1}}, "0301010102c804"},
        {"other roles",
         {{7, 1}, {9, 2}, {10, 2}},
         "0303010105020"
         "2"},
        {"the last sequence and all roles",
         {{1, 1}, {~std::uint64_t{0} / 2, ~std::uint32_t{0}}},
         "02ffffffff0f0101fdffffffffffffffff01ffffffff0f"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto encoded = encode_chunk(row.mentions);
            BOOST_TEST(hex(encoded) == row.expected);
            std::vector<Mention> decoded;
            BOOST_TEST(decode_chunk(row.mentions[0].sequence, encoded, decoded));
            BOOST_TEST((decoded == row.mentions));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_chunk)
{
    const struct {
        const char* name;
        const char* text;
        bool good;
    } rows[] = {
        {"two entries", "0201010102", true},
        {"nothing", "", false},
        {"no entry", "0001", false},
        {"an entry too few", "0301010102", false},
        {"a byte too many", "020101010200", false},
        {"cut off", "02010101", false},
        {"the first without roles", "010100", false},
        {"the first elsewhere than in its key", "01010301", false},
        {"twice the same sequence", "0201010100", false},
        {"roles that the summary lacks", "020101010302", false},
        {"roles of the summary that nobody has", "0203010102", false},
        {"roles of more than 32 bits", "01ffffffff1f01ffffffff1f", false},
        {"a number of more than 64 bits", "ffffffffffffffffff0201", false},
        {"a sequence beyond the last",
         "020101"
         "01"
         "feffffffffffffffff01",
         false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            std::vector<Mention> decoded;
            BOOST_TEST(decode_chunk(~std::uint64_t{0} - 5, bytes(row.text), decoded) == row.good);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_runs_come_back)
{
    Dice dice(20'261'126);
    for (int run = 0; run < 300; ++run) {
        std::vector<Mention> mentions;
        std::uint64_t sequence = dice.below(3) == 0 ? 1 : dice.below(1'000'000'000);
        std::uint32_t all = 0;
        for (auto count = 1 + dice.below(700); count > 0; --count) {
            mentions.push_back({sequence, 1u << dice.below(dice.percent(50) ? 2 : 32)});
            all |= mentions.back().roles;
            sequence += 1 + dice.below(1u << dice.below(31));
        }
        const auto encoded = encode_chunk(mentions);
        std::vector<Mention> decoded;
        BOOST_TEST(decode_chunk(mentions[0].sequence, encoded, decoded));
        BOOST_TEST((decoded == mentions));
        BOOST_TEST((roles_of_chunk(encoded) == all));
    }
}

BOOST_AUTO_TEST_SUITE_END()
