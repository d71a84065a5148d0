// The tree of an XML document, and what is refused.
#include "content/xml.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

namespace {

using namespace std::literals;
using content::XmlElement;

// All of it: {namespace}name@line[{namespace}attribute=value,]"text"(children).
std::string dump(const XmlElement& element)
{
    std::string out;
    const auto named = [&](const auto& of) {
        if (!of.space.empty()) out += "{" + of.space + "}";
        out += of.name;
    };
    named(element);
    out += "@" + std::to_string(element.line);
    if (!element.attributes.empty()) out += "[";
    for (const auto& attribute : element.attributes) {
        named(attribute);
        out += "=" + attribute.value + (&attribute == &element.attributes.back() ? "]" : ",");
    }
    if (!element.text.empty()) out += "\"" + element.text + "\"";
    if (!element.children.empty()) out += "(";
    for (const auto& child : element.children)
        out += dump(child) + (&child == &element.children.back() ? ")" : " ");
    return out;
}

std::string told(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& complaint : complaints)
        out += (out.empty() ? "" : ", ") + complaint.where + " " + complaint.rule;
    return out;
}

struct Parsed {
    std::optional<XmlElement> root;
    content::Findings findings;
};

Parsed parse(std::string_view bytes)
{
    Parsed out;
    out.root = content::parse_xml(bytes, "a.xml", out.findings);
    return out;
}

std::string repeat(std::string_view text, std::size_t times)
{
    std::string out;
    for (; times > 0; --times)
        out += text;
    return out;
}

std::string nested(std::size_t depth)
{
    return repeat("<a>", depth) + repeat("</a>", depth);
}

struct Row {
    std::string_view name;
    std::string bytes;
    std::string tree;
    std::string refused{};
    std::string warned{};
};

