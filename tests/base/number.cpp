#include "base/number.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>

BOOST_AUTO_TEST_SUITE(number)

BOOST_AUTO_TEST_CASE(whole_texts_that_fit)
{
    const struct {
        const char* name;
        std::string_view text;
        std::optional<int> small; // As 16 bits with a sign.
    } rows[] = {
        {"zero", "0", 0},          {"leading zeros", "007", 7},  {"the largest", "32767", 32'767},
        {"one more", "32768", {}}, {"negative", "-1", -1},       {"a plus", "+1", {}},
        {"nothing", "", {}},       {"a blank before", " 1", {}}, {"a blank behind", "1 ", {}},
        {"a fraction", "1.0", {}}, {"a word", "one", {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = base::parse_number<std::int16_t>(row.text);
            BOOST_TEST(found.has_value() == row.small.has_value());
            if (found && row.small) BOOST_TEST(*found == *row.small);
        }
    }
    BOOST_TEST(!base::parse_number<std::uint16_t>("-1"));
    BOOST_TEST(base::parse_number<std::uint64_t>("18446744073709551615").value() == UINT64_MAX);
    BOOST_TEST(!base::parse_number<std::uint64_t>("18446744073709551616"));
}

BOOST_AUTO_TEST_SUITE_END()
