#include "base/decimal.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace {

const std::string zeros(200'000, '0');

} // namespace

BOOST_AUTO_TEST_SUITE(decimal)

BOOST_AUTO_TEST_CASE(in_millionths)
{
    struct Row {
        const char* name;
        std::string number;
        std::optional<std::int64_t> expected;
    };

    const Row rows[] = {
        {"zero", "0", 0},
        {"minus zero", "-0", 0},
        {"minus zero with a fraction", "-0.000", 0},
        {"one", "1", 1'000'000},
        {"a fraction", "0.8", 800'000},
        {"does not reach 0.8", "0.7999999", 799'999},
        {"six digits", "0.123456", 123'456},
        {"the seventh is cut", "0.1234569", 123'456},
        {"zeros behind the sixth", "-0.1234560000", -123'456},
        {"a negative goes down", "-0.1234561", -123'457},
        {"barely below zero", "-1e-400", -1},
        {"barely above zero", "1e-400", 0},
        {"an exponent", "12.5e-1", 1'250'000},
        {"a capital exponent with a plus", "12.5E+1", 125'000'000},
        {"leading zeros of an exponent", "1e0001", 10'000'000},
        {"many zeros", "0." + zeros + "1e200001", 1'000'000},
        {"the largest", "9e12", 9'000'000'000'000'000'000},
        {"the largest in digits", "9000000000000.000000", 9'000'000'000'000'000'000},
        {"beyond the largest", "9000000000000.000001", std::nullopt},
        {"barely beyond the largest", "9000000000000.0000001", std::nullopt},
        {"below the largest", "8999999999999.9999999", 8'999'999'999'999'999'999},
        {"the smallest", "-9e12", -9'000'000'000'000'000'000},
        {"barely beyond the smallest", "-9000000000000.0000001", std::nullopt},
        {"one more digit", "90000000000000", std::nullopt},
        {"one more digit, small modulo 2^64", "20000000000000", std::nullopt},
        {"far beyond", "1e400", std::nullopt},
        {"zero with a huge exponent", "0e99999999999999999999", 0},
        {"a huge exponent", "1e99999999999999999999", std::nullopt},
        {"a huge negative exponent", "1e-99999999999999999999", 0},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = base::millionths(row.number);
            BOOST_TEST(found.has_value() == row.expected.has_value());
            BOOST_TEST(found.value_or(-7) == row.expected.value_or(-7));
        }
    }
}

// RFC 8259 6.
BOOST_AUTO_TEST_CASE(json_numbers_only)
{
    const char* const refused[] = {"",      "-",   "+1",  "01",    "-01",   "00",  ".5",      "5.",
                                   "-.5",   "1e",  "1e+", "1e-",   "1e1.5", "0x1", " 1",      "1 ",
                                   "1.2.3", "1,5", "NaN", "1e1e1", "--1",   "1-",  "Infinity"};
    for (const auto* text : refused) {
        BOOST_TEST_CONTEXT('"' << text << '"')
        {
            BOOST_TEST(!base::millionths(text));
            BOOST_TEST(!base::compare_decimals(text, "1"));
            BOOST_TEST(!base::compare_decimals("1", text));
        }
    }
    const char* const accepted[] = {"0",   "-0",  "1",    "-1",   "10",     "0.5",
                                    "5.0", "1e1", "1E+1", "1e-1", "1.5e01", "0e0"};
    for (const auto* text : accepted) {
        BOOST_TEST_CONTEXT('"' << text << '"')
        {
            BOOST_TEST(base::millionths(text).has_value());
            BOOST_TEST(base::compare_decimals(text, "1").has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(exact_order)
{
    struct Row {
        const char* name;
        std::string a;
        std::string b;
        int expected; // -1, 0, 1.
    };

    const Row rows[] = {
        {"equal", "1", "1", 0},
        {"a zero fraction", "1.0", "1", 0},
        {"another exponent", "10e-1", "1", 0},
        {"a long way round", "0.00001e5", "1", 0},
        {"zeros behind", "100e10", "1e12", 0},
        {"zeros of either sign", "-0", "0", 0},
        {"zeros of any exponent", "0e5", "-0.000e-7", 0},
        {"by a digit", "1.1", "1.2", -1},
        {"by a digit far behind", "0." + zeros + "1", "0." + zeros + "2", -1},
        {"beyond a double", "9007199254740993", "9007199254740992", 1},
        {"a tenth is a tenth", "0.1", "0.1000000000000000055511151231257827", -1},
        {"by places", "9", "10", -1},
        {"by exponent", "1e3", "999.999", 1},
        {"negative before zero", "-1e-9", "0", -1},
        {"positive behind zero", "1e-9", "-0", 1},
        {"signs", "-5", "3", -1},
        {"two negatives", "-2", "-1", -1},
        {"two equal negatives", "-2.50", "-25e-1", 0},
        {"a prefix", "1.5", "1.50001", -1},
        {"the largest exponents", "1e100000", "1e99999", 1},
        {"the smallest exponents", "1e-100000", "1e-99999", -1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const std::strong_ordering expected = row.expected <=> 0;
            const std::strong_ordering reversed = 0 <=> row.expected;
            BOOST_TEST((base::compare_decimals(row.a, row.b) == expected));
            BOOST_TEST((base::compare_decimals(row.b, row.a) == reversed));
        }
    }
}

BOOST_AUTO_TEST_CASE(order_gives_up)
{
    BOOST_TEST(!base::compare_decimals("1e100001", "1"));
    BOOST_TEST(!base::compare_decimals("1", "1e-100001"));
    BOOST_TEST(!base::compare_decimals("1e99999999999999999999", "1"));
    BOOST_TEST(base::compare_decimals("1e100000", "1").has_value());
    BOOST_TEST(base::compare_decimals("1", "1e-100000").has_value());
}

// Both functions against integers, written in several ways.
BOOST_AUTO_TEST_CASE(like_integers)
{
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    const auto write = [&random](std::int64_t value) { // value / 1e6 in one of its spellings.
        const auto places = random() % 7;
        auto digits = std::to_string(std::abs(value));
        if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
        if (places > 0) digits.insert(digits.size() - places, ".");
        return (value < 0 ? "-" : "") + digits + "e-" + std::to_string(6 - places);
    };
    BOOST_TEST_CONTEXT("seed " << seed)
    for (int round = 0; round < 20'000; ++round) {
        const std::int64_t limit = random() % 2 == 0 ? 500 : 1'000'000'000'000;
        std::uniform_int_distribution<std::int64_t> any(-limit, limit);
        const auto a = any(random);
        const auto b = any(random);
        BOOST_REQUIRE(base::millionths(write(a)) == a);
        BOOST_REQUIRE((base::compare_decimals(write(a), write(b)) == (a <=> b)));
    }
}

BOOST_AUTO_TEST_CASE(texts)
{
    BOOST_TEST(base::decimal_text(0.9) == "0.9");
    BOOST_TEST(base::decimal_text(1) == "1");
    BOOST_TEST(base::decimal_text(-85.25) == "-85.25");
    BOOST_TEST(base::decimal_text(1e21) == "1" + std::string(21, '0'));
    BOOST_TEST(base::decimal_text(5e-324) == "0." + std::string(323, '0') + "5");
    BOOST_TEST(base::decimal_text(std::numeric_limits<double>::lowest()).size() == 310u);
}

BOOST_AUTO_TEST_SUITE_END()
