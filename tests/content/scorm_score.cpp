#include "content/scorm_score.hpp"

#include <boost/json.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;

using namespace content;

constexpr auto v1_2 = ScormVersion::v1_2;
constexpr auto v2004 = ScormVersion::v2004;

struct Row {
    const char* name;
    ScormVersion version;
    const char* raw;
    const char* min;
    const char* max;
    const char* scaled;
    bool has_scale;
    const char* expected;
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << row.name;
}

constexpr Row rows[] = {
    {"nothing", v1_2, "", "", "", "", true, "{}"},
    {"a scale of nothing", v1_2, "", "0", "100", "", true, "{}"},
    {"1.2 of a hundred", v1_2, "85", "", "", "", true, R"({"scaled": 0.85, "raw": 85})"},
    {"1.2 the least", v1_2, "0", "", "", "", true, R"({"scaled": 0.0, "raw": 0})"},
    {"1.2 the most", v1_2, "100", "", "", "", true, R"({"scaled": 1.0, "raw": 100})"},
    {"1.2 over a hundred", v1_2, "100.5", "", "", "", false, R"({"raw": 100.5})"},
    {"1.2 below zero", v1_2, "-1", "", "", "", false, R"({"raw": -1})"},
    {"1.2 of a range", v1_2, "15", "10", "20", "", true,
     R"({"scaled": 0.5, "raw": 15, "min": 10, "max": 20})"},
    {"1.2 of a range below zero", v1_2, "-5", "-10", "0", "", true,
     R"({"scaled": 0.5, "raw": -5, "min": -10, "max": 0})"},
    {"1.2 at the range's end", v1_2, "20", "10", "20", "", true,
     R"({"scaled": 1.0, "raw": 20, "min": 10, "max": 20})"},
    {"1.2 out of the range", v1_2, "20.1", "10", "20", "", false, R"({"raw": 20.1})"},
    {"1.2 below the range", v1_2, "9.9", "10", "20", "", false, R"({"raw": 9.9})"},
    {"1.2 no range", v1_2, "85", "0", "0", "", false, R"({"scaled": 0.85, "raw": 85})"},
    {"1.2 a range the wrong way", v1_2, "85", "100", "0", "", false,
     R"({"scaled": 0.85, "raw": 85})"},
    {"1.2 of ten", v1_2, "7", "", "10", "", true, R"({"scaled": 0.7, "raw": 7, "max": 10})"},
    {"1.2 from fifty", v1_2, "75", "50", "", "", true, R"({"scaled": 0.5, "raw": 75, "min": 50})"},
    {"1.2 a most of zero", v1_2, "0", "", "0", "", false, R"({"raw": 0})"},
    {"2004 scaled", v2004, "", "", "", "-0.5", true, R"({"scaled": -0.5})"},
    {"2004 all", v2004, "85", "0", "100", "0.9", true,
     R"({"scaled": 0.9, "raw": 85, "min": 0, "max": 100})"},
    {"2004 computed", v2004, "85", "0", "100", "", true,
     R"({"scaled": 0.85, "raw": 85, "min": 0, "max": 100})"},
    {"2004 no scale", v2004, "85", "", "", "", true, R"({"raw": 85})"},
    {"2004 half a scale", v2004, "85", "", "100", "", true, R"({"raw": 85, "max": 100})"},
    {"2004 over half a scale", v2004, "101", "", "100", "", false, R"({"raw": 101})"},
    {"2004 out of the range", v2004, "101", "0", "100", "1", false, R"({"scaled": 1, "raw": 101})"},
    {"2004 no range", v2004, "1", "1", "1", "", false, R"({"raw": 1})"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_score)

BOOST_DATA_TEST_CASE(scores, data::make(rows), row)
{
    const Score score{row.raw, row.min, row.max, row.scaled};
    BOOST_TEST(json::value(xapi_score(score, row.version)) == json::parse(row.expected));
    BOOST_TEST(has_scale(score, row.version) == row.has_scale);
}

BOOST_AUTO_TEST_SUITE_END()
