#include "content/findings.hpp"

#include "base/limits.hpp"

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

BOOST_AUTO_TEST_CASE(not_more_than_one_reads)
{
    base::Complaints kept;
    for (std::size_t i = 0; i <= limits::complaints; ++i)
        content::complain(kept, "a.xml:" + std::to_string(i), "rule", "x", "be right");
    BOOST_TEST(kept.size() == limits::complaints);
    BOOST_TEST(kept.back().where == "a.xml:" + std::to_string(limits::complaints - 1));
}

BOOST_AUTO_TEST_CASE(what_was_found_is_cut)
{
    base::Complaints kept;
    const std::string limit(limits::found_bytes, 'x');
    content::complain(kept, "a.xml", "rule", limit, "be right");
    content::complain(kept, "a.xml", "rule", limit + "x", "be right");
    content::complain(kept, "a.xml", "rule", "M\xfcller", "be right");
    BOOST_TEST(kept[0].found == limit);
    BOOST_TEST(kept[1].found == limit + "...");
    BOOST_TEST(kept[2].found == "M?ller");
}

BOOST_AUTO_TEST_SUITE_END()
