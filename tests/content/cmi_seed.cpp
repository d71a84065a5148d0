// What a SCO finds when it is launched.
#include "content/cmi_seed.hpp"

#include "tests/content/manifests.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;
using namespace manifests;
using content::LaunchMode;
using content::ScormEdition;
using content::ScormItem;
using content::ScormLaunch;

ScormLaunch launch(ScormEdition edition)
{
    return {edition, "u1", "Doe, Jane"};
}

ScormLaunch launch(ScormEdition edition, const json::value& kept)
{
    auto out = launch(edition);
    out.kept = &kept.as_object();
    return out;
}

json::value seed(const ScormItem& item, const ScormLaunch& of)
{
    return content::cmi_seed(item, of).at("cmi");
}

ScormItem item12(std::string_view in)
{
    return manifests::read(items12(item(in))).item();
}

ScormItem item2004(std::string_view in)
{
    return manifests::read(items2004(item(in))).item();
}

// Whatever else there is of it.
json::value entry(ScormEdition edition, std::string_view kept)
{
    const auto value = json::parse(kept);
    const auto cmi = seed(item12(""), launch(edition, value));
    const auto& in = edition == ScormEdition::scorm12 ? cmi.at("core") : cmi;
    const auto* found = in.as_object().if_contains("entry");
    return found ? *found : json::value(nullptr);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi_seed)

BOOST_AUTO_TEST_CASE(a_first_launch)
{
    BOOST_TEST(seed(item12(""), launch(ScormEdition::scorm12)) ==
               json::parse(R"({"core": {"student_id": "u1", "student_name": "Doe, Jane",
            "credit": "credit", "lesson_mode": "normal", "entry": "ab-initio"}})"));
    BOOST_TEST(seed(item2004(""), launch(ScormEdition::scorm2004_3rd)) ==
               json::parse(R"({"learner_id": "u1", "learner_name": "Doe, Jane",
            "credit": "credit", "mode": "normal", "entry": "ab-initio"})"));
}

BOOST_AUTO_TEST_CASE(what_the_item_says)
{
    BOOST_TEST(seed(item12("<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
                           "<adlcp:timelimitaction>exit,no message</adlcp:timelimitaction>"
                           "<adlcp:datafromlms>x=1</adlcp:datafromlms>"
                           "<adlcp:masteryscore>80</adlcp:masteryscore>"),
                    launch(ScormEdition::scorm12)) ==
               json::parse(R"({"core": {"student_id": "u1", "student_name": "Doe, Jane",
            "credit": "credit", "lesson_mode": "normal", "entry": "ab-initio"},
            "launch_data": "x=1", "student_data": {"mastery_score": "80",
            "max_time_allowed": "00:30:00", "time_limit_action": "exit,no message"}})"));
    BOOST_TEST(
        seed(item2004("<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>"
                      "<adlcp:dataFromLMS>x=1</adlcp:dataFromLMS>"
                      "<adlcp:completionThreshold>0.7</adlcp:completionThreshold>" +
                      sequencing("<imsss:limitConditions attemptAbsoluteDurationLimit='PT1H'/>"
                                 "<imsss:objectives><imsss:primaryObjective "
                                 "satisfiedByMeasure='true'><imsss:minNormalizedMeasure>0.8"
                                 "</imsss:minNormalizedMeasure></imsss:primaryObjective>"
                                 "</imsss:objectives>")),
             launch(ScormEdition::scorm2004_3rd)) ==
        json::parse(R"({"learner_id": "u1", "learner_name": "Doe, Jane", "credit": "credit",
            "mode": "normal", "entry": "ab-initio", "launch_data": "x=1",
            "time_limit_action": "exit,message", "max_time_allowed": "PT1H",
            "completion_threshold": "0.7", "scaled_passing_score": "0.8"})"));
}

BOOST_AUTO_TEST_CASE(what_makes_one_pass)
{
    const auto passing = [](std::string_view primary) {
        const auto cmi = seed(item2004(sequencing("<imsss:objectives><imsss:primaryObjective " +
                                                  std::string(primary) +
                                                  "</imsss:primaryObjective>"
                                                  "</imsss:objectives>")),
                              launch(ScormEdition::scorm2004_4th));
        const auto* found = cmi.as_object().if_contains("scaled_passing_score");
        return found ? std::string(found->as_string()) : "none";
    };
    const std::string measure = "<imsss:minNormalizedMeasure>-0.5</imsss:minNormalizedMeasure>";
    BOOST_TEST(passing("satisfiedByMeasure='true'>" + measure) == "-0.5");
    BOOST_TEST(passing("satisfiedByMeasure='true'>") == "1");
    BOOST_TEST(passing("satisfiedByMeasure='false'>" + measure) == "none");
    const auto threshold = seed(item2004("<adlcp:completionThreshold minProgressMeasure='0.5'/>"),
                                launch(ScormEdition::scorm2004_4th));
    BOOST_TEST(!threshold.as_object().contains("completion_threshold"));
}

BOOST_AUTO_TEST_CASE(modes_and_credit)
{
    const auto modes = [](LaunchMode mode, bool is_for_credit) {
        auto of = launch(ScormEdition::scorm2004_4th);
        of.mode = mode;
        of.is_for_credit = is_for_credit;
        const auto cmi = seed(item2004(""), of);
        of.edition = ScormEdition::scorm12;
        const auto core = seed(item12(""), of).at("core");
        BOOST_TEST(core.at("lesson_mode") == cmi.at("mode"));
        BOOST_TEST(core.at("credit") == cmi.at("credit"));
        return json::serialize(cmi.at("mode")) + json::serialize(cmi.at("credit"));
    };
    BOOST_TEST(modes(LaunchMode::normal, true) == "\"normal\"\"credit\"");
    BOOST_TEST(modes(LaunchMode::normal, false) == "\"normal\"\"no-credit\"");
    BOOST_TEST(modes(LaunchMode::browse, true) == "\"browse\"\"no-credit\"");
    BOOST_TEST(modes(LaunchMode::review, true) == "\"review\"\"no-credit\"");
}

