#include "content/tincan.hpp"

#include "base/limits.hpp"
#include "statements/validate.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using content::Findings;

struct Read {
    std::optional<content::TinCanPackage> package;
    Findings findings;
};

Read read(const std::string& activities, const char* file = "tincan.xml")
{
    static const content::FileIndex files(
        {"tincan.xml", "index.html", "sub/tincan.xml", "sub/start.html"});
    Read out;
    out.package = content::read_tincan("\xef\xbb\xbf<?xml version=\"1.0\"?>\n"
                                       "<tincan xmlns=\"http://projecttincan.com/tincan.xsd\">\n"
                                       "<activities>\n" +
                                           activities + "</activities></tincan>",
                                       file, files, out.findings);
    BOOST_TEST(out.package.has_value() == !out.findings.refused());
    return out;
}

// On a line of its own; the first is line 4.
std::string activity(const std::string& attributes, const std::string& inside = "")
{
    return "<activity " + attributes + "><name lang=\"en\">A</name>" + inside + "</activity>\n";
}

std::string launch(const std::string& url, const std::string& lang = "en")
{
    return "<launch lang=\"" + lang + "\">" + url + "</launch>";
}

const std::string course = "id=\"x:course\" type=\"x:type\"";
const std::string other = "id=\"x:other\" type=\"x:type\"";

} // namespace

BOOST_AUTO_TEST_SUITE(content_tincan)

BOOST_AUTO_TEST_CASE(what_is_read)
{
    const auto out =
        read(activity("id=\"x:quiz\" type=\"x:t\"") +
             "<activity id=\" x:course \" type=\"x:course-type\"><name>Golf</name>"
             "<name lang=\"de\">\nGolf!\n</name><description lang=\"en-US\">A sport</description>" +
             launch("index.html?a=b", "en-us") + launch("index.html#de", "de") + "</activity>");
    BOOST_REQUIRE(out.package.has_value());
    BOOST_TEST(out.findings.warnings.empty());
    BOOST_TEST(out.package->activities.size() == 2u);
    BOOST_TEST(out.package->launched == 1u);
    BOOST_TEST(out.package->folder == "");
    const auto& launched = out.package->activities[1];
    BOOST_TEST(launched.id == "x:course");
    BOOST_TEST((launched.launches ==
                content::CourseTexts{{"en-us", "index.html?a=b"}, {"de", "index.html#de"}}));
    BOOST_TEST(json_text(content::activity_of(launched)) ==
               R"({"objectType":"Activity","id":"x:course","definition":{"type":"x:course-type",)"
               R"("name":{"und":"Golf","de":"Golf!"},"description":{"en-US":"A sport"}}})");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const auto fine = activity(course, launch("index.html"));

    const struct {
        const char* name;
        std::string activities;
        const char* refusals;
    } rows[] = {
        {"one activity", fine, ""},
        {"none", "", "tincan.xml:2 tincan.activities_missing"},
        {"no launch", activity(course), "tincan.xml:2 tincan.launch_missing"},
        {"one launch of two", fine + activity(other), ""},
        {"two launches", fine + activity(other, launch("index.html")),
         "tincan.xml:2 tincan.launch_one"},
        {"no id", activity("type=\"x:t\"", launch("index.html")),
         "tincan.xml:4 tincan.activity.id_missing"},
        {"an id that is no IRI", activity("id=\"a\" type=\"x:t\"", launch("index.html")),
         "tincan.xml:4 tincan.activity.id_iri"},
        {"an id twice", activity(course) + fine, "tincan.xml:5 tincan.activity.id_unique"},
        {"a file that is not there", activity(course, launch("start.html")),
         "tincan.xml:4 tincan.launch.url_in_package"},
        {"a URL", activity(course, launch("https://x.example/")), ""},
        {"a script", activity(course, launch("javascript:x")),
         "tincan.xml:4 tincan.launch.url_scheme"},
        {"an empty launch", activity(course, launch(" ")),
         "tincan.xml:4 tincan.launch.url_missing"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(places_of(read(row.activities).findings.refusals) == row.refusals);
        }
    }
}

