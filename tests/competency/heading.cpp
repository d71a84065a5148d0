#include "competency/heading.hpp"

#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/competency/answers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

std::string known(std::size_t profiles)
{
    ModelMaker maker;
    maker.competency("C1");
    for (std::size_t i = 0; i < profiles; ++i)
        maker.add("profiles", {{"id", "p" + std::to_string(i)},
                               {"name", german_and_english("p")},
                               {"target", json::object{{"C1", 1}}}});
    const auto model = maker.model();
    const auto found = find_profile(*model, "nobody");
    BOOST_TEST((found.error().kind == base::ErrorKind::not_found));
    return found.error().why;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_heading)

BOOST_AUTO_TEST_CASE(the_beginning_of_an_answer)
{
    const auto model = ModelMaker().model();
    const auto as_of = time("2026-03-01T00:00:00Z");
    const auto known_at = time("2026-04-01T00:00:00.5Z");
    BOOST_TEST(canonical(heading(*model, {identity("ann"), as_of, known_at, {7, as_of}})) ==
               R"({"agent":{"account":{"homePage":"https://city.example","name":"ann"},)"
               R"("objectType":"Agent"},)"
               R"("asOf":"2026-03-01T00:00:00Z","knownAt":"2026-04-01T00:00:00.500000Z",)"
               R"("model":")" +
                   model->hash +
                   R"(","watermark":{"sequence":7,"stored":"2026-03-01T00:00:00Z"}})");
    const auto nothing = heading(*model, {identity("ann"), as_of, known_at});
    BOOST_TEST(canonical(nothing.at("watermark")) == R"({"sequence":0,"stored":null})");
}

BOOST_AUTO_TEST_CASE(what_is_not_there)
{
    BOOST_TEST(known(0) == "There is no profile \"nobody\" in the model; there is: none.");
    BOOST_TEST(known(2) == "There is no profile \"nobody\" in the model; there is: p0, p1.");
    BOOST_TEST(known(limits::complaints).ends_with(", p98, p99."));
    BOOST_TEST(known(limits::complaints + 1).ends_with(", p98, p99 and more."));

    ModelMaker maker;
    maker.competency("C1").competency("C2").competency("C3");
    maker.document["competencies"].as_array()[1].as_object()["status"] = "retired";
    const auto model = maker.model();
    BOOST_TEST(find_competency(*model, "C3").value() == 2u);
    BOOST_TEST(find_competency(*model, "C2").error().why ==
               "There is no competency \"C2\" in the model; there is: C1, C3.");
    BOOST_TEST(find_competency(*model, "\xff").error().why ==
               "There is no competency \"?\" in the model; there is: C1, C3.");
}

BOOST_AUTO_TEST_SUITE_END()
