#include "content/cmi5_values.hpp"

#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;

struct Read {
    content::Cmi5Au au;
    std::string refusals;
    std::string warnings;
};

Read with_attribute(const std::string& name, const std::string& value)
{
    content::Findings findings;
    content::Reading reading("cmi5.xml", findings);
    content::XmlElement element;
    element.attributes.push_back({name, "", value});
    element.line = 7;
    Read out;
    content::read_cmi5_au_attributes(element, out.au, reading);
    out.refusals = places_of(findings.refusals);
    out.warnings = places_of(findings.warnings);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_values)

BOOST_AUTO_TEST_CASE(mastery_scores)
{
    const struct {
        const char* text;
        double value; // Less than nothing: refused.
    } rows[] = {
        {"0", 0},       {"1", 1},        {"0.85", 0.85}, {"1.0", 1},    {"+0.5", 0.5},
        {".5", 0.5},    {"1.", 1},       {" 0.3 ", 0.3}, {"-0", 0},     {"0.0000", 0},
        {"1.0001", -1}, {"-0.0001", -1}, {"", -1},       {".", -1},     {"0,5", -1},
        {"80%", -1},    {"5e-1", -1},    {"0x1", -1},    {"inf", -1},   {"nan", -1},
        {"0.5.0", -1},  {"--0.5", -1},   {"+-0.5", -1},  {"0.5 1", -1}, {"1e", -1},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            const auto read = with_attribute("masteryScore", row.text);
            BOOST_TEST(read.refusals == (row.value < 0 ? "cmi5.xml:7 cmi5.au.mastery_score" : ""));
            if (row.value >= 0) BOOST_TEST(read.au.mastery_score.value() == row.value);
            BOOST_TEST(read.warnings == "");
        }
    }
    BOOST_TEST(with_attribute("masteryScore", "0.1234").warnings == "");
    BOOST_TEST(with_attribute("masteryScore", "0.12340").warnings == "");
    BOOST_TEST(with_attribute("masteryScore", "0.12345").warnings ==
               "cmi5.xml:7 cmi5.au.mastery_score_precision");
}

BOOST_AUTO_TEST_CASE(words)
{
    using content::LaunchMethod;
    using content::MoveOn;
    for (const auto value : {MoveOn::not_applicable, MoveOn::passed, MoveOn::completed,
                             MoveOn::completed_and_passed, MoveOn::completed_or_passed}) {
        const auto read = with_attribute("moveOn", std::string(name_of(value)));
        BOOST_TEST((read.au.move_on == value));
        BOOST_TEST(read.refusals == "");
    }
    for (const auto value : {LaunchMethod::any_window, LaunchMethod::own_window}) {
        const auto read = with_attribute("launchMethod", std::string(name_of(value)));
        BOOST_TEST((read.au.launch_method == value));
        BOOST_TEST(read.refusals == "");
    }
    for (const char* text : {"", "passed", "Failed", "Passed Completed"})
        BOOST_TEST(with_attribute("moveOn", text).refusals == "cmi5.xml:7 cmi5.au.move_on");
    for (const char* text : {"", "ownwindow", "Window"})
        BOOST_TEST(with_attribute("launchMethod", text).refusals ==
                   "cmi5.xml:7 cmi5.au.launch_method");
}

BOOST_AUTO_TEST_CASE(activity_types)
{
    BOOST_TEST(with_attribute("activityType", "x:t").refusals == "");
    BOOST_TEST(with_attribute("activityType", "x:t").au.activity_type == "x:t");
    BOOST_TEST(with_attribute("activityType", "course").refusals ==
               "cmi5.xml:7 cmi5.au.activity_type_iri");
    BOOST_TEST(with_attribute("activityType", " ").refusals == "");
    BOOST_TEST(with_attribute("activityType", " ").warnings ==
               "cmi5.xml:7 cmi5.au.activity_type_empty");
}

BOOST_AUTO_TEST_CASE(languages)
{
    const auto refused = [](std::string_view language) {
        content::Findings findings;
        auto xml = cmi5_xml(au_xml("x:au"));
        const std::string known = "lang=\"en\"";
        xml.replace(xml.find(known), known.size(), "lang=\"" + std::string(language) + "\"");
        content::read_cmi5(xml, "cmi5.xml", {}, findings);
        return rules_of(findings.refusals);
    };
    for (const char* language : {"de", "en-US", "x-klingon", "de-1996", "abcdefgh", " de "})
        BOOST_TEST(refused(language) == "");
    for (const char* language : {"", "-", "de-", "-de", "de--at", "en_US", "abcdefghi", "1996"})
        BOOST_TEST(refused(language) == "cmi5.text.language");
}

BOOST_AUTO_TEST_SUITE_END()
