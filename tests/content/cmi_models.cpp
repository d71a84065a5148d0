// Commits as the player sends them, read whole.
#include "content/cmi.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using namespace content;

constexpr std::string_view commit_1_2 = R"({
"successStatus": "passed", "completionStatus": "completed", "totalTimeSeconds": 330.25,
"score": {"raw": 85, "min": 0, "max": 100}, "commitSequence": 2,
"runtimeData": {"cmi": {"suspend_data": "sd", "launch_data": "x=1", "comments": "hello",
  "comments_from_lms": "hi",
  "core": {"student_id": "u1", "student_name": "Doe, Jane", "lesson_location": "p3",
    "credit": "no-credit", "lesson_status": "passed", "entry": "ab-initio",
    "lesson_mode": "browse", "exit": "suspend", "session_time": "00:05:30.25",
    "score": {"raw": "85.0", "min": "0", "max": "100"}, "total_time": "01:05:30.25"},
  "objectives": {"0": {"id": "o1", "status": "failed",
                       "score": {"raw": "90", "min": "", "max": "100"}}},
  "student_data": {"mastery_score": "80", "max_time_allowed": "00:10:00",
                   "time_limit_action": "exit,no message"},
  "student_preference": {"audio": "-1", "language": "de", "speed": "-50", "text": "1"},
  "interactions": {"0": {"id": "q1", "time": "10:11:12", "type": "choice", "weighting": "1.50",
    "student_response": "a,b", "result": "correct", "latency": "00:00:12.5",
    "objectives": {"0": {"id": "o1"}}, "correct_responses": {"0": {"pattern": "a,b"}}},
   "10": {"id": "q2", "time": "", "type": "true-false", "weighting": "", "student_response": "t",
    "result": "wrong", "latency": "", "objectives": {}, "correct_responses": {}},
   "2": {"id": "q3", "type": "matching", "student_response": "a.1", "result": ".5"}}}}})";

constexpr std::string_view commit_2004 = R"({
"completionStatus": "incomplete", "successStatus": "failed", "totalTimeSeconds": 12,
"score": {"raw": 1, "scaled": 0.25}, "globalObjectives": {"g": {"satisfiedStatus": true}},
"sharedData": {"b1": "x"}, "commitSequence": 7,
"runtimeData": {"cmi": {
  "comments_from_learner": {"0": {"comment": "{lang=en}hello", "location": "p1",
                                  "timestamp": "2026-11-27T10:11:12"}},
  "comments_from_lms": {"1": {"comment": "hi", "location": "", "timestamp": ""}},
  "completion_status": "completed", "completion_threshold": "0.8", "credit": "credit",
  "entry": "resume", "exit": "time-out",
  "interactions": {"0": {"id": "q1", "type": "long-fill-in", "objectives": {"0": {"id": "o1"}},
    "timestamp": "2026-11-27T10:11:12.5Z", "weighting": "-1", "learner_response": "a[,]b",
    "result": "unanticipated", "latency": "PT12.5S", "description": "Which",
    "correct_responses": {"0": {"pattern": "p0"}, "1": {"pattern": "p1"}}}},
  "launch_data": "x", "learner_id": "u1", "learner_name": "Doe",
  "learner_preference": {"audio_level": "1.5", "language": "en", "delivery_speed": "1",
                         "audio_captioning": "0"},
  "location": "p3", "max_time_allowed": "PT10M", "mode": "review",
  "objectives": {"0": {"id": "o1", "success_status": "passed", "completion_status": "not attempted",
    "progress_measure": "1", "description": "Obj",
    "score": {"scaled": "0.9", "raw": "", "min": "", "max": ""}}},
  "progress_measure": "0.50", "scaled_passing_score": "0.7",
  "score": {"scaled": "0.85", "raw": "85", "min": "0", "max": "100"},
  "session_time": "PT5M30.25S", "success_status": "passed", "suspend_data": "sd",
  "time_limit_action": "continue,no message", "total_time": "PT1H"},
 "adl": {"data": {"0": {"id": "b1", "store": "x"}, "1": {"id": "", "store": "y"}}}}})";

constexpr Hundredths second{100};

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi_models)

