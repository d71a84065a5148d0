// Small course packages of each standard, as documents and as archives.
#pragma once

#include "tests/support/zip_writer.hpp"

#include <string>
#include <string_view>

namespace packages {

inline const std::string activities_base = "https://lrs.example/activities";

// Two items of which the second is a heading with one more in it; a.html and files/b.html.
inline std::string scorm12_xml(std::string_view title = "Fire safety", std::string_view more = {})
{
    return "<manifest identifier='M' xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2' "
           "xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_rootv1p2'>\n"
           "<metadata><schemaversion>1.2</schemaversion>" +
           std::string(more) +
           "</metadata>\n"
           "<organizations><organization identifier='O'><title>" +
           std::string(title) +
           "</title>\n"
           "<item identifier='I1' identifierref='R1'><title>One</title></item>\n"
           "<item identifier='H'><title>More</title>\n"
           "<item identifier='I2' identifierref='R2'><title>Two</title></item></item>\n"
           "</organization></organizations>\n"
           "<resources><resource identifier='R1' type='webcontent' adlcp:scormtype='sco' "
           "href='a.html'/>\n"
           "<resource identifier='R2' type='webcontent' adlcp:scormtype='asset' "
           "href='files/b.html'/></resources></manifest>";
}

inline std::string scorm2004_xml(std::string_view version = "2004 4th Edition")
{
    return "<manifest identifier='M' xmlns='http://www.imsglobal.org/xsd/imscp_v1p1' "
           "xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_v1p3' "
           "xmlns:imsss='http://www.imsglobal.org/xsd/imsss'>\n"
           "<metadata><schemaversion>" +
           std::string(version) +
           "</schemaversion></metadata>\n"
           "<organizations><organization identifier='O'><title>Data protection</title>\n"
           "<item identifier='I1' identifierref='R1'><title>One</title><imsss:sequencing>"
           "<imsss:objectives><imsss:primaryObjective objectiveID='knows'/></imsss:objectives>"
           "</imsss:sequencing></item>\n"
           "</organization></organizations>\n"
           "<resources><resource identifier='R1' type='webcontent' adlcp:scormType='sco' "
           "href='a.html'/></resources></manifest>";
}

// `url`: of the one AU.
inline std::string cmi5_xml(std::string_view url, std::string_view id = "https://pub.example/c")
{
    const std::string texts = "<title><langstring lang='de'>Brandschutz</langstring>"
                              "<langstring lang='en-GB'>Fire safety</langstring></title>"
                              "<description><langstring lang='de'>Was tun?</langstring>"
                              "</description>";
    return "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'>\n"
           "<course id='" +
           std::string(id) + "'>" + texts +
           "</course>\n"
           "<objectives><objective id='https://pub.example/o'>" +
           texts +
           "</objective></objectives>\n"
           "<au id='https://pub.example/au'>" +
           texts + "\n<url>" + std::string(url) + "</url></au></courseStructure>";
}

inline std::string tincan_xml(std::string_view url = "a.html")
{
    return "<tincan xmlns='http://projecttincan.com/tincan.xsd'><activities>\n"
           "<activity id='https://pub.example/t' "
           "type='http://adlnet.gov/expapi/activities/course'>\n"
           "<name lang='fr'>Incendie</name><description lang='fr'>Que faire</description>\n"
           "<launch lang='fr'>" +
           std::string(url) +
           "</launch></activity>\n"
           "<activity id='https://pub.example/t/1' type='http://x.example/q'>"
           "<name lang='fr'>Question</name></activity></activities></tincan>";
}

// The files that all of them begin with. `folder`: "" or "course/".
inline support::ZipWriter with_files(const std::string& folder = {},
                                     const support::ZipEntry& how = {})
{
    support::ZipWriter out;
    out.add(folder + "a.html", "<html>a</html>", how);
    out.add(folder + "files/b.html", "<html>b</html>", how);
    return out;
}

inline support::ZipWriter scorm12(std::string_view title = "Fire safety")
{
    return with_files().add("imsmanifest.xml", scorm12_xml(title));
}

inline support::ZipWriter scorm2004(std::string_view version = "2004 4th Edition")
{
    return with_files().add("imsmanifest.xml", scorm2004_xml(version));
}

inline support::ZipWriter cmi5(std::string_view id = "https://pub.example/c")
{
    return with_files().add("cmi5.xml", cmi5_xml("a.html?x=1", id));
}

inline support::ZipWriter tincan()
{
    return with_files().add("tincan.xml", tincan_xml());
}

} // namespace packages
