// Where a course begins. Next to each refusal stands what would be right.
#include "content/course_url.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using content::Findings;

std::string judged(std::string_view url, const content::FileIndex* files,
                   std::string_view file = "cmi5.xml")
{
    Findings findings;
    content::Reading reading(file, findings);
    content::check_url({std::string(url), 3, "au"}, files, reading);
    std::string out;
    for (const auto* list : {&findings.refusals, &findings.warnings}) {
        for (const auto& each : *list) {
            BOOST_TEST(each.where == std::string(file) + ":3");
            BOOST_TEST(each.found == base::excerpt(url, limits::found_bytes));
            out += out.empty() ? each.rule : ", " + each.rule;
        }
    }
    return out;
}

const std::vector<std::string> names{"index.html",  "a/b.html",       "a/c d.html",
                                     "a/Page.html", "sub/index.html", "sub/deep/x.html",
                                     "ä.html"};

} // namespace

BOOST_AUTO_TEST_SUITE(content_course_url)

BOOST_AUTO_TEST_CASE(in_a_package)
{
    const struct {
        const char* url;
        const char* rules;
    } rows[] = {
        {"index.html", ""},
        {"", "au.url_missing"},
        {"./index.html", ""},
        {"/index.html", ""},
        {"a/b.html?x=1&y=2#top", ""},
        {"a/../index.html", ""},
        {"a/../../index.html", "au.url_outside"},
        {"../index.html", "au.url_outside"},
        {"a/%2e%2e/%2E%2E/index.html", "au.url_outside"},
        {"a/c%20d.html", ""},
        {"a/c d.html", "au.url_syntax"},
        {"a%2Fb.html", ""},
        {"a\\b.html", "au.url_syntax"},
        {"a/b%zz.html", "au.url_syntax"},
        {"ä.html", ""},
        {"%C3%A4.html", ""},
        {"a/page.html", "au.url_case"},
        {"a/pages.html", "au.url_in_package"},
        {"a", "au.url_in_package"},
        {"?x=1", "au.url_in_package"},
        {"#top", "au.url_in_package"},
        {"//www.example.org/index.html", "au.url_absolute"},
        {"https://www.example.org/", ""},
        {"https://www.example.org", ""},
        {"HTTPS://www.example.org", ""},
        {"https://", "au.url_syntax"},
        {"https:///index.html", "au.url_syntax"},
        {"https:index.html", "au.url_syntax"},
        {"http://example.com index.html", "au.url_syntax"},
        {"http://example.com/index.html", ""},
        {"myapp://start/1", ""},
        {"javascript:alert(1)", "au.url_scheme"},
        {"JavaScript:alert(1)", "au.url_scheme"},
        {"data:text/html,x", "au.url_scheme"},
        {"vbscript:x", "au.url_scheme"},
        {"file:///etc/passwd", "au.url_scheme"},
        {"blob:https://x.example/1", "au.url_scheme"},
        {"about:blank", "au.url_scheme"},
        {"view-source:https://x.example/", "au.url_scheme"},
    };

    const content::FileIndex files(names);
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.url)
        {
            BOOST_TEST(judged(row.url, &files) == row.rules);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_package)
{
    for (const char* url : {"index.html", "path/1/index.html", "index.html?abc=def",
                            "path/1/index.html?abc=def", "/index.html", "?a=b", "//x.example/"})
        BOOST_TEST(judged(url, nullptr) == "au.url_absolute");
    BOOST_TEST(judged("https://www.example.org/a?b=c", nullptr) == "");
    BOOST_TEST(judged("myapp:start", nullptr) == "");
}

BOOST_AUTO_TEST_CASE(from_a_folder)
{
    const content::FileIndex files(names);
    BOOST_TEST(judged("deep/x.html", &files, "sub/tincan.xml") == "");
    BOOST_TEST(judged("/deep/x.html", &files, "sub/tincan.xml") == "");
    BOOST_TEST(judged("sub/index.html", &files, "sub/tincan.xml") == "au.url_in_package");
    BOOST_TEST(judged("../index.html", &files, "sub/tincan.xml") == "");
    BOOST_TEST(judged("../../index.html", &files, "sub/tincan.xml") == "au.url_outside");
}

BOOST_AUTO_TEST_CASE(how_long)
{
    const std::string host = "https://x.example/";
    const auto url = host + std::string(limits::iri_bytes - host.size(), 'a');
    BOOST_TEST(judged(url, nullptr) == "");
    BOOST_TEST(judged(url + 'a', nullptr) == "au.url_syntax");
}

BOOST_AUTO_TEST_CASE(schemes)
{
    BOOST_TEST(content::scheme_of("https://x") == "https");
    BOOST_TEST(content::scheme_of("a+b-c.1:x") == "a+b-c.1");
    for (const char* url : {"", ":", ":x", "1a:x", "a/b:c", "a?b:c", "index.html", "a b:c"})
        BOOST_TEST(content::scheme_of(url) == "");
}

BOOST_AUTO_TEST_CASE(parameters)
{
    using List = std::vector<std::string>;
    BOOST_TEST(content::parameters_of("a").empty());
    BOOST_TEST(content::parameters_of("a?").empty());
    BOOST_TEST(content::parameters_of("a#?b=c").empty());
    BOOST_TEST(content::parameters_of("a?b=c&d&&%61ctor=1=2&x%=1#e?f=g") ==
                   (List{"b", "d", "actor", "x%"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(parameters_are_added)
{
    const content::Parameter more[] = {{"a", "1&2"}, {"b", "ä {}"}};
    const auto added = [&](std::string_view url) { return content::with_parameters(url, more); };
    BOOST_TEST(added("x") == "x?a=1%262&b=%C3%A4%20%7B%7D");
    BOOST_TEST(added("x?") == "x?a=1%262&b=%C3%A4%20%7B%7D");
    BOOST_TEST(added("x?y=z") == "x?y=z&a=1%262&b=%C3%A4%20%7B%7D");
    BOOST_TEST(added("x?y=z&") == "x?y=z&a=1%262&b=%C3%A4%20%7B%7D");
    BOOST_TEST(added("x#?y") == "x?a=1%262&b=%C3%A4%20%7B%7D#?y");
    BOOST_TEST(content::with_parameters("x#y", {}) == "x#y");
}

BOOST_AUTO_TEST_CASE(complete_urls)
{
    const auto complete = [](std::string_view url) {
        return content::complete_url(url, "https://c.example/p/1");
    };
    BOOST_TEST(complete("a/b.html?c=d") == "https://c.example/p/1/a/b.html?c=d");
    BOOST_TEST(complete("/a") == "https://c.example/p/1/a");
    BOOST_TEST(complete("//evil.example/a") == "https://c.example/p/1/evil.example/a");
    BOOST_TEST(complete("http://x.example/") == "http://x.example/");
    BOOST_TEST(content::complete_url("a", "https://c.example/") == "https://c.example/a");
}

BOOST_AUTO_TEST_SUITE_END()
