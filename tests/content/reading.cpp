#include "content/reading.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(content_reading)

BOOST_AUTO_TEST_CASE(a_complaint_has_its_place)
{
    content::Findings findings;
    content::Reading reading("a/tincan.xml", findings);
    reading.warn(0, "some.rule", "", "be there");
    BOOST_TEST(!reading.refused());
    reading.refuse(7, "other.rule", std::string(limits::found_bytes + 1, 'x'), "be short");
    BOOST_TEST(reading.refused());
    BOOST_TEST_REQUIRE(findings.warnings.size() == 1u);
    BOOST_TEST(
        (findings.warnings[0] == base::Complaint{"a/tincan.xml", "some.rule", "", "be there"}));
    BOOST_TEST_REQUIRE(findings.refusals.size() == 1u);
    BOOST_TEST(findings.refusals[0].where == "a/tincan.xml:7");
    BOOST_TEST(findings.refusals[0].found == std::string(limits::found_bytes, 'x') + "...");
}

BOOST_AUTO_TEST_CASE(not_more_than_one_reads)
{
    content::Findings findings;
    content::Reading reading("cmi5.xml", findings);
    for (unsigned line = 1; line <= limits::complaints + 1; ++line) {
        reading.refuse(line, "rule", "", "be right");
        reading.warn(line, "rule", "", "be right");
    }
    BOOST_TEST(findings.refusals.size() == limits::complaints);
    BOOST_TEST(findings.warnings.size() == limits::complaints);
}

BOOST_AUTO_TEST_SUITE_END()
