// Whole attempts as series of commits.
#include "base/limits.hpp"
#include "tests/content/scorm_player.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace content;
using namespace support;

using Texts = std::vector<std::string>;

long count(const ScormPlayer& player, std::string_view brief)
{
    return std::ranges::count(player.briefs(), brief);
}

json::value last(const ScormPlayer& player, std::string_view pointer)
{
    return at_pointer(player.told.back(), pointer);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_attempts)

BOOST_AUTO_TEST_CASE(a_whole_attempt_of_1_2)
{
    ScormPlayer player(ScormVersion::v1_2);
    player.begin(Entry::ab_initio);
    player.set("cmi.core.lesson_status", "incomplete");
    player.commit();
    player.set("cmi.interactions.0.id", "q 1");
    player.set("cmi.interactions.0.type", "choice");
    player.commit(); // Nobody has answered yet.
    player.set("cmi.interactions.0.student_response", "a,b");
    player.set("cmi.interactions.0.result", "wrong");
    player.set("cmi.interactions.1.id", "q2");
    player.set("cmi.interactions.1.student_response", "t");
    player.set("cmi.comments", "Good.");
    player.commit();
    player.set("cmi.comments", "Good. Very good.");
    player.set("cmi.objectives.0.id", "o/1");
    player.set("cmi.objectives.0.status", "passed");
    player.set("cmi.objectives.0.score.raw", "90");
    player.set("cmi.core.score.raw", "85");
    player.commit();
    player.set("cmi.core.lesson_status", "completed");
    player.commit();
    player.set("cmi.core.lesson_status", "passed");
    player.set("cmi.core.session_time", "00:05:30.25");
    player.finish();
    const Texts expected{
        "initialized C/S",
        "commented C/S",
        "responded C/S/interactions/q%201",
        "responded C/S/interactions/q2",
        "commented C/S",
        "scored C/S/objectives/o%2F1",
        "passed C/S/objectives/o%2F1",
        "scored C/S",
        "completed C/S",
        "passed C/S",
        "terminated C/S",
    };
    BOOST_TEST(player.briefs() == expected, boost::test_tools::per_element());
    BOOST_TEST(at_pointer(player.told[4], "/result/response") == "Very good.");
    const json::value result{{"success", true},
                             {"completion", true},
                             {"score", {{"scaled", 0.85}, {"raw", 85}}},
                             {"duration", "PT5M30.25S"}};
    BOOST_TEST(last(player, "/result") == result);
}

BOOST_AUTO_TEST_CASE(a_whole_attempt_of_2004)
{
    ScormPlayer player(ScormVersion::v2004);
    player.where.sequenced = true;
    player.begin(Entry::ab_initio);
    player.set("cmi.completion_status", "incomplete");
    player.set("cmi.progress_measure", "0.25");
    player.commit();
    player.set("cmi.comments_from_learner.0.comment", "{lang=en}Good");
    player.set("cmi.interactions.0.id", "q1");
    player.set("cmi.interactions.0.type", "matching");
    player.set("cmi.interactions.0.learner_response", "a[.]1[,]b[.]2");
    player.set("cmi.interactions.0.result", "0.5");
    player.set("cmi.objectives.0.id", "urn:o:1");
    player.set("cmi.objectives.0.success_status", "failed");
    player.set("cmi.objectives.0.completion_status", "completed");
    player.set("cmi.objectives.0.progress_measure", "1");
    player.commit();
    player.set("cmi.interactions.1.id", "q1");
    player.set("cmi.interactions.1.type", "matching");
    player.set("cmi.interactions.1.learner_response", "a[.]2[,]b[.]1");
    player.set("cmi.interactions.1.result", "correct");
    player.set("cmi.objectives.0.success_status", "passed");
    player.set("cmi.score.scaled", "0.75");
    player.set("cmi.completion_status", "completed");
    player.set("cmi.success_status", "passed");
    player.set("cmi.session_time", "PT1H0.5S");
    player.roll_up = {{"completionStatus", "completed"},
                      {"successStatus", "passed"},
                      {"score", {{"scaled", 0.8}}}};
    player.finish();
    const Texts expected{
        "initialized C/S",
        "progressed C/S",
        "commented C/S",
        "responded C/S/interactions/q1",
        "progressed C/S/objectives/urn%3Ao%3A1",
        "completed C/S/objectives/urn%3Ao%3A1",
        "failed C/S/objectives/urn%3Ao%3A1",
        "responded C/S/interactions/q1",
        "passed C/S/objectives/urn%3Ao%3A1",
        "scored C/S",
        "completed C/S",
        "passed C/S",
        "completed C",
        "terminated C/S",
    };
    BOOST_TEST(player.briefs() == expected, boost::test_tools::per_element());
    BOOST_TEST(at_pointer(player.told[2], "/result/response") == "Good");
    BOOST_TEST(at_pointer(player.told[12], "/result/score/scaled") == 0.8);
    BOOST_TEST(last(player, "/result/score/scaled") == 0.75);
    BOOST_TEST(last(player, "/result/duration") == "PT1H0.5S");
}

