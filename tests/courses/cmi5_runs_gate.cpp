// What an AU must not send, over a storage: nothing of it is there, and what is right still is let
// in. Every single rule has its rows in tests/content/.
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_runs_gate)

// Of each group of rules one that refuses, and the nearest that is let in.
BOOST_AUTO_TEST_CASE(the_gate)
{
    const struct {
        const char* name;
        const char* verb;
        const char* path;
        const char* value;
        const char* refused;
    } rows[] = {
        {"no timestamp", "completed", "timestamp", "-", "forbidden cmi5.statement.timestamp"},
        {"not UTC", "completed", "timestamp", "\"2026-03-01T10:59:00+01:00\"",
         "forbidden cmi5.statement.timestamp_utc"},
        {"another learner", "completed", "actor account name", "\"18\"",
         "forbidden cmi5.actor.learner"},
        {"no account", "completed", "actor", R"({"mbox":"mailto:a@b.example"})",
         "forbidden cmi5.actor.account"},
        {"another registration", "completed", "context registration",
         "\"00000000-0000-4000-8000-000000000001\"", "forbidden cmi5.context.registration"},
        {"another session", "completed", "context extensions @session", "\"x\"",
         "forbidden cmi5.context.session"},
        {"not the template", "completed", "context contextActivities grouping", "[]",
         "forbidden cmi5.context.activities"},
        {"voiding", "experienced", "verb id", "\"http://adlnet.gov/expapi/verbs/voided\"",
         "invalid statement.object.voids"},
        {"another object", "completed", "object id", "\"https://pub.example/au/0\"",
         "forbidden cmi5.object.au"},
        {"a verb that is none", "completed", "verb id", "\"https://pub.example/verb\"",
         "forbidden cmi5.verb.unknown"},
        {"completion", "completed", "result completion", "false",
         "forbidden cmi5.result.completion"},
        {"success", "passed", "result success", "-",
         "forbidden cmi5.moveon.superfluous, cmi5.result.success"},
        {"no duration", "completed", "result duration", "-", "forbidden cmi5.result.duration"},
        {"raw without min", "passed", "result score", R"({"raw":1})", "forbidden cmi5.score.raw"},
        {"scaled below 0", "passed", "result score", R"({"scaled":-0.5})",
         "forbidden cmi5.score.scaled"},
        {"moveon missing", "completed", "context contextActivities category 1", "-",
         "forbidden cmi5.moveon.missing"},
        {"no verb", "completed", "verb", "-", "invalid statement.verb.missing"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Cmi5Room room("A");
            const auto au = room.begin(0);
            const auto right = room.say(au, row.verb);
            BOOST_TEST(room.send(au, changed(right, row.path, row.value)) == row.refused);
            BOOST_TEST(room.verbs() == "launched initialized");
            BOOST_TEST(room.send(au, right) == "");
        }
    }
}

// One without an id is refused although xAPI would give it one.
BOOST_AUTO_TEST_CASE(a_statement_without_an_id)
{
    Cmi5Room room("A");
    const auto au = room.begin(0);
    auto statement = room.say(au, "completed");
    const auto authority = cmi5_authorities().content;
    const auto send = [&](const json::array& statements) {
        auto prepared = statements::prepare(json_text(statements),
                                            {statements::Version::v1_0_3, authority,
                                             room.storage.statements().key(), base::random_uuid});
        const auto done = room.runs->store(room.package, room.registration, au.launch, statements,
                                           std::move(prepared.value()));
        return done ? "" : refusal_of(done.error());
    };
    BOOST_TEST(send({changed(statement, "id", "-")}) == "forbidden cmi5.statement.id");
    BOOST_TEST(send({statement}) == "");
}

BOOST_AUTO_TEST_CASE(the_mastery_score)
{
    auto course = short_course("P");
    course.aus[0].mastery_score = 0.8;
    Cmi5Room room(std::move(course));
    const auto au = room.begin(0);
    const auto passed = room.say(au, "passed");
    BOOST_TEST(room.send(au, changed(passed, "result score scaled", "0.7")) ==
               "forbidden cmi5.mastery.score");
    BOOST_TEST(room.send(au, changed(passed, "context extensions @mastery", "-")) ==
               "forbidden cmi5.mastery.extension");
    BOOST_TEST(room.send(au, changed(passed, "result score scaled", "0.8")) == "");
}

BOOST_AUTO_TEST_CASE(browsing_and_reviewing_judge_nothing)
{
    for (const auto mode : {content::LaunchMode::browse, content::LaunchMode::review}) {
        Cmi5Room room("C");
        const auto au = room.launch(0, mode);
        BOOST_TEST(room.send(au, "initialized") == "");
        BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.mode.judging");
        BOOST_TEST(room.send(au, "experienced") == "");
        BOOST_TEST(room.send(au, "terminated") == "");
        BOOST_TEST(room.verbs() == "launched initialized experienced terminated");
    }
}

BOOST_AUTO_TEST_CASE(order_is_that_of_timestamps)
{
    Cmi5Room room("C");
    const auto au = room.launch(0);
    BOOST_TEST(room.send(au, "experienced") == "forbidden cmi5.order.initialized_first");
    BOOST_TEST(room.send(au, room.say(au, "initialized", 100)) == "");
    BOOST_TEST(room.send(au, room.say(au, "experienced", 99)) ==
               "forbidden cmi5.order.initialized_first");
    BOOST_TEST(room.send(au, room.say(au, "experienced", 100)) == "");
    BOOST_TEST(room.send(au, room.say(au, "experienced", 120)) == "");
    BOOST_TEST(room.send(au, room.say(au, "terminated", 119)) ==
               "forbidden cmi5.order.terminated_last");
    BOOST_TEST(room.send(au, room.say(au, "terminated", 120)) == "");
    // What was late on its way.
    BOOST_TEST(room.send(au, room.say(au, "experienced", 120)) ==
               "forbidden cmi5.order.terminated_last");
    BOOST_TEST(room.send(au, room.say(au, "completed", 119)) == "");
    BOOST_TEST(room.verbs() == "launched initialized experienced experienced terminated completed "
                               "satisfied(course)");
}

BOOST_AUTO_TEST_SUITE_END()
