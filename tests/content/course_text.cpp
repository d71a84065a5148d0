#include "content/course_text.hpp"

#include "content/trimmed.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(content_course_text)

BOOST_AUTO_TEST_CASE(white_space_of_xml)
{
    BOOST_TEST(content::trimmed(" \t\r\na b\n ") == "a b");
    BOOST_TEST(content::trimmed("\xc2\xa0"
                                "a") == "\xc2\xa0"
                                        "a"); // A no-break space is a letter.
    BOOST_TEST(content::trimmed(" \n").empty());
    BOOST_TEST(content::trimmed("").empty());
}

BOOST_AUTO_TEST_CASE(language_maps)
{
    const content::CourseTexts texts{
        {"de-DE", "Kurs"}, {"", "Course"}, {"not_a_tag", "?"}, {"de-DE", "zweiter"}};
    BOOST_TEST(boost::json::serialize(content::language_map(texts)) ==
               R"({"de-DE":"Kurs","und":"Course"})");
    BOOST_TEST(content::language_map({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
