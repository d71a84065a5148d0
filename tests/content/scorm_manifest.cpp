// Manifests of SCORM as a whole: editions, metadata, what is no manifest.
#include "content/scorm_manifest.hpp"

#include "base/limits.hpp"
#include "tests/content/manifests.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace manifests;

struct Row {
    std::string_view name;
    std::string text;
    std::string_view edition; // Empty: refused.
    std::string told{};
};

const std::string body12 = organization(item("")) + std::string(resources12);
const std::string body2004 = organization(item("")) + std::string(resources2004);

// The same with nothing of its head.
std::string bare(std::string text)
{
    for (const std::string_view part : {"<metadata>", "<schemaversion>", "</metadata>"}) {
        const auto at = text.find(part);
        text.erase(at, part == "<schemaversion>" ? text.find("</metadata>") - at : part.size());
    }
    return text;
}

std::string without(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    return text.erase(at, text.find(to, at + from.size()) - at);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_manifest)

BOOST_AUTO_TEST_CASE(editions)
{
    const Row rows[] = {
        {"1.2", scorm12(body12), "scorm12"},
        {"with blanks", scorm12(body12, " 1.2 "), "scorm12"},
        {"2nd", scorm2004(body2004, "CAM 1.3"), "scorm2004-2"},
        {"3rd", scorm2004(body2004, "2004 3rd Edition"), "scorm2004-3"},
        {"4th", scorm2004(body2004, "2004 4th Edition"), "scorm2004-4"},
        {"said longer", scorm2004(body2004, "SCORM 2004 4TH Ed."), "scorm2004-4"},
        {"said in another namespace", scorm12(body12, "2004 3rd Edition"), "scorm2004-3"},
        {"1.2 by namespaces", scorm12(body12, "1.1"), "scorm12", "1 scorm.version"},
        {"2004 by namespaces", scorm2004(body2004, "2004"), "scorm2004-3", "1 scorm.version"},
        {"1.2, nothing said", bare(scorm12(body12)), "scorm12", "1 scorm.version"},
        {"2004, nothing said", bare(scorm2004(body2004)), "scorm2004-3", "1 scorm.version"},
        {"by an attribute deep in it",
         "<manifest identifier='M'>" + organization(item("")) +
             "<resources xmlns:x='http://www.adlnet.org/xsd/adlcp_v1p3'><resource "
             "identifier='R' x:scormType='sco' href='a.html'/></resources></manifest>",
         "scorm2004-3", "1 scorm.version"},
        {"without any namespace",
         "<manifest identifier='M'><metadata><schemaversion>1.2</schemaversion></metadata>" +
             organization(item("<masteryscore>80</masteryscore>")) +
             "<resources><resource identifier='R' scormtype='sco' href='a.html'/></resources>"
             "</manifest>",
         "scorm12"},
        {"prefixes that nobody declared", without(scorm12(body12), " xmlns:adlcp", ">"), "scorm12",
         "4 xml.prefix, 4 xml.prefix"},
        {"content that is not of SCORM",
         "<manifest xmlns='http://www.imsglobal.org/xsd/imscp_v1p1'/>", "", "1 scorm.version"},
        {"something else", "<course/>", "", "1 scorm.root"},
        {"no XML", "PK", "", "1 xml.well_formed"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto read = manifests::read(row.text);
            BOOST_TEST((read.manifest ? to_string(read.manifest->edition) : "") == row.edition);
            BOOST_TEST(read.refused() + read.warned() == row.told);
        }
    }
}

BOOST_AUTO_TEST_CASE(metadata)
{
    const auto with = [](std::string_view lom) {
        auto text = items2004(item(""));
        const auto read = manifests::read(text.insert(text.find("</metadata>"), lom));
        const auto& got = read.manifest.value().metadata;
        return got.title + "|" + got.description + "|" + got.language;
    };
    BOOST_TEST(with("") == "||");
    BOOST_TEST(with("<lom xmlns='http://ltsc.ieee.org/xsd/LOM'><general><title>"
                    "<string language='de'> Kurs </string><string language='en'>Course</string>"
                    "</title><language>de</language><description><string/>"
                    "<string>Worum es geht</string></description></general></lom>") ==
               "Kurs|Worum es geht|de");
    BOOST_TEST(with("<x:lom xmlns:x='http://www.imsproject.org/xsd/imsmd_rootv1p2p1'><x:general>"
                    "<x:title><x:langstring xml:lang='de'>Kurs</x:langstring></x:title>"
                    "</x:general></x:lom>") == "Kurs||");
    BOOST_TEST(with("<lom><general><title>Kurs</title></general></lom>") == "Kurs||");
    BOOST_TEST(with("<adlcp:location>metadata.xml</adlcp:location>") == "||");
}

BOOST_AUTO_TEST_CASE(a_complaint)
{
    const auto read =
        manifests::read(items2004(item(sequencing("<imsss:controlMode\nflow='perhaps'/>"))));
    const base::Complaint expected{"imsmanifest.xml:3", "scorm.boolean", "flow=perhaps",
                                   "be true or false"};
    BOOST_REQUIRE(read.findings.refusals.size() == 1u);
    BOOST_TEST((read.findings.refusals[0] == expected));
}

BOOST_AUTO_TEST_CASE(not_more_complaints_than_one_reads)
{
    std::string items;
    for (std::size_t i = 0; i < limits::complaints + 1; ++i)
        items += "<item identifierref='R'><title>T</title></item>";
    BOOST_TEST(manifests::read(items12(items)).findings.refusals.size() == limits::complaints);
}

BOOST_AUTO_TEST_CASE(what_stays)
{
    const auto read = manifests::read(items12(item("")));
    const auto& manifest = read.manifest.value();
    BOOST_TEST(manifest.id == "M");
    BOOST_REQUIRE(manifest.resources.size() == 2u);
    BOOST_TEST(manifest.resources[1].id == "A");
    BOOST_TEST(manifest.resources[1].file == "b.html");
    BOOST_TEST(manifest.resources[1].url == "b.html?x=1");
}

BOOST_AUTO_TEST_SUITE_END()
