#include "content/timespan.hpp"

#include <boost/test/unit_test.hpp>

namespace {

struct Row {
    std::string_view in;
    std::string_view out;
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_timespan)

BOOST_AUTO_TEST_CASE(texts)
{
    const Row rows[] = {
        {"PT1H30M", "PT1H30M"}, {"P1Y2M3DT4H5M6.5S", "P1Y2M3DT4H5M6.5S"},
        {"PT0S", "PT0S"},       {"P0D", "PT0S"},
        {"P2W", "P2W"},         {"PT1.239S", "PT1.23S"},
        {"PT1.003S", "PT1S"},   {"PT0.05S", "PT0.05S"},
        {"PT0.5H", "PT0.5H"},   {"PT1H0.25M", "PT1H0.25M"},
        {"P1DT0H", "P1D"},      {"P1,5D", "P1.5D"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.in)
        BOOST_TEST(content::timespan_text(base::parse_duration(row.in).value()) == row.out);
    }
}

BOOST_AUTO_TEST_SUITE_END()
