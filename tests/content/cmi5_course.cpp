// Courses that are imported, and those that are not: each rule with a course that keeps it.
#include "content/cmi5_course.hpp"

#include "base/limits.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using content::Findings;
using namespace support;

const std::string complete = "https://pub.example/start.html";

struct Read {
    std::optional<content::Cmi5Course> course;
    Findings findings;
};

Read read(std::string_view xml, const content::FileIndex* files = nullptr)
{
    Read out;
    out.course = content::read_cmi5(xml, "cmi5.xml", files, out.findings);
    BOOST_TEST(out.course.has_value() == !out.findings.refused());
    return out;
}

std::string objective_xml(std::string_view id)
{
    return "<objective id=\"" + std::string(id) + "\">" + described("O") + "</objective>\n";
}

std::string objectives_xml(std::string_view inside)
{
    return "<objectives>" + std::string(inside) + "</objectives>\n";
}

// An AU that refers to objectives.
std::string referring_xml(std::string_view references)
{
    return "<au id=\"x:au\">" + described("AU") + objectives_xml(references) + "<url>" + complete +
           "</url></au>\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_course)

BOOST_AUTO_TEST_CASE(all_that_a_course_may_say)
{
    const auto xml = cmi5_xml(
        objectives_xml(objective_xml(" x:o1 ") + objective_xml("x:o2")) +
        "<au id=\" x:first \" launchMethod=\"OwnWindow\" moveOn=\"CompletedAndPassed\" "
        "masteryScore=\" 0.85 \" activityType=\"http://adlnet.gov/expapi/activities/media\">"
        "<title><langstring lang=\"de\">\n Erstes\n </langstring><langstring>x</langstring></title>"
        "<description><langstring lang=\"de\"></langstring></description>"
        "<objectives><objective idref=\"x:o2\"/><objective idref=\" x:o1\"/></objectives>"
        "<url>\n https://pub.example/a?b=c \n</url><launchParameters> a=1 </launchParameters>"
        "<entitlementKey>k</entitlementKey></au>\n" +
        block_xml("x:outer", au_xml("x:second") + block_xml("x:inner", au_xml("x:third"))) +
        au_xml("x:fourth"));
    const auto out = read(xml);
    BOOST_REQUIRE(out.course.has_value());
    BOOST_TEST(out.findings.warnings.empty());
    const auto& course = *out.course;
    BOOST_TEST(course.id == "https://pub.example/course");
    BOOST_TEST((course.title == content::CourseTexts{{"en", "Course"}}));
    BOOST_REQUIRE(course.objectives.size() == 2u);
    BOOST_TEST(course.objectives[0].id == "x:o1");
    BOOST_TEST((course.objectives[1].description == content::CourseTexts{{"en", "O"}}));
    BOOST_REQUIRE(course.aus.size() == 4u);
    const auto& au = course.aus[0];
    BOOST_TEST(au.id == "x:first");
    BOOST_TEST((au.title == content::CourseTexts{{"de", "Erstes"}, {"", "x"}}));
    BOOST_TEST((au.description == content::CourseTexts{{"de", ""}}));
    BOOST_TEST(au.objectives == (std::vector<std::string>{"x:o2", "x:o1"}),
               boost::test_tools::per_element());
    BOOST_TEST((au.launch_method == content::LaunchMethod::own_window));
    BOOST_TEST((au.move_on == content::MoveOn::completed_and_passed));
    BOOST_TEST(au.mastery_score.value() == 0.85);
    BOOST_TEST(au.activity_type == "http://adlnet.gov/expapi/activities/media");
    BOOST_TEST(au.url == "https://pub.example/a?b=c");
    BOOST_TEST(au.launch_parameters.value() == "a=1");
    BOOST_TEST(au.entitlement_key.value() == "k");
}

BOOST_AUTO_TEST_CASE(what_is_not_said)
{
    const auto out = read(cmi5_xml(au_xml("x:au")));
    BOOST_REQUIRE(out.course.has_value());
    const auto& au = out.course->aus.at(0);
    BOOST_TEST((au.launch_method == content::LaunchMethod::any_window));
    BOOST_TEST((au.move_on == content::MoveOn::not_applicable));
    BOOST_TEST(!au.mastery_score);
    BOOST_TEST(!au.launch_parameters);
    BOOST_TEST(!au.entitlement_key);
    BOOST_TEST(au.activity_type.empty());
    BOOST_TEST(au.objectives.empty());
}

BOOST_AUTO_TEST_CASE(blocks_in_blocks)
{
    using Kind = content::Cmi5Part::Kind;
    const auto course = short_course("P(C(A)O)N");
    BOOST_TEST(course.aus.size() == 5u);
    BOOST_TEST((course.parts ==
                std::vector<content::Cmi5Part>{{Kind::au, 0}, {Kind::block, 0}, {Kind::au, 4}}));
    BOOST_REQUIRE(course.blocks.size() == 2u);
    BOOST_TEST((course.blocks[0].parts ==
                std::vector<content::Cmi5Part>{{Kind::au, 1}, {Kind::block, 1}, {Kind::au, 3}}));
    BOOST_TEST((course.blocks[1].parts == std::vector<content::Cmi5Part>{{Kind::au, 2}}));
    BOOST_TEST(name_of(course.aus[3].move_on) == "CompletedOrPassed");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const auto au = au_xml("x:au");

    const struct {
        const char* name;
        std::string inside; // Behind the course, whose element is on line 2; this begins on 3.
        const char* refusals;
    } rows[] = {
        {"an AU", au, ""},
        {"no AU", "", "cmi5.xml:1 cmi5.xml.missing"},
        {"an id that is no IRI", au_xml("www.example.org/au"), "cmi5.xml:3 cmi5.au.id_iri"},
        {"an empty id", au_xml(" "), "cmi5.xml:3 cmi5.au.id_missing"},
        {"a block", block_xml("x:b", au), ""},
        {"a block's id", block_xml("b", au), "cmi5.xml:3 cmi5.block.id_iri"},
        {"an objective", objectives_xml(objective_xml("x:o")) + au, ""},
        {"an objective's id", objectives_xml(objective_xml("o")) + au,
         "cmi5.xml:3 cmi5.objective.id_iri"},
        {"two AUs", au + au_xml("x:au2"), ""},
        {"an AU twice", au + au, "cmi5.xml:4 cmi5.au.id_unique"},
        {"an AU again in a block", au + block_xml("x:b", au), "cmi5.xml:4 cmi5.au.id_unique"},
        {"a block twice", block_xml("x:b", au) + block_xml("x:b", au_xml("x:au2")),
         "cmi5.xml:5 cmi5.block.id_unique"},
        {"an objective twice", objectives_xml(objective_xml("x:o") + objective_xml("x:o")) + au,
         "cmi5.xml:4 cmi5.objective.id_unique"},
        {"an AU with a block's id", block_xml("x:b", au_xml("x:b")),
         "cmi5.xml:3 cmi5.au.id_unique"},
        {"a relative URL", au_xml("x:au", "", "index.html"), "cmi5.xml:3 cmi5.au.url_absolute"},
        {"a URL with a parameter", au_xml("x:au", "", complete + "?endpoints=1"), ""},
        {"a parameter of the launch", au_xml("x:au", "", complete + "?a=1&amp;endpoint=1"),
         "cmi5.xml:3 cmi5.au.url_parameter"},
        {"others of them", au_xml("x:au", "", complete + "?fetch=1&amp;actor=&amp;activityId"),
         "cmi5.xml:3 cmi5.au.url_parameter, cmi5.xml:3 cmi5.au.url_parameter, "
         "cmi5.xml:3 cmi5.au.url_parameter"},
        {"hidden", au_xml("x:au", "", complete + "?%72egistration=1"),
         "cmi5.xml:3 cmi5.au.url_parameter"},
        {"a blank in a host", au_xml("x:au", "", "http://example.com index.html"),
         "cmi5.xml:3 cmi5.au.url_syntax"},
        {"no URL", au_xml("x:au", "", " "), "cmi5.xml:3 cmi5.au.url_missing"},
        {"a reference",
         objectives_xml(objective_xml("x:o")) + referring_xml("<objective idref=\"x:o\"/>"), ""},
        {"a reference that is no IRI", referring_xml("<objective idref=\"o\"/>"),
         "cmi5.xml:3 cmi5.objective.idref_iri"},
        {"all faults", au_xml("a", "moveOn=\"passed\"", "u") + au_xml("b", "masteryScore=\"2\""),
         "cmi5.xml:3 cmi5.au.id_iri, cmi5.xml:3 cmi5.au.move_on, cmi5.xml:3 cmi5.au.url_absolute, "
         "cmi5.xml:4 cmi5.au.id_iri, cmi5.xml:4 cmi5.au.mastery_score"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(places_of(read(cmi5_xml(row.inside)).findings.refusals) == row.refusals);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_course_itself)
{
    const auto with = [](const std::string& id) {
        auto xml = cmi5_xml(au_xml("x:au"));
        const std::string known = "id=\"https://pub.example/course\"";
        return read(xml.replace(xml.find(known), known.size(), id));
    };
    BOOST_TEST(places_of(with("id=\"x:c\"").findings.refusals) == "");
    BOOST_TEST(places_of(with("").findings.refusals) == "cmi5.xml:2 cmi5.course.id_missing");
    BOOST_TEST(places_of(with("id=\"c\"").findings.refusals) == "cmi5.xml:2 cmi5.course.id_iri");
    const auto shared = with("id=\"x:au\"");
    BOOST_TEST(places_of(shared.findings.refusals) == "");
    BOOST_TEST(places_of(shared.findings.warnings) == "cmi5.xml:1 cmi5.course.id_shared");
}

BOOST_AUTO_TEST_CASE(in_a_package)
{
    const content::FileIndex files({"cmi5.xml", "index.html", "A/start.html"});
    const auto judged = [&](std::string_view url) {
        auto out = read(cmi5_xml(au_xml("x:au", "", url)), &files);
        return rules_of(out.findings.refusals) + rules_of(out.findings.warnings);
    };
    BOOST_TEST(judged("index.html?a=b") == "");
    BOOST_TEST(judged(complete) == "");
    BOOST_TEST(judged("start.html") == "cmi5.au.url_in_package");
    BOOST_TEST(judged("a/start.html") == "cmi5.au.url_case");
}

BOOST_AUTO_TEST_CASE(warnings)
{
    const auto warned = [](const std::string& inside) {
        auto out = read(cmi5_xml(inside));
        BOOST_TEST(out.course.has_value());
        return places_of(out.findings.warnings);
    };
    BOOST_TEST(warned(referring_xml("<objective idref=\"x:o\"/>")) ==
               "cmi5.xml:3 cmi5.objective.idref_unknown");
    BOOST_TEST(warned(referring_xml("<objective/>")) == "");
    BOOST_TEST(warned(au_xml("x:au", "masteryScore=\"0.33333\"")) ==
               "cmi5.xml:3 cmi5.au.mastery_score_precision");
}

BOOST_AUTO_TEST_CASE(no_xml)
{
    BOOST_TEST(read("").findings.refused());
    BOOST_TEST(read("<courseStructure").findings.refused());
}

BOOST_AUTO_TEST_SUITE_END()
