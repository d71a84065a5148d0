// Numbers of manifests; the other values are tested where they are read.
#include "content/scorm_values.hpp"

#include <boost/test/unit_test.hpp>

namespace {

struct Row {
    std::string_view text;
    std::string_view out; // Empty: it is none.
};

struct Space {
    std::string_view name;
    content::ScormSpace space;
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_values)

BOOST_AUTO_TEST_CASE(decimals)
{
    const Row rows[] = {
        {"0", "0"},
        {"0.8", "0.8"},
        {"-1", "-1"},
        {"+0.50", "0.5"},
        {".5", "0.5"},
        {"1.", "1"},
        {"0.3333", "0.3333"},
        {"100", "100"},
        {"-0", "0"},
        {"-.25", "-0.25"},
        {"0.00000000001", "0"},
        {"0.1234567890123", "0.123456789"},
        {"", ""},
        {"-", ""},
        {".", ""},
        {"+-1", ""},
        {"1e2", ""},
        {"0,8", ""},
        {"nan", ""},
        {"inf", ""},
        {"0x1", ""},
        {"1 ", ""},
        {"1.2.3", ""},
        {"--1", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto value = content::parse_decimal(row.text);
            BOOST_TEST((value ? content::decimal_text(*value) : "") == row.out);
        }
    }
}

BOOST_AUTO_TEST_CASE(spaces)
{
    using enum content::ScormSpace;
    content::Findings findings;
    content::XmlElement root;
    root.space = "urn:x:manifests";
    const content::ScormValues values("imsmanifest.xml", root, findings);
    const Space rows[] = {
        {"", none},
        {"urn:x:manifests", packaging},
        {"http://www.imsglobal.org/xsd/imscp_v1p1", packaging},
        {"http://www.imsproject.org/xsd/imscp_rootv1p1p2", packaging},
        {"http://www.adlnet.org/xsd/adlcp_rootv1p2", content::ScormSpace::content},
        {"http://www.adlnet.org/xsd/adlcp_v1p3", content::ScormSpace::content},
        {"http://www.adlnet.org/xsd/ADLSEQ_v1p3", adl_sequencing},
        {"http://www.adlnet.org/xsd/adlnav_v1p3", navigation},
        {"http://www.imsglobal.org/xsd/imsss", sequencing},
        {"http://www.imsproject.org/xsd/imsmd_rootv1p2p1", metadata},
        {"http://ltsc.ieee.org/xsd/LOM", metadata},
        {"urn:vendor", foreign},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        BOOST_TEST((values.space_of(row.name) == row.space));
    }
}

BOOST_AUTO_TEST_SUITE_END()