BOOST_AUTO_TEST_CASE(warnings)
{
    const auto fine = activity(course, launch("index.html"));

    const struct {
        const char* name;
        std::string activities;
        const char* warnings;
        std::size_t kept;
    } rows[] = {
        {"none", fine, "", 1},
        {"no type", fine + activity("id=\"x:o\""), "tincan.xml:5 tincan.activity.type_missing", 2},
        {"an old type", fine + activity("id=\"x:o\" type=\"question\""),
         "tincan.xml:5 tincan.activity.type_iri", 2},
        {"no name", fine + "<activity id=\"x:o\" type=\"x:t\"/>",
         "tincan.xml:5 tincan.activity.name_missing", 2},
        {"another one without id", fine + activity("type=\"x:t\""),
         "tincan.xml:5 tincan.activity.id_missing", 1},
        {"another one with an id that is none", fine + activity("id=\"a\" type=\"x:t\""),
         "tincan.xml:5 tincan.activity.id_iri", 1},
        {"the id again", fine + activity(course), "tincan.xml:5 tincan.activity.id_unique", 1},
        {"a language", activity(course, launch("index.html", "en_US")),
         "tincan.xml:4 tincan.text.language", 1},
        {"for other programs", fine + activity(other, "<resource>x</resource>"),
         "tincan.xml:5 tincan.resource", 2},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto out = read(row.activities);
            BOOST_TEST(places_of(out.findings.refusals) == "");
            BOOST_TEST(places_of(out.findings.warnings) == row.warnings);
            BOOST_REQUIRE(out.package.has_value());
            BOOST_TEST(out.package->activities.size() == row.kept);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_document)
{
    const auto read_whole = [](const std::string& xml) {
        Findings findings;
        const content::FileIndex files({"index.html"});
        content::read_tincan(xml, "tincan.xml", files, findings);
        return rules_of(findings.refusals) + rules_of(findings.warnings);
    };
    const auto inside = "<activities>" + activity(course, launch("index.html")) + "</activities>";
    BOOST_TEST(read_whole("<tincan>" + inside + "</tincan>") == "tincan.xml.namespace");
    BOOST_TEST(read_whole("<tincan xmlns=\"x:y\">" + inside + "</tincan>") ==
               "tincan.xml.namespace");
    BOOST_TEST(read_whole("<cmi5>" + inside + "</cmi5>") == "tincan.xml.root");
    BOOST_TEST(read_whole("<tincan") != "");
}

BOOST_AUTO_TEST_CASE(in_a_folder)
{
    const auto out = read(activity(course, launch("start.html")), "sub/tincan.xml");
    BOOST_REQUIRE(out.package.has_value());
    BOOST_TEST(out.package->folder == "sub");
    BOOST_TEST(rules_of(read(activity(course, launch("index.html")), "sub/tincan.xml")
                            .findings.refusals) == "tincan.launch.url_in_package");
}

BOOST_AUTO_TEST_CASE(limits_of_a_document)
{
    const auto many = [](std::size_t count) {
        std::string out = activity(course, launch("index.html"));
        for (std::size_t i = 1; i < count; ++i)
            out +=
                "<activity id='x:" + std::to_string(i) + "' type='x:t'><name>n</name></activity>";
        return rules_of(read(out).findings.refusals);
    };
    BOOST_TEST(many(limits::tincan_activities) == "");
    BOOST_TEST(many(limits::tincan_activities + 2) == "tincan.limit.activities");
    const auto long_text = [](std::size_t bytes) {
        return rules_of(read(activity(course, "<description>" + std::string(bytes, 'x') +
                                                  "</description>" + launch("index.html")))
                            .findings.refusals);
    };
    BOOST_TEST(long_text(limits::course_text_bytes) == "");
    BOOST_TEST(long_text(limits::course_text_bytes + 1) == "tincan.limit.text");
}

BOOST_AUTO_TEST_CASE(definitions_are_valid)
{
    const auto out = read(activity(course, launch("index.html")) + "<activity id=\"x:bare\"/>");
    BOOST_REQUIRE(out.package.has_value());
    Play play(short_course("P"));
    auto statement = play.say(play.launch(0), "experienced");
    for (const auto& each : out.package->activities) {
        statement["object"] = content::activity_of(each);
        for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0})
            BOOST_TEST(rules_of(statements::validate(statement, version)) == "");
    }
}

BOOST_AUTO_TEST_CASE(launch_urls)
{
    const json::object actor{{"mbox", "mailto:a@b.example"}};
    BOOST_TEST(content::tincan_launch_url("https://c.example/i.html?x=1#top",
                                          {.endpoint = "https://l.example/xapi",
                                           .auth = "Basic YTpi",
                                           .actor = actor,
                                           .registration = "",
                                           .activity_id = ""}) ==
               "https://c.example/i.html?x=1&endpoint=https%3A%2F%2Fl.example%2Fxapi%2F"
               "&auth=Basic%20YTpi&actor=%7B%22mbox%22%3A%22mailto%3Aa%40b.example%22%7D#top");
    BOOST_TEST(
        content::tincan_launch_url("https://c.example/", {.endpoint = "https://l.example/xapi/",
                                                          .auth = "Basic YTpi",
                                                          .actor = {},
                                                          .registration = "r",
                                                          .activity_id = "x:a"}) ==
        "https://c.example/?endpoint=https%3A%2F%2Fl.example%2Fxapi%2F&auth=Basic%20YTpi"
        "&actor=%7B%7D&registration=r&activity_id=x%3Aa");
}

BOOST_AUTO_TEST_SUITE_END()
