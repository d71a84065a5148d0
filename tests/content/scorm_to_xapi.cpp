#include "content/scorm_to_xapi.hpp"

#include "base/limits.hpp"
#include "tests/content/scorm_player.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace content;
using namespace support;

constexpr auto v1_2 = ScormVersion::v1_2;
constexpr auto v2004 = ScormVersion::v2004;

std::string briefs_of(const std::vector<json::object>& statements)
{
    std::string out;
    for (const auto& statement : statements)
        out += (out.empty() ? "" : ", ") + brief(statement);
    return out;
}

std::vector<json::object> told(const Commit* former, const Commit& now,
                               Stage stage = Stage::under_way)
{
    return statements_of(some_attempt(), {former}, now, at("09:10:00"), stage);
}

Commit with_status(ScormVersion version, Completion completion, Success success)
{
    Commit out;
    out.cmi.version = version;
    out.cmi.status = {completion, success};
    return out;
}

using enum Completion;
constexpr auto no_success = Success::unknown;
constexpr auto passed = Success::passed;
constexpr auto failed = Success::failed;

struct StatusRow {
    const char* name;
    ScormVersion version;
    Status was;
    Status is;
    const char* told;
};

std::ostream& operator<<(std::ostream& out, const StatusRow& row)
{
    return out << row.name;
}

const StatusRow status_rows[] = {
    {"1.2 nothing", v1_2, {}, {}, ""},
    {"1.2 incomplete", v1_2, {}, {incomplete, no_success}, ""},
    {"1.2 completed", v1_2, {}, {completed, no_success}, "completed C/S"},
    {"1.2 passed", v1_2, {}, {completed, passed}, "passed C/S"},
    {"1.2 failed", v1_2, {}, {completed, failed}, "failed C/S"},
    {"1.2 completed, then passed",
     v1_2,
     {completed, no_success},
     {completed, passed},
     "passed C/S"},
    {"1.2 failed, then passed", v1_2, {completed, failed}, {completed, passed}, "passed C/S"},
    {"1.2 passed, then completed",
     v1_2,
     {completed, passed},
     {completed, no_success},
     "completed C/S"},
    {"1.2 passed, then incomplete", v1_2, {completed, passed}, {incomplete, no_success}, ""},
    {"1.2 passed twice", v1_2, {completed, passed}, {completed, passed}, ""},
    {"2004 nothing", v2004, {}, {}, ""},
    {"2004 incomplete", v2004, {}, {incomplete, no_success}, ""},
    {"2004 completed", v2004, {}, {completed, no_success}, "completed C/S"},
    {"2004 passed", v2004, {}, {Completion::unknown, passed}, "passed C/S"},
    {"2004 both", v2004, {}, {completed, failed}, "completed C/S, failed C/S"},
    {"2004 completed, then passed",
     v2004,
     {completed, no_success},
     {completed, passed},
     "passed C/S"},
    {"2004 passed, then completed",
     v2004,
     {incomplete, passed},
     {completed, passed},
     "completed C/S"},
    {"2004 passed, then failed", v2004, {completed, passed}, {completed, failed}, "failed C/S"},
    {"2004 passed, then unknown", v2004, {completed, passed}, {completed, no_success}, ""},
};

struct EndRow {
    const char* name;
    Exit exit;
    Status status;
    const char* verb;
    const char* result;
};

std::ostream& operator<<(std::ostream& out, const EndRow& row)
{
    return out << row.name;
}

