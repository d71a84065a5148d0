#include "courses/package.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(courses_package)

BOOST_AUTO_TEST_CASE(files_by_their_names)
{
    courses::Package package;
    package.files = {{"b.html", base::sha256("b"), 1},
                     {"A/Page.html", base::sha256("p"), 2},
                     {"a/other.html", base::sha256("o"), 3}};
    BOOST_TEST(package.files.size() == 3u);
    BOOST_TEST(package.files.begin()->path == "A/Page.html");
    BOOST_TEST(package.file("b.html")->size == 1u);
    BOOST_TEST(package.file("A/Page.html")->size == 2u);
    BOOST_TEST(package.file("a\\page.HTML")->size == 2u);
    BOOST_TEST(package.file("A/OTHER.html")->size == 3u);
    for (const auto* absent : {"", "a", "c.html", "../b.html", "/b.html"})
        BOOST_TEST(!package.file(absent));
    const auto copy = package;
    BOOST_TEST(copy.file("B.html")->size == 1u);
    BOOST_TEST((copy.file("B.html") != package.file("B.html")));
    BOOST_TEST(!courses::Package().file("a"));
    BOOST_TEST(courses::Package().files.empty());
}

BOOST_AUTO_TEST_CASE(kinds)
{
    courses::Package package;
    BOOST_TEST(kind_of(package) == "scorm12");
    package.contents = content::TinCanPackage();
    BOOST_TEST(kind_of(package) == "tincan");
    const content::Cmi5Course course;
    package.contents = courses::Cmi5Contents{course, content::Cmi5Ids(course, "x:y")};
    BOOST_TEST(kind_of(package) == "cmi5");
    content::ScormManifest manifest;
    manifest.edition = content::ScormEdition::scorm2004_3rd;
    package.contents = manifest;
    BOOST_TEST(kind_of(package) == "scorm2004-3");
}

BOOST_AUTO_TEST_SUITE_END()
