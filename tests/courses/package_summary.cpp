#include "courses/package_summary.hpp"

#include "courses/package_identity.hpp"
#include "tests/courses/package_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

courses::Package package_of(const support::ZipWriter& zip)
{
    const auto bytes = zip.bytes();
    const auto upload =
        courses::Upload::open(content::BytesInMemory(bytes), courses::UploadKind::archive,
                              {.activities_base = packages::activities_base})
            .value();
    const auto record = record_of(upload, {}, {}, packages::activities_base, {}).value();
    return package_of(record, upload.contents(), upload.files());
}

std::string items(const courses::Package& package)
{
    std::string out;
    for (const auto& item : items_of(package))
        out += (out.empty() ? "" : ", ") + item.id + " " + item.title +
               (item.launchable ? " launchable" : "");
    return out;
}

std::string objectives(const courses::Package& package)
{
    std::string out;
    for (const auto& each : objectives_of(package))
        out += (out.empty() ? "" : ", ") + each;
    return out;
}

std::string texts(const content::CourseTexts& texts)
{
    std::string out;
    for (const auto& each : texts)
        out += (out.empty() ? "" : ", ") + each.language + " " + each.text;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_summary)

BOOST_AUTO_TEST_CASE(of_each_standard)
{
    const struct {
        const char* name;
        support::ZipWriter zip;
        const char* title;
        const char* titles;
        const char* descriptions;
        const char* items;
        const char* objectives;
    } rows[] = {
        {"SCORM 1.2", packages::scorm12(), "Fire safety", " Fire safety", "",
         "I1 One launchable, H More, I2 Two launchable", ""},
        {"SCORM 2004", packages::scorm2004(), "Data protection", " Data protection", "",
         "I1 One launchable", "knows"},
        {"cmi5", packages::cmi5(), "Brandschutz", "de Brandschutz, en-GB Fire safety",
         "de Was tun?", "https://pub.example/au Brandschutz launchable", "https://pub.example/o"},
        {"TinCan", packages::tincan(), "Incendie", "fr Incendie", "fr Que faire",
         "https://pub.example/t Incendie launchable", ""},
        {"with LOM",
         packages::with_files().add(
             "imsmanifest.xml",
             packages::scorm12_xml("",
                                   "<lom xmlns='http://www.imsglobal.org/xsd/imsmd_rootv1p2p1'>"
                                   "<general><title><langstring>Erste Hilfe</langstring></title>"
                                   "<language>de</language><description><langstring>Was tun?"
                                   "</langstring></description></general></lom>")),
         "Erste Hilfe", "de Erste Hilfe", "de Was tun?",
         "I1 One launchable, H More, I2 Two launchable", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto package = package_of(row.zip);
            BOOST_TEST(package.title == row.title);
            const auto said = texts_of(package.contents);
            BOOST_TEST(texts(said.titles) == row.titles);
            BOOST_TEST(texts(said.descriptions) == row.descriptions);
            BOOST_TEST(items(package) == row.items);
            BOOST_TEST(objectives(package) == row.objectives);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_text_of_a_language)
{
    const content::CourseTexts texts{
        {"fr", ""}, {"de-AT", "Jänner"}, {"de", "Januar"}, {"EN-gb", "January"}};

    const struct {
        const char* language;
        const char* text;
    } rows[] = {
        {"de", "Januar"},  {"DE", "Januar"}, {"de-at", "Jänner"}, {"de-CH", "Jänner"},
        {"en", "January"}, {"fr", "Jänner"}, {"und", "Jänner"},   {"", "Jänner"},
    };

    for (const auto& row : rows)
        BOOST_TEST(courses::text_in(texts, row.language) == row.text, row.language);
    BOOST_TEST(courses::text_in({}, "de") == "");
    BOOST_TEST(courses::text_in({{"de", ""}}, "de") == "");
}

// A title that nobody gave, and one that is too long.
BOOST_AUTO_TEST_CASE(titles)
{
    const auto title = [](std::string_view text) {
        return package_of(packages::scorm12(text)).title;
    };
    BOOST_TEST(title("") == "O");
    auto unnamed = packages::tincan_xml();
    unnamed.replace(unnamed.find("Incendie"), 8, "");
    BOOST_TEST(package_of(packages::with_files().add("tincan.xml", unnamed)).title ==
               "https://pub.example/t");
    const std::string longest(limits::package_title_bytes, 't');
    BOOST_TEST(title(longest) == longest);
    BOOST_TEST(title(longest + 't').starts_with(longest.substr(3)));
    BOOST_TEST(title(longest + 't').size() < longest.size() + 4);
}

BOOST_AUTO_TEST_SUITE_END()
