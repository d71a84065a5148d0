#include "lrs/ignored_parameters.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(lrs_ignored_parameters)

BOOST_AUTO_TEST_CASE(names)
{
    const struct {
        std::string name;
        bool stays;
        bool stays_when_lenient;
    } rows[] = {
        {"tincan", false, false}, {"activity_id", false, false}, {"Tincan", true, false},
        {"named", false, false},  {"other", true, false},        {"verb", true, true},
        {"Verb", true, true},     {"STATEID", true, true},       {"method", true, true},
    };

    const std::vector<std::string> named{"named"};
    for (const auto& row : rows) {
        for (const bool lenient : {false, true}) {
            lrs::Parameters parameters{{row.name, "x"}, {"agent", "{}"}};
            lrs::drop_ignored(parameters, named, lenient);
            BOOST_TEST(parameters.contains(row.name) ==
                           (lenient ? row.stays_when_lenient : row.stays),
                       row.name);
            BOOST_TEST(parameters.contains("agent"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
