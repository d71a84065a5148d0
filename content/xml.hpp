// An XML document as a tree of values: elements and attributes with their namespaces and lines.
//
// Nothing outside the document is ever read, no entity but XML's own five is expanded, and a
// document type declaration is refused (limits::xml_...). Encodings: UTF-8, UTF-16, ISO-8859-1 and
// windows-1252; a byte order mark is passed over. The tree is in UTF-8.
#pragma once

#include "content/findings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct XmlAttribute {
    std::string name;  // Without prefix.
    std::string space; // Namespace; empty without prefix, as XML says of attributes.
    std::string value;
};

struct XmlElement {
    std::string name;
    std::string space;
    std::vector<XmlAttribute> attributes;
    std::vector<XmlElement> children; // In document order.
    std::string text;                 // Its own, all pieces together, not trimmed.
    unsigned line = 0;

    // The first one of that local name, in whatever namespace; null: there is none.
    const XmlElement* child(std::string_view local_name) const;
    const XmlAttribute* attribute(std::string_view local_name) const;
    // Without white space at its ends.
    std::string_view trimmed_text() const;
};

// `file` names the document in complaints. Without a tree, a refusal says why.
std::optional<XmlElement> parse_xml(std::string_view bytes, std::string_view file,
                                    Findings& findings);

} // namespace content
