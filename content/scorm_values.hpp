// Elements and values of an imsmanifest.xml, for the files that read its parts.
//
// Names are matched without their letter case (SCORM 1.2 has "scormtype" and 2004 "scormType", and
// both are seen in either), namespaces by their family: whatever version they name, and also when
// there is none. A bad value is complained of and its default is taken.
#pragma once

#include "base/duration.hpp"
#include "content/findings.hpp"
#include "content/xml.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace content {

enum class ScormSpace : std::uint8_t {
    packaging,      // imscp, and whatever the document's root is in
    content,        // adlcp
    sequencing,     // imsss
    adl_sequencing, // adlseq
    navigation,     // adlnav
    metadata,       // imsmd, LOM
    none,           // No namespace, or a prefix that was not declared: any of them.
    foreign,
};

class ScormValues {
public:
    // All of them must outlive it.
    ScormValues(std::string_view file, const XmlElement& root, Findings& findings);

    ScormSpace space_of(std::string_view name) const;
    bool is(const XmlElement& element, ScormSpace space, std::string_view name) const;
    const XmlElement* child(const XmlElement& element, ScormSpace space,
                            std::string_view name) const;
    void each(const XmlElement& element, ScormSpace space, std::string_view name,
              const std::function<void(const XmlElement&)>& visit) const;

    // Of attributes, without white space at the ends; empty: there is none.
    static std::string_view text(const XmlElement& element, std::string_view name);
    // A refusal when it is longer than limits::scorm_id_bytes.
    std::string id(const XmlElement& element, std::string_view name);
    std::string required_id(const XmlElement& element, std::string_view name);
    bool boolean(const XmlElement& element, std::string_view name, bool otherwise);
    std::optional<double> decimal(const XmlElement& element, std::string_view name, double least,
                                  double most);
    std::optional<std::uint32_t> count(const XmlElement& element, std::string_view name);
    std::optional<base::Duration> duration(const XmlElement& element, std::string_view name);
    // One of them. Empty: there is none, or it is `otherwise` that is returned.
    std::string_view token(const XmlElement& element, std::string_view name,
                           std::span<const std::string_view> words, std::string_view otherwise);
    std::string_view required_token(const XmlElement& element, std::string_view name,
                                    std::span<const std::string_view> words);

    // Of an element's text. Empty: the element has none.
    std::optional<double> decimal(const XmlElement& element, double least, double most);

    void refuse(const XmlElement& at, std::string_view rule, std::string_view found,
                std::string expected);
    void warn(const XmlElement& at, std::string_view rule, std::string_view found,
              std::string expected);

private:
    std::optional<double> checked_decimal(const XmlElement& element, std::string_view name,
                                          std::string_view text, double least, double most);
    std::string_view checked_token(const XmlElement& element, std::string_view name,
                                   std::string_view text, std::span<const std::string_view> words,
                                   std::string_view otherwise);
    void refuse_value(const XmlElement& at, std::string_view rule, std::string_view name,
                      std::string_view text, std::string expected);

    std::string_view file_;
    std::string_view root_space_;
    Findings& findings_;
};

// Digits, perhaps with a sign and a point (xs:decimal).
std::optional<double> parse_decimal(std::string_view text);
// With up to ten digits behind the point, as many as there are (CMIDecimal).
std::string decimal_text(double value);

} // namespace content
