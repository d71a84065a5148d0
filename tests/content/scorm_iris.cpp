#include "content/scorm_iris.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace content;

constexpr std::string_view sco = "https://x.example/courses/C/S";

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_iris)

BOOST_AUTO_TEST_CASE(shapes)
{
    BOOST_TEST(course_iri("https://x.example/courses", "C") == "https://x.example/courses/C");
    BOOST_TEST(course_iri("https://x.example/courses/", "C") == "https://x.example/courses/C");
    BOOST_TEST(sco_iri("https://x.example/courses/C", "S") == sco);
    BOOST_TEST(attempt_iri(sco, base::Uuid{}) ==
               std::string(sco) + "?attemptId=00000000-0000-0000-0000-000000000000");
    BOOST_TEST(interaction_iri(sco, "q1") == std::string(sco) + "/interactions/q1");
    BOOST_TEST(objective_iri(sco, "o1") == std::string(sco) + "/objectives/o1");
    BOOST_TEST(objective_iri("https://x.example", "o1") == "https://x.example/objectives/o1");
}

BOOST_AUTO_TEST_CASE(identifiers_stay_one_segment)
{
    BOOST_TEST(interaction_iri(sco, "a/b?c#d e%ü") ==
               std::string(sco) + "/interactions/a%2Fb%3Fc%23d%20e%25%C3%BC");
    BOOST_TEST(objective_iri(sco, "urn:x:1") == std::string(sco) + "/objectives/urn%3Ax%3A1");
}

BOOST_AUTO_TEST_CASE(identifiers_that_are_too_long)
{
    const auto room = limits::iri_bytes - interaction_iri(sco, "").size();
    const std::string longest(room, 'q');
    BOOST_TEST(interaction_iri(sco, longest) == interaction_iri(sco, "") + longest);
    const auto digest = interaction_iri(sco, longest + "q");
    BOOST_TEST(digest.size() == interaction_iri(sco, "").size() + 7 + 64);
    BOOST_TEST(digest.find("/interactions/sha256-") != std::string::npos);
    BOOST_TEST(digest != interaction_iri(sco, longest + "r"));
    BOOST_TEST(base::is_iri(digest));
}

BOOST_AUTO_TEST_SUITE_END()
