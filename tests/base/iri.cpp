#include "base/iri.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <span>
#include <string>

using namespace std::string_view_literals;

namespace {

struct Row {
    const char* name;
    std::string_view text;
    bool accepted;
};

void check(std::span<const Row> rows, bool (*accepts)(std::string_view))
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name << ": " << row.text)
        {
            BOOST_TEST(accepts(row.text) == row.accepted);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(iri)

BOOST_AUTO_TEST_CASE(iris)
{
    const Row rows[] = {
        {"http", "http://example.com/a", true},
        {"everything", "http://u:p@example.com:80/a;b/c,d?e=f&g#h!$'()*+-._~", true},
        {"urn", "urn:uuid:f47ac10b-58cc-4372-a567-0e02b2c3d479", true},
        {"tag", "tag:example.com,2026:x", true},
        {"mailto", "mailto:a@example.com", true},
        {"upper-case scheme", "HTTP://example.com", true},
        {"scheme of all kinds", "a1+-.:x", true},
        {"scheme alone", "http:", true},
        {"one-letter scheme", "a:b", true},
        {"underscore in the host", "http://6QXn4ehXBu7_course_id/x", true},
        {"IPv6", "http://[::1]:8080/", true},
        {"brackets in a query", "http://example.com/?a[]=1", true},
        {"a second question mark", "http://example.com/?a=1?b=2", true},
        {"fragment", "http://example.com/#a/b?c", true},
        {"a second number sign", "http://example.com/#a#b", false},
        {"empty fragment", "http://example.com/#", true},
        {"nothing", "", false},
        {"no scheme", "example.com/a", false},
        {"relative path", "/a/b", false},
        {"relative to a scheme", "//example.com/a", false},
        {"colon in front", "://example.com", false},
        {"no colon", "http", false},
        {"slash before the colon", "a/b:c", false},
        {"scheme begins with a digit", "1http://example.com", false},
        {"scheme begins with a plus", "+http://example.com", false},
        {"underscore in the scheme", "ht_tp://example.com", false},
        {"beyond ASCII in the scheme", "htt\u00fc://example.com", false},
        {"escape in the scheme", "htt%70://example.com", false},
        {"space", "http://example.com/a b", false},
        {"space in front", " http://example.com/", false},
        {"space behind", "http://example.com/ ", false},
        {"newline behind", "http://example.com/\n", false},
        {"zero byte", "http://example.com/\0"sv, false},
        {"delete", "http://example.com/\x7f", false},
        {"less than", "http://example.com/<", false},
        {"greater than", "http://example.com/>", false},
        {"quotation mark", "http://example.com/\"", false},
        {"backslash", "http://example.com/\\", false},
        {"caret", "http://example.com/^", false},
        {"grave accent", "http://example.com/`", false},
        {"brace", "http://example.com/{a}", false},
        {"bar", "http://example.com/|", false},
        {"escape", "http://example.com/%20%aF", true},
        {"escape with a bad digit", "http://example.com/%2g", false},
        {"escape with a bad first digit", "http://example.com/%g2", false},
        {"escape cut", "http://example.com/%2", false},
        {"escape cut out of a longer text", "http://example.com/%20"sv.substr(0, 21), false},
        {"percent alone", "http://example.com/%", false},
    };
    check(rows, base::is_iri);
}

// RFC 3987 2.2.
BOOST_AUTO_TEST_CASE(iris_beyond_ascii)
{
    const Row rows[] = {
        {"umlaut", "http://b\u00fccher.example/\u00fc?\u00fc#\u00fc", true},
        {"emoji", "http://example.com/\U0001f600", true},
        {"C1 control", "http://example.com/\xc2\x9f", false},
        {"U+00A0", "http://example.com/\xc2\xa0", true},
        {"U+D7FF", "http://example.com/\xed\x9f\xbf", true},
        {"surrogate", "http://example.com/\xed\xa0\x80", false},
        {"private use in the path", "http://example.com/\ue000", false},
        {"private use in the query", "http://example.com/?\ue000", true},
        {"private use in the fragment", "http://example.com/?#\ue000", false},
        {"question mark in the fragment", "http://example.com/#?\ue000", false},
        {"U+F8FF in the path", "http://example.com/\uf8ff", false},
        {"U+F900", "http://example.com/\uf900", true},
        {"U+FDCF", "http://example.com/\ufdcf", true},
        {"U+FDD0", "http://example.com/\ufdd0", false},
        {"U+FDEF", "http://example.com/\ufdef", false},
        {"U+FDF0", "http://example.com/\ufdf0", true},
        {"U+FFEF", "http://example.com/\uffef", true},
        {"U+FFF0", "http://example.com/\ufff0", false},
        {"U+FFFD", "http://example.com/\ufffd", false},
        {"U+10000", "http://example.com/\U00010000", true},
        {"U+1FFFD", "http://example.com/\U0001fffd", true},
        {"U+1FFFE", "http://example.com/\U0001fffe", false},
        {"U+DFFFD", "http://example.com/\U000dfffd", true},
        {"U+E0000", "http://example.com/\U000e0000", false},
        {"U+E0FFF", "http://example.com/\U000e0fff", false},
        {"U+E1000", "http://example.com/\U000e1000", true},
        {"U+EFFFD", "http://example.com/\U000efffd", true},
        {"U+F0000 in the path", "http://example.com/\U000f0000", false},
        {"U+F0000 in the query", "http://example.com/?\U000f0000", true},
        {"U+10FFFD in the query", "http://example.com/?\U0010fffd", true},
        {"U+10FFFF in the query", "http://example.com/?\U0010ffff", false},
        {"broken UTF-8", "http://example.com/\xc3", false},
        {"overlong slash", "http://example.com/\xc0\xaf", false},
    };
    check(rows, base::is_iri);
}

BOOST_AUTO_TEST_CASE(mailtos)
{
    const Row rows[] = {
        {"plain", "mailto:ann@example.com", true},
        {"local marks", "mailto:o'neil.a-b_c+tag~x=z!$&*@example.com", true},
        {"no dot in the domain", "mailto:ann@localhost", true},
        {"subdomains", "mailto:ann@a.b-c.example.com", true},
        {"beyond ASCII", "mailto:\u00fcte@b\u00fccher.example", true},
        {"escaped", "mailto:%22not%40me%22@example.org", true},
        {"two dots in the local part", "mailto:a..b@example.com", true},
        {"address literal", "mailto:ann@[192.0.2.1]", true},
        {"empty address literal", "mailto:ann@[]", false},
        {"open address literal", "mailto:ann@[192.0.2.1", false},
        {"nested address literal", "mailto:ann@[[192.0.2.1]]", false},
        {"no scheme", "ann@example.com", false},
        {"another scheme", "http://ann@example.com", false},
        {"upper-case scheme", "MAILTO:ann@example.com", false},
        {"scheme alone", "mailto:", false},
        {"no at", "mailto:example.com", false},
        {"undefined", "mailto:undefined", false},
        {"no local part", "mailto:@example.com", false},
        {"no domain", "mailto:ann@", false},
        {"two ats", "mailto:ann@bob@example.com", false},
        {"two addresses", "mailto:ann@example.com,bob@example.com", false},
        {"two addresses by semicolon", "mailto:ann@example.com;bob@example.com", false},
        {"comma in the local part", "mailto:a,b@example.com", false},
        {"a query", "mailto:ann@example.com?subject=x", false},
        {"a query in the local part", "mailto:a?b@example.com", false},
        {"a fragment", "mailto:ann@example.com#x", false},
        {"a path", "mailto:ann@example.com/x", false},
        {"slashes", "mailto://ann@example.com", false},
        {"space in front", "mailto: ann@example.com", false},
        {"space inside", "mailto:ann b@example.com", false},
        {"space behind", "mailto:ann@example.com ", false},
        {"display name", "mailto:Ann<ann@example.com>", false},
        {"quotes", "mailto:\"ann\"@example.com", false},
        {"domain begins with a dot", "mailto:ann@.example.com", false},
        {"domain ends with a dot", "mailto:ann@example.com.", false},
        {"two dots in the domain", "mailto:ann@example..com", false},
        {"bad escape", "mailto:ann%4@example.com", false},
        {"good escape", "mailto:ann%41@example.com", true},
    };
    check(rows, base::is_mailto);
}

BOOST_AUTO_TEST_CASE(size_limit)
{
    const std::string iri = "http://example.com/";
    const auto longest = iri + std::string(limits::iri_bytes - iri.size(), 'a');
    BOOST_TEST(base::is_iri(longest));
    BOOST_TEST(!base::is_iri(longest + 'a'));

    const std::string mailto = "mailto:ann@";
    const auto longest_mailto = mailto + std::string(limits::iri_bytes - mailto.size(), 'a');
    BOOST_TEST(base::is_mailto(longest_mailto));
    BOOST_TEST(!base::is_mailto(longest_mailto + 'a'));
}

BOOST_AUTO_TEST_CASE(sha1s)
{
    const Row rows[] = {
        {"lower case", "ebd31e95054c018b10727ccffd2ef2ec3a016ee9", true},
        {"upper case", "EBD31E95054C018B10727CCFFD2EF2EC3A016EE9", true},
        {"39 digits", "ebd31e95054c018b10727ccffd2ef2ec3a016ee", false},
        {"41 digits", "ebd31e95054c018b10727ccffd2ef2ec3a016ee90", false},
        {"a g", "gbd31e95054c018b10727ccffd2ef2ec3a016ee9", false},
        {"space behind", "ebd31e95054c018b10727ccffd2ef2ec3a016ee ", false},
        {"nothing", "", false},
    };
    check(rows, base::is_sha1_hex);
}

// RFC 5646 2.1.
BOOST_AUTO_TEST_CASE(language_tags)
{
    const Row rows[] = {
        {"two letters", "de", true},
        {"three letters", "gsw", true},
        {"undetermined", "und", true},
        {"four letters", "abcd", true},
        {"eight letters", "abcdefgh", true},
        {"nine letters", "abcdefghi", false},
        {"one letter", "d", false},
        {"nothing", "", false},
        {"digits", "12", false},
        {"letter and digit", "d1", false},
        {"region", "en-US", true},
        {"region in lower case", "en-us", true},
        {"region of digits", "es-419", true},
        {"region of two digits", "es-41", false},
        {"region of mixed kind", "es-4a9", false},
        {"underscore", "en_US", false},
        {"script", "zh-Hant", true},
        {"script and region", "zh-Hant-TW", true},
        {"script behind the region", "zh-TW-Hant", false},
        {"two regions", "en-US-GB", false},
        {"one extended language", "zh-yue", true},
        {"three extended languages", "zh-aaa-bbb-ccc", true},
        {"four extended languages", "zh-aaa-bbb-ccc-ddd", false},
        {"extended behind four letters", "abcd-yue", false},
        {"variant of five", "sl-rozaj", true},
        {"variant of eight", "de-scouse12", true},
        {"variant of nine", "de-scouse123", false},
        {"variant of four with a digit", "de-1901", true},
        {"variant of four digits second", "de-a901", false},
        {"two variants", "sl-rozaj-biske", true},
        {"region and variant", "de-CH-1901", true},
        {"extension", "en-u-islamcal", true},
        {"extension with a digit", "en-0-abc", true},
        {"two extensions", "en-a-bbb-u-ccc", true},
        {"extension of short parts", "en-a-bb-cc", true},
        {"empty extension", "en-a", false},
        {"empty extension before another", "en-a-b-cc", false},
        {"extension part of nine", "en-a-abcdefghi", false},
        {"private use behind", "en-x-a-b", true},
        {"private use behind an extension", "en-a-bb-x-c", true},
        {"empty private use behind", "en-x", false},
        {"private use alone", "x-whatever", true},
        {"private use in upper case", "X-A", true},
        {"private use empty", "x", false},
        {"private use ends in a hyphen", "x-", false},
        {"private use part of nine", "x-abcdefghi", false},
        {"private use part of eight", "x-abcdefgh", true},
        {"everything", "sl-aaa-Latn-IT-rozaj-1994-a-bcd-x-y", true},
        {"hyphen behind", "en-", false},
        {"hyphen in front", "-en", false},
        {"two hyphens", "en--US", false},
        {"a hyphen", "-", false},
        {"space", "en US", false},
        {"space behind", "en ", false},
        {"wildcard", "*", false},
        {"beyond ASCII", "d\u00eb", false},
        {"zero byte", "en\0"sv, false},
    };
    check(rows, base::is_language_tag);
}

BOOST_AUTO_TEST_CASE(grandfathered_language_tags)
{
    const Row rows[] = {
        {"irregular", "en-GB-oed", true},    {"irregular", "i-ami", true},
        {"irregular", "i-bnn", true},        {"irregular", "i-default", true},
        {"irregular", "i-enochian", true},   {"irregular", "i-hak", true},
        {"irregular", "i-klingon", true},    {"irregular", "i-lux", true},
        {"irregular", "i-mingo", true},      {"irregular", "i-navajo", true},
        {"irregular", "i-pwn", true},        {"irregular", "i-tao", true},
        {"irregular", "i-tay", true},        {"irregular", "i-tsu", true},
        {"irregular", "sgn-BE-FR", true},    {"irregular", "sgn-BE-NL", true},
        {"irregular", "sgn-CH-DE", true},    {"regular", "art-lojban", true},
        {"regular", "cel-gaulish", true},    {"regular", "no-bok", true},
        {"regular", "no-nyn", true},         {"regular", "zh-guoyu", true},
        {"regular", "zh-hakka", true},       {"regular", "zh-min", true},
        {"regular", "zh-min-nan", true},     {"regular", "zh-xiang", true},
        {"any case", "I-DEFAULT", true},     {"of no decree", "i-foo", false},
        {"more behind", "i-ami-x", false},   {"a prefix", "i-am", false},
        {"of no decree", "en-GB-oe", false}, {"i alone", "i", false},
    };
    check(rows, base::is_language_tag);
}

BOOST_AUTO_TEST_CASE(media_types)
{
    const Row rows[] = {
        {"plain", "text/plain", true},
        {"all marks", "application/vnd.x-y+json", true},
        {"upper case", "Text/PLAIN", true},
        {"a parameter", "text/plain;charset=utf-8", true},
        {"blanks", "text/plain ;\t charset=utf-8", true},
        {"two parameters", "multipart/mixed; boundary=abc; a=b", true},
        {"quoted", "multipart/mixed; boundary=\"a b;c=d\"; e=f", true},
        {"quoted, empty", "a/b;c=\"\"", true},
        {"quoted with an escape", "a/b;c=\"\\\"\\\\\"", true},
        {"quoted, open", "a/b;c=\"d", false},
        {"quoted, open and empty", "a/b;c=\"", false},
        {"quoted, ends in an escape", "a/b;c=\"\\\"", false},
        {"quoted, ends in a backslash", "a/b;c=\"\\", false},
        {"quoted, more behind", "a/b;c=\"d\"e", false},
        {"quoted, newline", "a/b;c=\"d\n\"", false},
        {"nothing", "", false},
        {"no slash", "text", false},
        {"no type", "/plain", false},
        {"no subtype", "text/", false},
        {"two slashes", "text/plain/x", false},
        {"space in the type", "te xt/plain", false},
        {"space in front", " text/plain", false},
        {"space behind", "text/plain ", false},
        {"semicolon behind", "text/plain;", false},
        {"parameter without a value", "text/plain;charset", false},
        {"parameter with an empty value", "text/plain;charset=", false},
        {"parameter without a name", "text/plain;=utf-8", false},
        {"blank before the equals sign", "text/plain;charset =utf-8", false},
        {"comma", "text/plain,text/html", false},
        {"comma behind a parameter", "text/plain;a=b,c", false},
        {"at", "text/pl@in", false},
        {"beyond ASCII", "text/pl\u00e4in", false},
        {"newline", "text/plain\n", false},
    };
    check(rows, base::is_media_type);
}

BOOST_AUTO_TEST_SUITE_END()
