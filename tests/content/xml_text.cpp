// Encodings of XML documents.
#include "content/xml_text.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace std::literals;

std::string declared(std::string_view encoding, std::string_view rest)
{
    return "<?xml version='1.0' encoding='" + std::string(encoding) + "'?>" + std::string(rest);
}

// The units of ASCII text and, behind them, raw bytes.
std::string utf16(std::string_view ascii, bool high_first, std::string_view more = {})
{
    std::string out;
    for (const char c : ascii) {
        if (high_first) out += '\0';
        out += c;
        if (!high_first) out += '\0';
    }
    return out.append(more);
}

struct Row {
    std::string_view name;
    std::string bytes;
    std::string text;    // What comes of it ...
    std::string refused; // ... or where, and what was found.
};

std::string first(const content::Findings& findings)
{
    if (findings.refusals.empty()) return {};
    const auto& refusal = findings.refusals.front();
    return refusal.where + " " + refusal.rule + " " + refusal.found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_xml_text)

BOOST_AUTO_TEST_CASE(encodings)
{
    const auto no_utf16 = " xml.encoding bytes that are no UTF-16"s;
    const auto no_utf8 = " xml.encoding bytes that are no UTF-8"s;
    const Row rows[] = {
        {"nothing", "", "", ""},
        {"by default UTF-8", "<a>ä</a>", "<a>ä</a>", ""},
        {"with a mark", "\xef\xbb\xbf<a/>", "<a/>", ""},
        {"only one mark", "\xef\xbb\xbf\xef\xbb\xbf<a/>", "\xef\xbb\xbf<a/>", ""},
        {"the mark decides", "\xef\xbb\xbf" + declared("iso-8859-1", "ä"),
         declared("iso-8859-1", "ä"), ""},
        {"declared", declared("UTF-8", "ä"), declared("UTF-8", "ä"), ""},
        {"declared otherwise", declared("Windows-1252", "\xe4\x80\x9f\x81"),
         declared("Windows-1252", "ä€Ÿ\xc2\x81"), ""},
        {"what one writes as another", declared("ISO-8859-1", "\xa0\x93\xff"),
         declared("ISO-8859-1", "\xc2\xa0“ÿ"), ""},
        {"declared in double quotes", "<?xml encoding=\"latin1\"?>\xe4",
         "<?xml encoding=\"latin1\"?>ä", ""},
        {"declared in the wrong place", "<?xml?><a encoding='latin1'/>",
         "<?xml?><a encoding='latin1'/>", ""},
        {"not UTF-16 at all", declared("utf-16", "ä"), declared("utf-16", "ä"), ""},
        {"one that nobody reads", declared("EBCDIC", "a"), "", "a.xml:1 xml.encoding EBCDIC"},
        {"UTF-32", declared("UTF-32", "a"), "", "a.xml:1 xml.encoding UTF-32"},
        {"no UTF-8", "<a>\n\n\xe4</a>", "", "a.xml:3" + no_utf8},
        {"a surrogate", "\xed\xa0\x80", "", "a.xml:1" + no_utf8},
        {"low first", "\xff\xfe" + utf16("<a/>", false), "<a/>", ""},
        {"high first", "\xfe\xff" + utf16("<a/>", true), "<a/>", ""},
        {"low first without a mark", utf16("<a/>", false), "<a/>", ""},
        {"high first without a mark", utf16("<a/>", true), "<a/>", ""},
        {"of two and three bytes", utf16("<", false, "\xe4\x00\xac\x20"sv), "<ä€", ""},
        {"a pair", utf16("<", false, "\x3d\xd8\x00\xde"sv), "<😀", ""},
        {"a pair, high first", utf16("<", true, "\xd8\x3d\xde\x00"sv), "<😀", ""},
        {"half a pair", utf16("<\n", false, "\x3d\xd8\x20\x00"sv), "", "a.xml:2" + no_utf16},
        {"half a pair at the end", utf16("<", false, "\x3d\xd8"sv), "", "a.xml:1" + no_utf16},
        {"the second half first", utf16("<", false, "\x00\xde\x3d\xd8"sv), "",
         "a.xml:1" + no_utf16},
        {"half a unit", utf16("<\n", false, " "), "", "a.xml:2" + no_utf16},
        {"a NUL", "<a>\n\0</a>"s, "", "a.xml:2 xml.encoding a NUL"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            content::Findings findings;
            const auto text = content::xml_text(row.bytes, "a.xml", findings);
            BOOST_TEST(first(findings) == row.refused);
            BOOST_TEST(text.has_value() == row.refused.empty());
            if (text) BOOST_TEST(*text == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(size)
{
    content::Findings findings;
    const std::string limit(limits::xml_bytes, 'x');
    BOOST_TEST(content::xml_text(limit, "a.xml", findings).has_value());
    BOOST_TEST(!content::xml_text(limit + "x", "a.xml", findings));
    BOOST_TEST(first(findings) == "a.xml xml.size 4194305 bytes");
}

BOOST_AUTO_TEST_CASE(size_in_utf8)
{
    content::Findings findings;
    auto limit = declared("latin1", std::string(limits::xml_bytes - 41, 'x'));
    BOOST_REQUIRE(limit.size() < limits::xml_bytes);
    limit.resize(limits::xml_bytes - 1, 'x');
    BOOST_TEST(content::xml_text(limit + 'x', "a.xml", findings).has_value());
    limit.back() = '\xe4';
    BOOST_TEST(content::xml_text(limit, "a.xml", findings).has_value());
    BOOST_TEST(!content::xml_text(limit + 'x', "a.xml", findings));
}

BOOST_AUTO_TEST_SUITE_END()