const EndRow end_rows[] = {
    {"nothing known", Exit::none, {}, "terminated C/S", "null"},
    {"not attempted", Exit::normal, {not_attempted, no_success}, "terminated C/S", "null"},
    {"completed",
     Exit::normal,
     {completed, no_success},
     "terminated C/S",
     R"({"completion":true})"},
    {"incomplete",
     Exit::logout,
     {incomplete, failed},
     "terminated C/S",
     R"({"success":false,"completion":false})"},
    {"time is over",
     Exit::time_out,
     {completed, passed},
     "terminated C/S",
     R"({"success":true,"completion":true})"},
    {"suspended",
     Exit::suspend,
     {incomplete, no_success},
     "suspended C/S",
     R"({"completion":false})"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_to_xapi)

BOOST_DATA_TEST_CASE(status, data::make(status_rows), row)
{
    auto was = with_status(row.version, row.was.completion, row.was.success);
    auto is = with_status(row.version, row.is.completion, row.is.success);
    BOOST_TEST(briefs_of(told(&was, is)) == row.told);
    was.cmi.status = {};
    was.cmi.objectives[3] = {"o", row.was};
    is.cmi.status = {};
    is.cmi.objectives[3] = {"o", row.is};
    std::string expected = row.told;
    for (auto at = expected.find("/S"); at != expected.npos; at = expected.find("/S", at + 2))
        expected.insert(at + 2, "/objectives/o");
    BOOST_TEST(briefs_of(told(&was, is)) == expected);
}

BOOST_DATA_TEST_CASE(ends, data::make(end_rows), row)
{
    Commit now;
    now.cmi.version = v2004;
    now.cmi.exit = row.exit;
    now.cmi.status = row.status;
    BOOST_TEST(told(&now, now).empty());
    const auto statements = told(&now, now, Stage::final);
    BOOST_TEST(briefs_of(statements) == row.verb);
    BOOST_TEST(json::serialize(at_pointer(statements[0], "/result")) == row.result);
}

BOOST_AUTO_TEST_CASE(the_begin)
{
    const auto where = some_attempt();
    for (const auto entry : {Entry::none, Entry::ab_initio})
        BOOST_TEST(brief(begin_statement(where, entry)) == "initialized C/S");
    const auto resumed = begin_statement(where, Entry::resume);
    BOOST_TEST(brief(resumed) == "resumed C/S");
    BOOST_TEST(at_pointer(resumed, "/timestamp") == "2026-03-01T09:00:00.000000Z");
    BOOST_TEST(!at_pointer(resumed, "/context/contextActivities/grouping").is_null());
    BOOST_TEST(at_pointer(resumed, "/context/contextActivities/parent").is_null());
}

BOOST_AUTO_TEST_CASE(interactions_that_say_nothing)
{
    Commit now;
    now.cmi.interactions[0] = {.id = "q"};
    now.cmi.interactions[1] = {.id = "", .response = "a"};
    now.cmi.interactions[2] = {.id = "q", .weighting = "1"};
    now.cmi.objectives[0] = {"", {completed, passed}};
    BOOST_TEST(told(nullptr, now).empty());
    now.cmi.interactions[0].response = "a";
    now.cmi.interactions[1] = {.id = "r", .outcome = Outcome::neutral};
    now.cmi.interactions[2].measure = "2.50";
    const auto statements = told(nullptr, now);
    BOOST_TEST(briefs_of(statements) == "responded C/S/interactions/q, "
                                        "responded C/S/interactions/r, "
                                        "responded C/S/interactions/q");
    BOOST_TEST(at_pointer(statements[1], "/result").is_null());
    BOOST_TEST(at_pointer(statements[2], "/result/score/raw") == 2.5);
    BOOST_TEST(at_pointer(statements[0], "/object/definition/interactionType").is_null());
}

// Without a type there may be no pattern (1.0.3 Data 2.4.4.1).
BOOST_AUTO_TEST_CASE(patterns_of_no_type)
{
    Commit now;
    now.cmi.interactions[0] = {.id = "q", .response = "a", .correct = {"a"}};
    const auto untyped = told(nullptr, now);
    BOOST_TEST(at_pointer(untyped[0], "/object/definition/correctResponsesPattern").is_null());
    now.cmi.interactions[0].type = InteractionType::likert;
    const auto typed = told(nullptr, now);
    BOOST_TEST(at_pointer(typed[0], "/object/definition/correctResponsesPattern/0") == "a");
}

BOOST_AUTO_TEST_CASE(objectives_are_known_by_their_names)
{
    Commit was;
    was.cmi.objectives[0] = {"a", {completed, passed}};
    was.cmi.objectives[1] = {"b", {completed, failed}};
    Commit now;
    now.cmi.objectives[0] = {"b", {completed, failed}};
    now.cmi.objectives[1] = {"a", {completed, passed}};
    BOOST_TEST(told(&was, now).empty());
    now.cmi.objectives[0].status = {completed, passed};
    BOOST_TEST(briefs_of(told(&was, now)) == "passed C/S/objectives/b");
}

BOOST_AUTO_TEST_CASE(comments)
{
    Commit was;
    was.cmi.comments_from_learner[0] = {"Good."};
    auto now = was;
    BOOST_TEST(told(&was, now).empty());
    now.cmi.comments_from_learner[0].text = "Good. Better.";
    BOOST_TEST(at_pointer(told(&was, now).at(0), "/result/response") == "Better.");
    now.cmi.comments_from_learner[0].text = "Bad.";
    BOOST_TEST(at_pointer(told(&was, now).at(0), "/result/response") == "Bad.");
    now.cmi.comments_from_learner[0].text = "{lang=de}Gut";
    BOOST_TEST(at_pointer(told(&was, now).at(0), "/result/response") == "{lang=de}Gut");
    now.cmi.comments_from_learner[0].text = "Good.  ";
    BOOST_TEST(told(&was, now).empty());
    was.cmi.version = now.cmi.version = v2004;
    now.cmi.comments_from_learner[0] = {"Good. Better."};
    now.cmi.comments_from_learner[1] = {"{lang=de}"};
    const auto statements = told(&was, now);
    BOOST_REQUIRE(statements.size() == 1u);
    BOOST_TEST(at_pointer(statements[0], "/result/response") == "Good. Better.");
}

BOOST_AUTO_TEST_CASE(what_counts_for_nothing)
{
    auto now = with_status(v2004, completed, passed);
    now.cmi.score.scaled = "0.5";
    now.cmi.progress = "1";
    now.cmi.session_time = Hundredths(100);
    now.cmi.objectives[0] = {"o", {completed, passed}};
    now.cmi.interactions[0] = {.id = "q", .response = "a"};
    const auto credited = told(nullptr, now, Stage::final);
    BOOST_TEST(credited.size() == 8u);
    const auto check = [&] {
        const auto statements = told(nullptr, now, Stage::final);
        BOOST_TEST(briefs_of(statements) == "responded C/S/interactions/q, terminated C/S");
        BOOST_TEST(json::serialize(at_pointer(statements[1], "/result")) ==
                   R"({"duration":"PT1S"})");
    };
    now.cmi.credit = Credit::no_credit;
    check();
    now.cmi.credit = Credit::credit;
    for (const auto mode : {Mode::browse, Mode::review}) {
        now.cmi.mode = mode;
        check();
    }
}

BOOST_AUTO_TEST_CASE(the_course)
{
    auto where = some_attempt();
    Commit was;
    was.cmi.version = v2004;
    auto now = was;
    const auto course = [&] {
        return statements_of(where, {&was, was.roll_up}, now, at("09:10:00"), Stage::under_way);
    };
    now.roll_up = {{completed, passed}, {.scaled = "0.8"}};
    BOOST_TEST(course().empty()); // Without a tree it is the SCO's own.
    where.sequenced = true;
    BOOST_TEST(briefs_of(course()) == "completed C");
    BOOST_TEST(json::serialize(at_pointer(course()[0], "/result")) ==
               R"({"success":true,"completion":true,"score":{"scaled":8E-1}})");
    was.roll_up = now.roll_up;
    BOOST_TEST(course().empty());
    now.roll_up.score.scaled = "0.9"; // Once more, with another score.
    BOOST_TEST(briefs_of(course()) == "completed C");
    now.roll_up.status = {incomplete, passed};
    BOOST_TEST(course().empty());
    now.roll_up.status = {incomplete, failed};
    BOOST_TEST(briefs_of(course()) == "failed C");
    now.roll_up.status = {incomplete, no_success};
    BOOST_TEST(course().empty());
}

BOOST_AUTO_TEST_SUITE_END()