void check(const Row& row)
{
    BOOST_TEST_CONTEXT(row.name)
    {
        const auto parsed = parse(row.bytes);
        BOOST_TEST((parsed.root ? dump(*parsed.root) : "") == row.tree);
        BOOST_TEST(told(parsed.findings.refusals) == row.refused);
        BOOST_TEST(told(parsed.findings.warnings) == row.warned);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_xml)

BOOST_AUTO_TEST_CASE(trees)
{
    const Row rows[] = {
        {"an element", "<a/>", "a@1"},
        {"with text", "<a> b </a>", "a@1\" b \""},
        {"text in pieces", "<a>b<c/>d<!-- x -->e<![CDATA[<&]]>f<?x y?>g</a>",
         "a@1\"bde<&fg\"(c@1)"},
        {"references", "<a>&lt;&amp;&#228;&#x20AC;&quot;</a>", "a@1\"<&ä€\"\""},
        {"references in an attribute", "<a b='x&amp;y&amp;amp;&lt;&#38;&#39;&quot;'/>",
         "a@1[b=x&y&amp;<&'\"]"},
        {"a default namespace", "<a xmlns='urn:x' b='c'><d/></a>", "{urn:x}a@1[b=c]({urn:x}d@1)"},
        {"a namespace with a prefix", "<p:a xmlns:p='urn:x' p:b='c'><d/></p:a>",
         "{urn:x}a@1[{urn:x}b=c](d@1)"},
        {"a base", "<a xml:base='b/'/>", "a@1[{http://www.w3.org/XML/1998/namespace}base=b/]"},
        {"lines of tags",
         "<?xml version='1.0'?>\n<!--\n-->\n<a\n b='c'\n>\r\n<d/><e>\n</e>\n</a>\n",
         "a@4[b=c]\"\n\n\n\"(d@7 e@7\"\n\")"},
        {"lines of attributes", "<a>\n<b\n c='\n>\n'/>\n<d/></a>", "a@1\"\n\n\"(b@2[c= > ] d@6)"},
        {"a later version", "<?xml version='1.1'?><a/>", "a@1"},
        {"an encoding", "<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>", "a@1\"€\""},
        {"an encoding that is not so", "<?xml version='1.0' encoding='utf-16'?><a>ä</a>",
         "a@1\"ä\""},
        {"a mark", "\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-1'?><a>ä</a>", "a@1\"ä\""},
        {"not declared", "<p:a q:b='c'/>", "a@1[b=c]", "",
         "a.xml:1 xml.prefix, a.xml:1 xml.prefix"},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(refusals)
{
    const auto malformed = " xml.well_formed"s;
    const Row rows[] = {
        {"nothing", "", "", "a.xml:1" + malformed},
        {"blanks", " \n ", "", "a.xml:1" + malformed},
        {"text", "abc", "", "a.xml:1" + malformed},
        {"open", "<a>\n<b>\n", "", "a.xml:3" + malformed},
        {"crossed", "<a>\n<b></a></b>", "", "a.xml:2" + malformed},
        {"only the first", "<a>\n<b></a></b></c>&x;", "", "a.xml:2" + malformed},
        {"two roots", "<a/>\n<b/>", "", "a.xml:2" + malformed},
        {"text behind", "<a/>\nb", "", "a.xml:2" + malformed},
        {"twice the same", "<a b='' b=''/>", "", "a.xml:1" + malformed},
        {"twice by namespace", "<a xmlns:p='x:' xmlns:q='x:' p:b='' q:b=''/>", "",
         "a.xml:1" + malformed},
        {"an open tag in an attribute", "<a b='<'/>", "", "a.xml:1" + malformed},
        {"an end of CDATA", "<a>]]></a>", "", "a.xml:1" + malformed},
        {"a control character", "<a>\x01</a>", "", "a.xml:1" + malformed},
        {"an entity of HTML", "<a>&nbsp;</a>", "", "a.xml:1" + malformed},
        {"an entity in an attribute", "<a b='&nbsp;'/>", "", "a.xml:1" + malformed},
        {"no encoding", "<?xml version='1.0' encoding='x-y'?><a/>", "", "a.xml:1 xml.encoding"},
        {"a document type", "<!DOCTYPE a>\n<a/>", "", "a.xml:1 xml.doctype"},
        {"a document type of others", "\n<!DOCTYPE a SYSTEM 'a.dtd'>\n<a/>", "",
         "a.xml:2 xml.doctype"},
        {"entities", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "",
         "a.xml:1 xml.doctype"},
        {"parameter entities", "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://x.example/'>%b;]><a/>", "",
         "a.xml:1 xml.doctype"},
        {"a document type in a comment", "<!-- <!DOCTYPE a> --><a/>", "a@1"},
        {"a document type in text", "<a><![CDATA[<!DOCTYPE a>]]></a>", "a@1\"<!DOCTYPE a>\""},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(what_a_complaint_says)
{
    const auto found = parse("<a>\n<b>\n</a>").findings.refusals.at(0);
    BOOST_TEST(found.found == "Opening and ending tag mismatch: b line 2 and a");
    BOOST_TEST(found.expected == "be well-formed XML");
}

BOOST_AUTO_TEST_CASE(lines_beyond_65535)
{
    const auto before = "<a>" + std::string(70'000, '\n');
    const auto parsed = parse(before + "<b/></a>");
    BOOST_REQUIRE(parsed.root);
    BOOST_TEST(parsed.root->children.at(0).line == 70'001u);
    BOOST_TEST(told(parse(before + "<b></a>").findings.refusals) == "a.xml:70001 xml.well_formed");
}

BOOST_AUTO_TEST_CASE(depth)
{
    BOOST_TEST(parse(nested(limits::xml_depth)).root.has_value());
    BOOST_TEST(told(parse("\n" + nested(limits::xml_depth + 1)).findings.refusals) ==
               "a.xml:2 xml.depth");
    BOOST_TEST(told(parse(nested(100'000)).findings.refusals) == "a.xml:1 xml.depth");
}

BOOST_AUTO_TEST_CASE(number_of_elements)
{
    const auto with = [](std::size_t elements) {
        return parse("<a>" + repeat("<b/>", elements - 1) + "</a>");
    };
    BOOST_TEST(with(limits::xml_elements).root.has_value());
    BOOST_TEST(told(with(limits::xml_elements + 1).findings.refusals) == "a.xml:1 xml.elements");
}

BOOST_AUTO_TEST_CASE(number_of_attributes)
{
    const auto with = [](std::size_t attributes) {
        std::string out;
        for (std::size_t i = 0; i < attributes; ++i)
            out += " b" + std::to_string(i) + (i % 2 == 0 ? "='='" : " =\n\"\"");
        return "<a>\n<c" + out + "/><c" + out + "/></a>";
    };
    BOOST_TEST(parse(with(limits::xml_attributes)).root.has_value());
    BOOST_TEST(told(parse(with(limits::xml_attributes + 1)).findings.refusals) ==
               "a.xml:2 xml.attributes");
    // The time for these would grow with their square.
    BOOST_TEST(!parse(with(100'000)).root);
}

BOOST_AUTO_TEST_CASE(number_of_attributes_in_all)
{
    const auto with = [](std::size_t attributes) {
        const auto five = repeat("<b c='' d='' e='' f='' g=''/>", attributes / 5);
        return parse("<a>" + five + (attributes % 5 == 0 ? "" : "<b c=''/>") + "</a>");
    };
    static_assert(limits::xml_all_attributes % 5 == 0);
    const auto limit = limits::xml_all_attributes;
    BOOST_TEST(told(with(limit).findings.refusals) == "");
    BOOST_TEST(told(with(limit + 1).findings.refusals) == "a.xml:1 xml.attributes");
}

BOOST_AUTO_TEST_CASE(number_of_namespaces)
{
    const auto declared = [](std::size_t from, std::size_t number) {
        std::string out;
        for (; number > 0; --number, ++from)
            out += " xmlns:p" + std::to_string(from) + "='urn:x'";
        return out;
    };
    const auto outer = "<a" + declared(1'000, limits::xml_namespaces - 1) + ">";
    BOOST_TEST(parse(outer + "<b xmlns='urn:y'/><b xmlns='urn:z'/></a>").root.has_value());
    BOOST_TEST(
        told(parse(outer + "<b xmlns='urn:y'><c xmlns='urn:z'/></b></a>").findings.refusals) ==
        "a.xml:1 xml.namespaces");
}

BOOST_AUTO_TEST_CASE(length_of_a_namespace)
{
    const std::string limit = "urn:" + std::string(limits::xml_namespace_bytes - 4, 'x');
    BOOST_TEST(parse("<a xmlns='" + limit + "'/>").root.has_value());
    BOOST_TEST(told(parse("<a xmlns='" + limit + "x'/>").findings.refusals) ==
               "a.xml:1 xml.namespace_bytes");
    BOOST_TEST(parse("<a xmlns:p='" + limit + "' p:b=''/>").root.has_value());
    BOOST_TEST(told(parse("<a xmlns:p='" + limit + "x' p:b='' c=''/>").findings.refusals) ==
               "a.xml:1 xml.namespace_bytes");
}

BOOST_AUTO_TEST_CASE(what_is_looked_for)
{
    const auto parsed = parse("<a xmlns:p='urn:x' b='1' p:c='2'> <p:d>\t x y\n</p:d><d/><e/></a>");
    const auto& root = parsed.root.value();
    BOOST_TEST(root.child("d")->trimmed_text() == "x y");
    BOOST_TEST(root.child("e")->trimmed_text() == "");
    BOOST_TEST(root.trimmed_text() == "");
    BOOST_TEST(!root.child("f"));
    BOOST_TEST(root.attribute("c")->value == "2");
    BOOST_TEST(!root.attribute("p:c"));
}

BOOST_AUTO_TEST_SUITE_END()
