#include "content/cmi_values.hpp"

#include "base/limits.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;

struct Row {
    const char* text;
    const char* expected; // "-": refused.
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << '"' << row.text << '"';
}

constexpr Row decimals[] = {
    {"0", "0"},       {"85", "85"},       {"85.50", "85.50"}, {".5", "0.5"},     {"5.", "5"},
    {"-1.5", "-1.5"}, {"+1", "1"},        {" 7\n", "7"},      {"007", "7"},      {"-0.0", "0.0"},
    {"00", "0"},      {"0.125", "0.125"}, {"", "-"},          {".", "-"},        {"-", "-"},
    {"1e3", "-"},     {"1,5", "-"},       {"85%", "-"},       {"0x10", "-"},     {"--1", "-"},
    {"1 2", "-"},     {"1.2.3", "-"},     {"NaN", "-"},       {"-.25", "-0.25"},
};

constexpr Row spans_1_2[] = {
    {"00:05:30.25", "PT5M30.25S"},
    {"0000:00:00", "PT0S"},
    {"9999:99:99.99", "PT10000H40M39.99S"},
    {"1:02:03", "PT1H2M3S"},
    {"00:00:12.5", "PT12.5S"},
    {"00:00:12.005", "PT12S"},
    {"00:00:12.", "-"},
    {"00:05", "-"},
    {"00:5:30", "-"},
    {"00:05:3", "-"},
    {":05:30", "-"},
    {"00:05:30x", "-"},
    {"-00:05:30", "-"},
    {"PT5M", "-"},
    {"", "-"},
    {"999999:60:00", "PT1000000H"},
    {"999999:60:00.01", "-"},
    {"9999999999:00:00", "-"},
};

constexpr Row spans_2004[] = {
    {"PT5M30.25S", "PT5M30.25S"},
    {"PT0H0M0S", "PT0S"},
    {"PT1H", "PT1H"},
    {"PT3600S", "PT1H"},
    {"PT0.5H", "PT30M"},
    {"P1DT1S", "PT24H1S"},
    {"P1W", "PT168H"},
    {"P1M", "PT720H"},
    {"P1Y", "PT8760H"},
    {"PT0.009S", "PT0S"},
    {"PT0.05S", "PT0.05S"},
    {"PT60.1S", "PT1M0.1S"},
    {"P", "-"},
    {"-PT1S", "-"},
    {"00:05:30", "-"},
    {"PT1000000H", "PT1000000H"},
    {"PT1000000H0.01S", "-"},
    {"PT3600000001S", "-"},
    {"P999999999999Y", "-"},
};

std::string told(std::optional<Hundredths> time)
{
    return time ? iso_duration(*time) : "-";
}

struct LocalizedRow {
    const char* text;
    const char* language;
    const char* rest;
};

std::ostream& operator<<(std::ostream& out, const LocalizedRow& row)
{
    return out << row.text;
}

constexpr LocalizedRow localized_rows[] = {
    {"Hallo", "", "Hallo"},
    {"{lang=de}Hallo", "de", "Hallo"},
    {"{lang=en-GB}", "en-GB", ""},
    {"{lang=}Hallo", "", "Hallo"},
    {"{lang=d e}Hallo", "", "Hallo"},
    {"{lang=de", "", "{lang=de"},
    {"a {lang=de}b", "", "a {lang=de}b"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi_values)

BOOST_DATA_TEST_CASE(decimal_numbers, data::make(decimals), row)
{
    BOOST_TEST(decimal(row.text).value_or("-") == row.expected);
}

BOOST_AUTO_TEST_CASE(the_longest_decimal)
{
    const std::string longest(limits::scorm_decimal_characters, '9');
    BOOST_TEST(decimal(longest).value_or("-") == longest);
    BOOST_TEST(decimal(longest + "9").value_or("-") == "-");
    BOOST_TEST(number(longest).to_number<double>() == 1e40);
}

BOOST_AUTO_TEST_CASE(numbers)
{
    BOOST_TEST(boost::json::serialize(number("85")) == "85");
    BOOST_TEST(boost::json::serialize(number("-7")) == "-7");
    BOOST_TEST(number("0.85") == 0.85);
    BOOST_TEST(number("-0.5") == -0.5);
}

BOOST_DATA_TEST_CASE(time_spans_of_1_2, data::make(spans_1_2), row)
{
    BOOST_TEST(told(timespan(row.text, ScormVersion::v1_2)) == row.expected);
}

BOOST_DATA_TEST_CASE(time_spans_of_2004, data::make(spans_2004), row)
{
    BOOST_TEST(told(timespan(row.text, ScormVersion::v2004)) == row.expected);
}

BOOST_DATA_TEST_CASE(localized_texts, data::make(localized_rows), row)
{
    const auto [language, text] = localized(row.text);
    BOOST_TEST(language == row.language);
    BOOST_TEST(text == row.rest);
}

BOOST_AUTO_TEST_SUITE_END()