// As real content does that reports at its unloading only.
BOOST_AUTO_TEST_CASE(objectives_of_the_course)
{
    const auto others = [](std::size_t count, const json::object& roll_up) {
        ScormPlayer player(ScormVersion::v2004);
        player.where.sequenced = true;
        for (std::size_t number = 0; number < count; ++number)
            player.where.objectives.push_back("urn:o:" + std::to_string(number));
        player.begin(Entry::ab_initio);
        player.set("cmi.completion_status", "completed");
        player.set("cmi.success_status", "passed");
        player.roll_up = roll_up;
        player.finish();
        json::value out;
        for (const auto& each : player.told) {
            const auto other = at_pointer(each, "/context/contextActivities/other");
            if (at_pointer(each, "/object/id") == "https://x.example/C")
                out = other;
            else
                BOOST_TEST(other.is_null(), brief(each));
        }
        return out;
    };
    const json::object completed{{"completionStatus", "completed"}, {"successStatus", "passed"}};
    const json::object passed{{"completionStatus", "unknown"}, {"successStatus", "passed"}};
    const json::value one = {
        {{"objectType", "Activity"},
         {"id", "urn:o:0"},
         {"definition", {{"type", "http://adlnet.gov/expapi/activities/objective"}}}}};
    BOOST_TEST(others(0, completed).is_null());
    BOOST_TEST(others(1, completed) == one);
    BOOST_TEST(others(1, passed) == one);
    constexpr auto most = limits::told_objectives;
    const auto cut = others(most + 1, completed);
    BOOST_TEST(cut == others(most, completed));
    BOOST_TEST(cut.as_array().size() == most);
}

BOOST_AUTO_TEST_CASE(one_commit_alone)
{
    ScormPlayer player(ScormVersion::v1_2);
    player.begin(Entry::ab_initio);
    player.set("cmi.core.lesson_status", "failed");
    player.set("cmi.core.score.raw", "47");
    player.set("cmi.core.session_time", "00:00:03");
    player.finish();
    const Texts expected{"initialized C/S", "scored C/S", "failed C/S", "terminated C/S"};
    BOOST_TEST(player.briefs() == expected, boost::test_tools::per_element());
    BOOST_TEST(last(player, "/result/success") == false);
    BOOST_TEST(last(player, "/result/completion") == true);
}

BOOST_AUTO_TEST_CASE(three_rounds)
{
    for (const auto version : {ScormVersion::v1_2, ScormVersion::v2004}) {
        const bool v1_2 = version == ScormVersion::v1_2;
        ScormPlayer player(version);
        for (int round = 0; round <= 3; ++round) {
            player.begin(round == 0 ? Entry::ab_initio : Entry::resume);
            player.commit();
            player.set(v1_2 ? "cmi.core.lesson_location" : "cmi.location", std::to_string(round));
            player.set(v1_2 ? "cmi.core.exit" : "cmi.exit", round < 3 ? "suspend" : "");
            player.finish();
        }
        BOOST_TEST(count(player, "initialized C/S") == 1);
        BOOST_TEST(count(player, "resumed C/S") == 3);
        BOOST_TEST(count(player, "suspended C/S") == 3);
        BOOST_TEST(count(player, "terminated C/S") == 1);
        BOOST_TEST(player.told.size() == 8u);
    }
}

// The same answers in every round: only what differs is told again.
BOOST_AUTO_TEST_CASE(interactions_over_sessions)
{
    ScormPlayer player(ScormVersion::v2004);
    player.begin(Entry::ab_initio);
    player.set("cmi.interactions.0.id", "q1");
    player.set("cmi.interactions.0.learner_response", "a");
    player.set("cmi.exit", "suspend");
    player.finish();
    player.begin(Entry::resume);
    player.commit();
    BOOST_TEST(count(player, "responded C/S/interactions/q1") == 1);
    player.set("cmi.interactions.0.learner_response", "b");
    player.commit();
    BOOST_TEST(count(player, "responded C/S/interactions/q1") == 2);
    player.set("cmi.interactions.0.learner_response", "a");
    player.commit();
    BOOST_TEST(count(player, "responded C/S/interactions/q1") == 3);
}

BOOST_AUTO_TEST_SUITE_END()
