// What the schema allows where. Each row is a document; the lines count from 1.
#include "content/cmi5_structure.hpp"

#include "content/cmi5_vocabulary.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;

std::string checked(const std::string& xml)
{
    content::Findings findings;
    const auto root = content::parse_xml(xml, "cmi5.xml", findings);
    BOOST_REQUIRE(root.has_value());
    content::Reading reading("cmi5.xml", findings);
    content::check_cmi5_structure(*root, reading);
    BOOST_TEST(findings.warnings.empty());
    return places_of(findings.refusals);
}

const std::string t = "<title><langstring>t</langstring></title>";
const std::string d = "<description><langstring>d</langstring></description>";
const std::string u = "<url>x:u</url>";

std::string au(const std::string& inside)
{
    return "<au id=\"x:a\">" + inside + "</au>";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_structure)

BOOST_AUTO_TEST_CASE(of_the_whole)
{
    const std::string ns(content::cmi5::xml_namespace);
    const auto root = [&](const std::string& name, const std::string& space) {
        return "<" + name + " xmlns=\"" + space + "\">\n<course id=\"x:c\">" + t + d + "</course>" +
               au(t + d + u) + "</" + name + ">";
    };
    BOOST_TEST(checked(root("courseStructure", ns)) == "");
    BOOST_TEST(checked(root("courseStructure", ns + "x")) == "cmi5.xml:1 cmi5.xml.namespace");
    BOOST_TEST(checked(root("course", ns)) == "cmi5.xml:1 cmi5.xml.namespace");
    BOOST_TEST(checked("<courseStructure/>") == "cmi5.xml:1 cmi5.xml.namespace");
    BOOST_TEST(checked("<p:courseStructure xmlns:p=\"" + ns + "\"/>") ==
               "cmi5.xml:1 cmi5.xml.missing, cmi5.xml:1 cmi5.xml.missing");
}

BOOST_AUTO_TEST_CASE(of_what_stands_behind_the_course)
{
    const auto a = au(t + d + u);
    const std::string o = "<objective id=\"x:o\">";

    const struct {
        const char* name;
        std::string inside; // On line 3.
        const char* refusals;
    } rows[] = {
        {"an AU", a, ""},
        {"a block", "<block id=\"x:b\">" + t + d + a + a + "</block>" + a, ""},
        {"a block without AUs", "<block id=\"x:b\">" + t + d + "</block>",
         "cmi5.xml:3 cmi5.xml.missing"},
        {"a second course", a + "<course/>",
         "cmi5.xml:3 cmi5.xml.order, cmi5.xml:3 cmi5.xml.missing, cmi5.xml:3 cmi5.xml.missing, "
         "cmi5.xml:1 cmi5.xml.repeated"},
        {"objectives", "<objectives>" + o + t + d + "</objective></objectives>" + a, ""},
        {"an objective the other way round",
         "<objectives>" + o + d + t + "</objective></objectives>" + a, ""},
        {"no objectives", "<objectives/>" + a, "cmi5.xml:3 cmi5.xml.missing"},
        {"objectives behind AUs", a + "<objectives>" + o + t + d + "</objective></objectives>",
         "cmi5.xml:3 cmi5.xml.order"},
        {"an AU's order", au(d + t + u), "cmi5.xml:3 cmi5.xml.order"},
        {"the URL first", au(u + t + d), "cmi5.xml:3 cmi5.xml.order, cmi5.xml:3 cmi5.xml.order"},
        {"no title", au(d + u), "cmi5.xml:3 cmi5.xml.missing"},
        {"no description", au(t + u), "cmi5.xml:3 cmi5.xml.missing"},
        {"no URL", au(t + d), "cmi5.xml:3 cmi5.xml.missing"},
        {"two URLs", au(t + d + u + u), "cmi5.xml:3 cmi5.xml.repeated"},
        {"a title without texts", au("<title/>" + d + u), "cmi5.xml:3 cmi5.xml.missing"},
        {"all of an AU",
         au(t + d + "<objectives><objective idref=\"x:o\"/></objectives>" + u +
            "<launchParameters>a<b/></launchParameters><entitlementKey/>"),
         ""},
        {"no references", au(t + d + "<objectives/>" + u), "cmi5.xml:3 cmi5.xml.missing"},
        {"an element of nobody", au(t + d + u + "<keyword/>"), "cmi5.xml:3 cmi5.xml.unknown"},
        {"of no namespace", au(t + d + u + "<k xmlns=\"\"/>"), "cmi5.xml:3 cmi5.xml.unknown"},
        {"of another one", au(t + d + u + "<k:k xmlns:k=\"x:k\"><k:l/></k:k>"), ""},
        {"and two at the end", a + "<k:k xmlns:k=\"x:k\"/><k xmlns=\"x:k\"/>", ""},
        {"not at the end", au(t + d + "<k:k xmlns:k=\"x:k\"/>" + u), "cmi5.xml:3 cmi5.xml.order"},
        {"within a value", au(t + d + "<url>x:u<k:k xmlns:k=\"x:k\"/></url>"),
         "cmi5.xml:3 cmi5.xml.unknown"},
        {"an attribute of nobody", "<au id=\"x:a\" moveon=\"Passed\">" + t + d + u + "</au>",
         "cmi5.xml:3 cmi5.xml.attribute"},
        {"of another namespace", "<au id=\"x:a\" xmlns:k=\"x:k\" k:id=\"1\">" + t + d + u + "</au>",
         ""},
        {"of XML", au("<title xml:lang=\"de\"><langstring/></title>" + d + u), ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(checked(cmi5_xml(row.inside)) == row.refusals);
        }
    }
}

// What another namespace says is not what cmi5 does.
BOOST_AUTO_TEST_CASE(names_of_others)
{
    content::Findings findings;
    const auto root =
        content::parse_xml("<a xmlns:k=\"x:k\" k:id=\"1\" id=\"2\"><k:url/><url xmlns=\"" +
                               std::string(content::cmi5::xml_namespace) + "\">u</url></a>",
                           "cmi5.xml", findings);
    BOOST_REQUIRE(root.has_value());
    BOOST_TEST(content::cmi5_attribute(*root, "id")->value == "2");
    BOOST_TEST(content::cmi5_attribute(*root, "href") == nullptr);
    BOOST_TEST(content::cmi5_child(*root, "url")->text == "u");
    BOOST_TEST(content::cmi5_child(*root, "title") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
