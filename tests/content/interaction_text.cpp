#include "content/interaction_text.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;
using enum InteractionType;

struct Row {
    InteractionType type;
    const char* sent;
    const char* response;
    const char* pattern;
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << interaction_type(row.type) << ' ' << row.sent;
}

constexpr Row rows_1_2[] = {
    {true_false, "t", "true", "true"},
    {true_false, "F", "false", "false"},
    {true_false, "1", "true", "true"},
    {true_false, "0", "false", "false"},
    {true_false, "True", "true", "true"},
    {true_false, "false", "false", "false"},
    {true_false, "maybe", "maybe", "maybe"},
    {choice, "a", "a", "a"},
    {choice, "a,b,c", "a[,]b[,]c", "a[,]b[,]c"},
    {choice, "{a,b}", "a[,]b", "a[,]b"},
    {choice, "a[,]b,c", "a[,]b,c", "a[,]b,c"},
    {choice, "Yes, of course", "Yes, of course", "Yes, of course"},
    {choice, " a,b ", "a[,]b", "a[,]b"},
    {choice, "{a},{b}", "{a}[,]{b}", "{a}[,]{b}"},
    {choice, "{", "{", "{"},
    {sequencing, "c,a,b", "c[,]a[,]b", "c[,]a[,]b"},
    {matching, "1.a,2.b", "1[.]a[,]2[.]b", "1[.]a[,]2[.]b"},
    {matching, "{1.a,2.b.c}", "1[.]a[,]2[.]b.c", "1[.]a[,]2[.]b.c"},
    {matching, "1[.]a[,]2[.]b", "1[.]a[,]2[.]b", "1[.]a[,]2[.]b"},
    {fill_in, "a,b.c", "a,b.c", "a,b.c"},
    {fill_in, "", "", ""},
    {performance, "a,b", "a,b", "a,b"},
    {likert, "3", "3", "3"},
    {numeric, "1.5", "1.5", "1.5"},
    {numeric, "1:5", "1:5", "1[:]5"},
};

constexpr Row rows_2004[] = {
    {true_false, "true", "true", "true"},
    {choice, "a[,]b", "a[,]b", "a[,]b"},
    {choice, "a,b", "a,b", "a,b"},
    {fill_in, "{case_matters=true}{order_matters=false}{lang=en}a[,]b",
     "{case_matters=true}{order_matters=false}{lang=en}a[,]b",
     "{case_matters=true}{order_matters=false}{lang=en}a[,]b"},
    {long_fill_in, "{lang=de}Viel Text, viel.", "{lang=de}Viel Text, viel.",
     "{lang=de}Viel Text, viel."},
    {matching, "a[.]1[,]b[.]2", "a[.]1[,]b[.]2", "a[.]1[,]b[.]2"},
    {performance, "{order_matters=true}s1[.]a[,]s2[.]2[:]3",
     "{order_matters=true}s1[.]a[,]s2[.]2[:]3", "{order_matters=true}s1[.]a[,]s2[.]2[:]3"},
    {sequencing, "a[,]b", "a[,]b", "a[,]b"},
    {likert, "l1", "l1", "l1"},
    {numeric, "[:]2", "[:]2", "[:]2"},
    {other, "{x}", "{x}", "{x}"},
};

void check(const Row& row, ScormVersion version)
{
    const Interaction interaction{.id = "q", .type = row.type, .response = row.sent};
    BOOST_TEST(xapi_response(interaction, version) == row.response);
    BOOST_TEST(xapi_pattern(interaction, row.sent, version) == row.pattern);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_interaction_text)

BOOST_DATA_TEST_CASE(of_1_2, data::make(rows_1_2), row)
{
    check(row, ScormVersion::v1_2);
}

BOOST_DATA_TEST_CASE(of_2004, data::make(rows_2004), row)
{
    check(row, ScormVersion::v2004);
}

BOOST_AUTO_TEST_CASE(of_no_type)
{
    const Interaction interaction{.id = "q", .response = "a,b"};
    BOOST_TEST(xapi_response(interaction, ScormVersion::v1_2) == "a,b");
}

BOOST_AUTO_TEST_CASE(names)
{
    BOOST_TEST(interaction_type(true_false) == "true-false");
    BOOST_TEST(interaction_type(long_fill_in) == "long-fill-in");
    BOOST_TEST(interaction_type(other) == "other");
}

BOOST_AUTO_TEST_SUITE_END()
