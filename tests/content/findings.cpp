#include "content/findings.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(content_findings)

BOOST_AUTO_TEST_CASE(places)
{
    BOOST_TEST(content::place("imsmanifest.xml", 12) == "imsmanifest.xml:12");
}

BOOST_AUTO_TEST_CASE(a_warning_refuses_nothing)
{
    content::Findings findings;
    findings.warnings.push_back({"a.xml", "rule", "found", "be right"});
    BOOST_TEST(!findings.refused());
    findings.refusals.push_back({"a.xml", "rule", "found", "be right"});
    BOOST_TEST(findings.refused());
}

BOOST_AUTO_TEST_SUITE_END()