BOOST_AUTO_TEST_CASE(of_1_2)
{
    const auto commit = read_commit(commit_1_2, ScormVersion::v1_2).value();
    BOOST_TEST(commit.warnings.empty());
    BOOST_TEST(commit.sequence == 2u);
    BOOST_TEST(
        (commit.roll_up == RollUp{{Completion::completed, Success::passed}, {"85", "0", "100"}}));
    BOOST_TEST((commit.total_time == Hundredths(33025)));
    Cmi expected{.version = ScormVersion::v1_2,
                 .learner_id = "u1",
                 .learner_name = "Doe, Jane",
                 .entry = Entry::ab_initio,
                 .exit = Exit::suspend,
                 .credit = Credit::no_credit,
                 .mode = Mode::browse,
                 .status = {Completion::completed, Success::passed},
                 .score = {"85.0", "0", "100"},
                 .session_time = Hundredths(33025),
                 .total_time = Hundredths(33025) + std::chrono::hours(1),
                 .location = "p3",
                 .suspend_data = "sd",
                 .launch_data = "x=1",
                 .passing_score = "80",
                 .max_time_allowed = 600 * second,
                 .time_limit_action = "exit,no message",
                 .preferences = {"-1", "de", "-50", "1"}};
    expected.comments_from_learner[0] = {"hello"};
    expected.comments_from_lms[0] = {"hi"};
    expected.objectives[0] = {"o1", {Completion::completed, Success::failed}, {"90", "", "100"}};
    expected.interactions[0] = {.id = "q1",
                                .type = InteractionType::choice,
                                .response = "a,b",
                                .correct = {"a,b"},
                                .outcome = Outcome::correct,
                                .weighting = "1.50",
                                .latency = Hundredths(1250),
                                .time = "10:11:12",
                                .objectives = {"o1"}};
    expected.interactions[10] = {.id = "q2",
                                 .type = InteractionType::true_false,
                                 .response = "t",
                                 .outcome = Outcome::incorrect};
    expected.interactions[2] = {
        .id = "q3", .type = InteractionType::matching, .response = "a.1", .measure = "0.5"};
    BOOST_TEST((commit.cmi == expected));
}

BOOST_AUTO_TEST_CASE(of_2004)
{
    const auto commit = read_commit(commit_2004, ScormVersion::v2004).value();
    BOOST_TEST(commit.warnings.empty());
    BOOST_TEST(commit.sequence == 7u);
    BOOST_TEST((commit.roll_up ==
                RollUp{{Completion::incomplete, Success::failed}, {.raw = "1", .scaled = "0.25"}}));
    BOOST_TEST((commit.total_time == 12 * second));
    BOOST_TEST(boost::json::serialize(commit.global_objectives) ==
               R"({"g":{"satisfiedStatus":true}})");
    BOOST_TEST(boost::json::serialize(commit.shared_data) == R"({"b1":"x"})");
    Cmi expected{.version = ScormVersion::v2004,
                 .learner_id = "u1",
                 .learner_name = "Doe",
                 .entry = Entry::resume,
                 .exit = Exit::time_out,
                 .mode = Mode::review,
                 .status = {Completion::completed, Success::passed},
                 .score = {"85", "0", "100", "0.85"},
                 .progress = "0.50",
                 .session_time = Hundredths(33025),
                 .total_time = 3600 * second,
                 .location = "p3",
                 .suspend_data = "sd",
                 .launch_data = "x",
                 .passing_score = "0.7",
                 .completion_threshold = "0.8",
                 .max_time_allowed = 600 * second,
                 .time_limit_action = "continue,no message",
                 .preferences = {"1.5", "en", "1", "0"}};
    expected.comments_from_learner[0] = {"{lang=en}hello", "p1", "2026-11-27T10:11:12"};
    expected.comments_from_lms[1] = {"hi"};
    expected.objectives[0] = {
        "o1", {Completion::not_attempted, Success::passed}, {.scaled = "0.9"}, "1", "Obj"};
    expected.interactions[0] = {.id = "q1",
                                .type = InteractionType::long_fill_in,
                                .response = "a[,]b",
                                .correct = {"p0", "p1"},
                                .outcome = Outcome::unanticipated,
                                .weighting = "-1",
                                .latency = Hundredths(1250),
                                .time = "2026-11-27T10:11:12.5Z",
                                .objectives = {"o1"},
                                .description = "Which"};
    expected.stores = {{"b1", "x"}};
    BOOST_TEST((commit.cmi == expected));
}

BOOST_AUTO_TEST_CASE(lists)
{
    const auto commit =
        read_commit(R"({"commitSequence": 1, "cmi": {"objectives": [{"id": "a"}, {"id": "b"}]}})",
                    ScormVersion::v2004);
    BOOST_TEST(commit->cmi.objectives.at(1).id == "b");
}

BOOST_AUTO_TEST_CASE(what_is_no_object_outlives_nothing)
{
    const auto commit = read_commit(
        R"({"commitSequence": 1, "cmi": {}, "globalObjectives": [], "sharedData": null})",
        ScormVersion::v2004);
    BOOST_REQUIRE(commit->warnings.size() == 1u);
    BOOST_TEST(commit->warnings[0].where == "/globalObjectives");
    BOOST_TEST(commit->global_objectives.empty());
    BOOST_TEST(commit->shared_data.empty());
}

BOOST_AUTO_TEST_SUITE_END()
