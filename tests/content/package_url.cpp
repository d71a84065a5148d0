// References of manifests to files of their package.
#include "content/package_url.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using content::PackageUrl;

std::string dump(const PackageUrl& url)
{
    const std::string rest = url.path + (url.query.empty() ? "" : " " + url.query) +
                             (url.has_backslashes ? " backslashes" : "");
    switch (url.kind) {
    case PackageUrl::Kind::file: return rest;
    case PackageUrl::Kind::external: return "external " + rest;
    case PackageUrl::Kind::invalid: return "invalid";
    }
    return {};
}

struct Resolved {
    std::string_view base;
    std::string_view reference;
    std::string_view dump;
};

struct Pair {
    std::string_view in;
    std::string_view out;
};

struct Parameters {
    std::string_view query;
    std::string_view parameters;
    std::string_view out;
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_package_url)

BOOST_AUTO_TEST_CASE(resolved)
{
    const Resolved rows[] = {
        {"", "a.html", "a.html"},
        {"b/", "a.html", "b/a.html"},
        {"b/c/", "../a.html", "b/a.html"},
        {"b/", "../../a.html", "invalid"},
        {"", "../a.html", "invalid"},
        {"", "b/../a.html", "a.html"},
        {"", "./a.html", "a.html"},
        {"", "b//a.html", "b/a.html"},
        {"b/", "/a.html", "a.html"},
        {"", "/../a.html", "invalid"},
        {"b/", "c/", "b/c/"},
        {"b/", ".", "b"},
        {"", "..html", "..html"},
        {"", "b\\a.html", "b/a.html backslashes"},
        {"", "..\\a.html", "invalid"},
        {"", "a b.html?c=\\d#e?f", "a b.html ?c=\\d#e?f"},
        {"", "a.html#e?f", "a.html #e?f"},
        {"b/", "?c", "b/ ?c"},
        {"", "a.html?u=http://x/../y", "a.html ?u=http://x/../y"},
        {"b/", "https://x.example/a.html?c", "external https://x.example/a.html ?c"},
        {"b/", "HTTP://x.example/", "external HTTP://x.example/"},
        {"b/", "//x.example/a.html", "external //x.example/a.html"},
        {"http://x.example/b/", "a.html?c", "external http://x.example/b/a.html ?c"},
        {"http://x.example/b/", "http://y.example/", "external http://y.example/"},
        {"", "javascript:alert(1)", "invalid"},
        {"", "file:///etc/passwd", "invalid"},
        {"", "C:\\a.html", "invalid"},
        {"", "b/c:d.html", "b/c:d.html"},
        {"", ":a", ":a"},
        {"", "", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.base << " " << row.reference)
        BOOST_TEST(dump(content::resolve_url(row.base, row.reference)) == row.dump);
    }
}

BOOST_AUTO_TEST_CASE(decoded)
{
    const Pair rows[] = {
        {"a%20b", "a b"},   {"%C3%A4", "ä"}, {"100%", "100%"}, {"100%2", "100%2"},
        {"%zz%2f", "%zz/"}, {"%%41", "%A"},  {"a+b", "a+b"},
    };
    for (const auto& row : rows)
        BOOST_TEST(content::percent_decoded(row.in) == row.out);
}

BOOST_AUTO_TEST_CASE(encoded)
{
    BOOST_TEST(content::encoded_path("a b/c#d/ä.html") == "a%20b/c%23d/%C3%A4.html");
    BOOST_TEST(content::encoded_path("a/") == "a/");
    BOOST_TEST(content::encoded_path("") == "");
    BOOST_TEST(content::escaped_query("?a=b c&d=%20\"<ä>#e/f:g") ==
               "?a=b%20c&d=%20%22%3C%C3%A4%3E#e/f:g");
}

BOOST_AUTO_TEST_CASE(parameters)
{
    const Parameters rows[] = {
        {"", "", ""},
        {"", "a=b", "?a=b"},
        {"", "?a=b", "?a=b"},
        {"", "?&?a=b", "?a=b"},
        {"", "&", ""},
        {"", "#a", "#a"},
        {"?c", "a=b", "?c&a=b"},
        {"?c", "?a=b", "?c&a=b"},
        {"?c", "#a", "?c#a"},
        {"#d", "#a", "#d"},
        {"?c#d", "#a", "?c#d"},
        {"#d", "a=b", "?a=b#d"},
        {"?c#d", "&a=b", "?c&a=b#d"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.query << " " << row.parameters)
        BOOST_TEST(content::with_parameters(std::string(row.query), row.parameters) == row.out);
    }
}

BOOST_AUTO_TEST_SUITE_END()
