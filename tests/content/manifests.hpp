// Manifests of SCORM for the tests: the head is one line, so that what a test writes begins in the
// second one, and items begin in the third.
#pragma once

#include "content/scorm_manifest.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace manifests {

inline std::string told(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& complaint : complaints)
        out += (out.empty() ? "" : ", ") + complaint.where.substr(complaint.where.find(':') + 1) +
               " " + complaint.rule;
    return out;
}

inline const content::FileIndex package({"a.html", "b.html", "files/c d.html", "Files/E.html"});

struct Read {
    std::optional<content::ScormManifest> manifest;
    content::Findings findings;

    std::string refused() const { return told(findings.refusals); }

    std::string warned() const { return told(findings.warnings); }

    const content::ScormItem& item(std::size_t index = 0) const
    {
        return manifest.value().organization().items.at(index);
    }
};

inline Read read(std::string_view text)
{
    Read out;
    out.manifest = content::read_manifest(text, "imsmanifest.xml", package, out.findings);
    return out;
}

inline std::string scorm12(std::string_view body, std::string_view version = "1.2")
{
    return "<manifest identifier='M' xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2' "
           "xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_rootv1p2'><metadata><schemaversion>" +
           std::string(version) + "</schemaversion></metadata>\n" + std::string(body) +
           "</manifest>";
}

inline std::string scorm2004(std::string_view body, std::string_view version = "2004 4th Edition")
{
    return "<manifest identifier='M' xmlns='http://www.imsglobal.org/xsd/imscp_v1p1' "
           "xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_v1p3' "
           "xmlns:adlseq='http://www.adlnet.org/xsd/adlseq_v1p3' "
           "xmlns:adlnav='http://www.adlnet.org/xsd/adlnav_v1p3' "
           "xmlns:imsss='http://www.imsglobal.org/xsd/imsss'><metadata><schemaversion>" +
           std::string(version) + "</schemaversion></metadata>\n" + std::string(body) +
           "</manifest>";
}

inline std::string organization(std::string_view items)
{
    return "<organizations><organization identifier='O'><title>Course</title>\n" +
           std::string(items) + "\n</organization></organizations>";
}

inline constexpr std::string_view resources12 =
    "<resources><resource identifier='R' type='webcontent' adlcp:scormtype='sco' href='a.html'/>"
    "<resource identifier='A' type='webcontent' adlcp:scormtype='asset' href='b.html?x=1'/>"
    "</resources>";
inline constexpr std::string_view resources2004 =
    "<resources><resource identifier='R' type='webcontent' adlcp:scormType='sco' href='a.html'/>"
    "<resource identifier='A' type='webcontent' adlcp:scormType='asset' href='b.html?x=1'/>"
    "</resources>";

inline std::string items12(std::string_view items)
{
    return scorm12(organization(items) + std::string(resources12));
}

inline std::string items2004(std::string_view items, std::string_view more = {})
{
    return scorm2004(organization(items) + std::string(resources2004) + std::string(more));
}

// An item "I" of the resource "R" with this in it.
inline std::string item(std::string_view in, std::string_view attributes = {})
{
    return "<item identifier='I' identifierref='R'" +
           (attributes.empty() ? "" : " " + std::string(attributes)) + "><title>Item</title>" +
           std::string(in) + "</item>";
}

inline std::string sequencing(std::string_view in, std::string_view attributes = {})
{
    return "<imsss:sequencing " + std::string(attributes) + ">" + std::string(in) +
           "</imsss:sequencing>";
}

} // namespace manifests
