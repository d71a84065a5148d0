// XML documents from outside: what is accepted keeps its limits and is UTF-8 throughout.
#include "content/xml.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using content::XmlElement;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const XmlElement& element, std::size_t depth, unsigned& line)
{
    require(depth <= limits::xml_depth);
    require(!element.name.empty() && base::is_utf8(element.name));
    require(element.space.size() <= limits::xml_namespace_bytes && base::is_utf8(element.space));
    require(base::is_utf8(element.text) && base::is_utf8(element.trimmed_text()));
    require(element.line >= line); // In document order.
    line = element.line;
    require(element.attributes.size() <= limits::xml_attributes);
    for (const auto& attribute : element.attributes) {
        require(!attribute.name.empty() && base::is_utf8(attribute.name));
        require(base::is_utf8(attribute.value) && attribute.value.find('\0') == std::string::npos);
    }
    for (const auto& child : element.children)
        check(child, depth + 1, line);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    content::Findings findings;
    const auto root = content::parse_xml(bytes, "a.xml", findings);
    require(root.has_value() != findings.refused());
    unsigned line = 1;
    if (root) check(*root, 1, line);
    for (const auto& refusal : findings.refusals) {
        require(refusal.where.starts_with("a.xml") && refusal.rule.starts_with("xml."));
        require(base::is_utf8(refusal.found) && !refusal.expected.empty());
    }
    return 0;
}