BOOST_AUTO_TEST_CASE(entries)
{
    const auto v12 = ScormEdition::scorm12;
    const auto v2004 = ScormEdition::scorm2004_3rd;
    BOOST_TEST(entry(v12, R"({"cmi": {"core": {"exit": "suspend"}}})") == "resume");
    BOOST_TEST(entry(v12, R"({"cmi": {"core": {"exit": ""}}})") == nullptr);
    BOOST_TEST(entry(v12, R"({"cmi": {"core": {"exit": "logout"}}})") == nullptr);
    BOOST_TEST(entry(v12, R"({"cmi": {}})") == nullptr);
    BOOST_TEST(entry(v12, R"({"commitSequence": 2})") == "ab-initio");
    BOOST_TEST(entry(v2004, R"({"cmi": {"exit": "suspend"}})") == "resume");
    BOOST_TEST(entry(v2004, R"({"runtimeData": {"cmi": {"exit": "suspend"}}})") == "resume");
    BOOST_TEST(entry(v2004, R"({"cmi": {"exit": "normal"}})") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_was_kept_of_scorm12)
{
    const auto kept = json::parse(R"({"cmi": {"suspend_data": "abc", "launch_data": "old",
        "comments": "hi", "comments_from_lms": "ours", "core": {"student_id": "other",
            "student_name": "other", "lesson_location": "p3", "credit": "no-credit",
            "lesson_status": "incomplete", "entry": "ab-initio", "lesson_mode": "browse",
            "exit": "suspend", "session_time": "00:05:30.25",
            "score": {"raw": "85", "min": "0", "max": "100", "scaled": "1"},
            "total_time": "00:15:30.25"},
        "objectives": {"10": {"id": "o3"}, "0": {"id": "o1", "status": "passed",
            "score": {"raw": "90", "min": "", "max": "100"}}, "2": {"id": "o2", "status": ""},
            "3": {"id": "", "status": "failed"}, "x": {"id": "no"}, "4": 1},
        "student_data": {"mastery_score": "10"},
        "student_preference": {"audio": "1", "language": "", "speed": "2", "text": 1},
        "interactions": {"0": {"id": "q1"}}}, "commitSequence": 2})");
    BOOST_TEST(seed(item12(""), launch(ScormEdition::scorm12, kept)) ==
               json::parse(R"({"core": {"student_id": "u1", "student_name": "Doe, Jane",
            "credit": "credit", "lesson_mode": "normal", "entry": "resume",
            "lesson_location": "p3", "lesson_status": "incomplete", "total_time": "00:15:30.25",
            "score": {"raw": "85", "min": "0", "max": "100"}},
            "suspend_data": "abc", "comments": "hi",
            "student_preference": {"audio": "1", "speed": "2"},
            "objectives": [{"id": "o1", "status": "passed", "score": {"raw": "90", "max": "100"}},
                {"id": "o2"}, {"id": "o3"}]})"));
}

BOOST_AUTO_TEST_CASE(what_was_kept_of_scorm2004)
{
    const auto kept = json::parse(R"({"runtimeData": {"cmi": {
        "comments_from_learner": {"0": {"comment": "c", "location": "l", "timestamp": "t"}},
        "comments_from_lms": {"0": {"comment": "ours"}}, "completion_status": "incomplete",
        "completion_threshold": "0.1", "credit": "no-credit", "entry": "", "exit": "suspend",
        "interactions": {"0": {"id": "q1", "type": "choice", "objectives": {"0": {"id": "o1"}},
            "timestamp": "t", "weighting": "1", "learner_response": "a", "result": "correct",
            "latency": "PT5S", "description": "d",
            "correct_responses": {"0": {"pattern": "a"}, "1": {"pattern": "b"}}}},
        "learner_id": "other", "learner_preference": {"audio_level": "2", "language": "de"},
        "location": "p3", "objectives": [{"id": "o1", "success_status": "passed",
            "score": {"scaled": "0.5"}}], "progress_measure": "0.5",
        "score": {"scaled": "0", "raw": "0", "min": "", "max": ""}, "session_time": "PT1M",
        "success_status": "unknown", "suspend_data": "abc", "total_time": "PT11M"}},
        "successStatus": "passed"})");
    BOOST_TEST(seed(item2004(""), launch(ScormEdition::scorm2004_4th, kept)) ==
               json::parse(R"({"learner_id": "u1", "learner_name": "Doe, Jane",
            "credit": "credit", "mode": "normal", "entry": "resume", "location": "p3",
            "completion_status": "incomplete", "success_status": "unknown",
            "progress_measure": "0.5", "suspend_data": "abc", "total_time": "PT11M",
            "score": {"scaled": "0", "raw": "0"},
            "learner_preference": {"audio_level": "2", "language": "de"},
            "comments_from_learner": [{"comment": "c", "location": "l", "timestamp": "t"}],
            "objectives": [{"id": "o1", "success_status": "passed", "score": {"scaled": "0.5"}}],
            "interactions": [{"id": "q1", "type": "choice", "timestamp": "t", "weighting": "1",
                "learner_response": "a", "result": "correct", "latency": "PT5S",
                "description": "d", "objectives": [{"id": "o1"}],
                "correct_responses": [{"pattern": "a"}, {"pattern": "b"}]}]})"));
}

BOOST_AUTO_TEST_SUITE_END()
