// The rules for one statement: next to each that is refused stands what would be right. Every row
// begins with a statement as content would send it, in a session of an AU with masteryScore 0.5.
#include "content/cmi5_rules.hpp"

#include "content/cmi5_gate.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using content::LaunchMode;

struct Room {
    Play play;
    Cmi5Session session;

    explicit Room(LaunchMode mode = LaunchMode::normal) : play(course()), session(start(mode)) {}

    static Cmi5Course course()
    {
        auto out = short_course("A");
        out.aus[0].mastery_score = 0.5;
        return out;
    }

    Cmi5Session start(LaunchMode mode)
    {
        auto out = play.launch(0, mode);
        play.tell(play.say(out, "initialized"), content::Cmi5Teller::au);
        return out;
    }

    base::Result<std::vector<content::Cmi5Verdict>> gate(const json::object& statement) const
    {
        const json::array one{statement};
        return content::gate(play.course, play.ids, play.state, session, one);
    }

    // The rules that refuse it; empty: it is let in.
    std::string refused(const json::object& statement) const
    {
        const auto out = gate(statement);
        return out ? "" : rules_of(out.error().complaints);
    }
};

struct Row {
    const char* verb;
    const char* path; // See changed(); empty: nothing is.
    const char* value;
    const char* rules;
};

void check(std::span<const Row> rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.verb << ": " << row.path << " = " << row.value)
        {
            Room room;
            auto statement = room.play.say(room.session, row.verb);
            if (*row.path) statement = changed(statement, row.path, row.value);
            BOOST_TEST(room.refused(statement) == row.rules);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_rules)

BOOST_AUTO_TEST_CASE(of_every_statement)
{
    constexpr Row rows[] = {
        {"experienced", "", "", ""},
        {"passed", "", "", ""},
        {"experienced", "id", "-", "cmi5.statement.id"},
        {"experienced", "timestamp", "\"2026-03-01T10:00:00+00:00\"", ""},
        {"experienced", "timestamp", "\"2026-03-01T10:00:00+0000\"", ""},
        {"experienced", "timestamp", "-", "cmi5.statement.timestamp"},
        {"experienced", "timestamp", "\"yesterday\"", "cmi5.statement.timestamp"},
        {"experienced", "timestamp", "\"2026-03-01T10:00:00-06:00\"",
         "cmi5.statement.timestamp_utc"},
        {"experienced", "timestamp", "\"2026-03-01T10:00:00\"", "cmi5.statement.timestamp_utc"},
        {"experienced", "verb id", "\"http://adlnet.gov/expapi/verbs/voided\"",
         "cmi5.statement.voiding"},
        {"experienced", "verb id", "\"http://adlnet.gov/expapi/verbs/void\"", ""},
        {"experienced", "actor objectType", "-", ""},
        {"experienced", "actor objectType", "\"Agent\"", ""},
        {"experienced", "actor objectType", "\"Group\"", "cmi5.actor.agent"},
        {"experienced", "actor account", "-", "cmi5.actor.account"},
        {"experienced", "actor", R"({"mbox": "mailto:a@b.example"})", "cmi5.actor.account"},
        {"experienced", "actor account name", "\"18\"", "cmi5.actor.learner"},
        {"experienced", "actor account homePage", "\"https://lrs.example/\"", "cmi5.actor.learner"},
        {"experienced", "actor name", "\"Ann\"", "cmi5.actor.learner"},
        {"experienced", "context", "-", "cmi5.context.missing"},
        {"experienced", "context registration", "-", "cmi5.context.registration"},
        {"experienced", "context registration", "\"ccaf384c-f8d4-4e7a-8304-49af58f0b176\"",
         "cmi5.context.registration"},
        {"experienced", "context registration", "\"00000000-0000-4000-8000-00000000A000\"", ""},
        {"experienced", "context platform", "\"web\"", ""},
        {"experienced", "context extensions x:mine", "1", ""},
        {"experienced", "context extensions @session", "-", "cmi5.context.session"},
        {"experienced", "context extensions @session", "\"00000000-0000-4000-8000-000000005002\"",
         "cmi5.context.session"},
        {"experienced", "context extensions", "-", "cmi5.context.template"},
        {"experienced", "context contextActivities grouping", "-", "cmi5.context.activities"},
        {"experienced", "context contextActivities grouping", "[]", "cmi5.context.activities"},
        {"experienced", "context contextActivities grouping 0 id", "\"x:a\"",
         "cmi5.context.activities"},
        {"experienced", "context contextActivities grouping",
         R"([{"id": "x:a"}, {"id": "https://pub.example/au/0"}])", ""},
        {"experienced", "context contextActivities grouping",
         R"({"id": "https://pub.example/au/0"})", ""},
        {"experienced", "context contextActivities category",
         R"([{"id": "https://w3id.org/xapi/cmi5/context/categories/moveon"}])",
         "cmi5.moveon.superfluous"},
        {"experienced", "context contextActivities category",
         R"({"id": "https://w3id.org/xapi/cmi5/context/categories/moveon"})",
         "cmi5.moveon.superfluous"},
        {"experienced", "context contextActivities category", R"([{"id": "x:a"}])", ""},
        {"experienced", "object id", "\"x:anything\"", ""},
        {"experienced", "result", R"({"success": true, "completion": true})", ""},
    };
    check(rows);
}

BOOST_AUTO_TEST_CASE(of_what_is_no_statement)
{
    constexpr Row rows[] = {
        {"experienced", "actor", "-", "cmi5.statement.actor"},
        {"experienced", "verb", "-", "cmi5.statement.verb"},
        {"experienced", "verb id", "-", "cmi5.statement.verb_id"},
        {"experienced", "object", "-", "cmi5.statement.object"},
        {"experienced", "object", "1", "cmi5.statement.object"},
    };
    check(rows);
    Room room;
    for (const auto& row : rows) {
        const auto out =
            room.gate(changed(room.play.say(room.session, row.verb), row.path, row.value));
        BOOST_REQUIRE(!out);
        BOOST_TEST((out.error().kind == base::ErrorKind::invalid));
    }
    const json::array no_object{1};
    const auto out =
        content::gate(room.play.course, room.play.ids, room.play.state, room.session, no_object);
    BOOST_TEST(rules_of(out.error().complaints) ==
               "cmi5.statement.actor, cmi5.statement.verb, cmi5.statement.object");
}

BOOST_AUTO_TEST_CASE(of_defined_statements)
{
    constexpr Row rows[] = {
        {"completed", "object id", "\"x:anything\"", "cmi5.object.au"},
        {"completed", "object id", "\"https://pub.example/au/0\"", "cmi5.object.au"},
        {"completed", "object objectType", "\"Activity\"", ""},
        {"completed", "object objectType", "\"StatementRef\"", "cmi5.object.au"},
        {"completed", "verb id", "\"http://adlnet.gov/expapi/verbs/experienced\"",
         "cmi5.verb.unknown"},
        {"completed", "verb id", "\"https://w3id.org/xapi/adl/verbs/satisfied\"",
         "cmi5.verb.unknown"},
        {"completed", "verb id", "\"http://adlnet.gov/expapi/verbs/Completed\"",
         "cmi5.verb.unknown"},
        {"completed", "", "", ""},
        {"failed", "", "", ""},
        {"terminated", "", "", ""},
        {"completed", "result completion", "false", "cmi5.result.completion"},
        {"completed", "result completion", "-", "cmi5.moveon.superfluous, cmi5.result.completion"},
        {"passed", "result completion", "true", "cmi5.result.completion"},
        {"terminated", "result completion", "true", "cmi5.moveon.missing, cmi5.result.completion"},
        {"passed", "result success", "false", "cmi5.result.success"},
        {"passed", "result success", "-", "cmi5.moveon.superfluous, cmi5.result.success"},
        {"failed", "result success", "true", "cmi5.result.success"},
        {"completed", "result success", "true", "cmi5.result.success"},
        {"passed", "result duration", "-", "cmi5.result.duration"},
        {"failed", "result duration", "-", "cmi5.result.duration"},
        {"completed", "result duration", "-", "cmi5.result.duration"},
        {"terminated", "result duration", "-", "cmi5.result.duration"},
        {"terminated", "result", "-", "cmi5.result.duration"},
        {"completed", "result score", R"({"scaled": 0.5})", "cmi5.result.score"},
        {"terminated", "result score", R"({"scaled": 0.5})", "cmi5.result.score"},
        {"passed", "result score", "-", ""},
        {"passed", "result score", R"({"raw": 5, "min": 0, "max": 9})", ""},
        {"passed", "result score", R"({"raw": 5, "max": 9})", "cmi5.score.raw"},
        {"passed", "result score", R"({"raw": 5, "min": 0})", "cmi5.score.raw"},
        {"passed", "result score", R"({"min": 0})", ""},
        {"passed", "result score scaled", "1", ""},
        {"passed", "result score scaled", "1.0001", "cmi5.score.scaled"},
        {"failed", "result score scaled", "0", ""},
        {"failed", "result score scaled", "-0.0001", "cmi5.score.scaled"},
        {"passed", "result score scaled", "0.5", ""},
        {"passed", "result score scaled", "0.4999", "cmi5.mastery.score"},
        {"failed", "result score scaled", "0.4999", ""},
        {"failed", "result score scaled", "0.5", "cmi5.mastery.score"},
        {"passed", "context extensions @mastery", "-", "cmi5.mastery.extension"},
        {"failed", "context extensions @mastery", "-", "cmi5.mastery.extension"},
        {"passed", "context extensions @mastery", "0.50", ""},
        {"passed", "context extensions @mastery", "0.51", "cmi5.mastery.extension"},
        {"passed", "context extensions @mastery", "\"0.5\"", "cmi5.mastery.extension"},
        {"completed", "context contextActivities category 1", "-", "cmi5.moveon.missing"},
        {"passed", "context contextActivities category 1", "-", "cmi5.moveon.missing"},
        {"failed", "context contextActivities category 1", "-", "cmi5.moveon.missing"},
        {"terminated", "context contextActivities category 1", "-", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.verb << ": " << row.path << " = " << row.value)
        {
            Room room;
            auto statement = room.play.say(room.session, row.verb);
            // There is nothing to take away from terminated; but it may not say moveon.
            const bool absent = std::string_view(row.verb) == "terminated" &&
                                std::string_view(row.path).ends_with("category 1");
            if (*row.path && !absent) statement = changed(statement, row.path, row.value);
            BOOST_TEST(room.refused(statement) == row.rules);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_moveon_category_of_terminated)
{
    Room room;
    auto statement = room.play.say(room.session, "terminated");
    BOOST_TEST(room.refused(statement) == "");
    auto& activities = statement["context"].as_object()["contextActivities"].as_object();
    activities["category"].as_array().push_back(
        json::object{{"id", content::cmi5::moveon_category}});
    BOOST_TEST(room.refused(statement) == "cmi5.moveon.superfluous");
}

BOOST_AUTO_TEST_CASE(a_score_without_a_mastery_score)
{
    Room room;
    room.session.mastery_score.reset();
    auto statement = room.play.say(room.session, "failed");
    statement = changed(statement, "result score", R"({"scaled": 0.9})");
    BOOST_TEST(room.refused(statement) == "");
    // Not of this launch, but nothing says what it would have to be.
    BOOST_TEST(room.refused(changed(statement, "context extensions @mastery", "0.3")) == "");
}

BOOST_AUTO_TEST_CASE(an_extension_without_a_score)
{
    Room room;
    auto statement = changed(room.play.say(room.session, "passed"), "result score", "-");
    BOOST_TEST(room.refused(changed(statement, "context extensions @mastery", "-")) == "");
    BOOST_TEST(room.refused(changed(statement, "context extensions @mastery", "0.3")) ==
               "cmi5.mastery.extension");
}

BOOST_AUTO_TEST_CASE(modes_of_launch)
{
    for (const auto mode : {LaunchMode::normal, LaunchMode::browse, LaunchMode::review}) {
        for (const char* verb : {"experienced", "completed", "passed", "failed", "terminated"}) {
            BOOST_TEST_CONTEXT(name_of(mode) << " " << verb)
            {
                Room room(mode);
                const std::string_view word(verb);
                const bool judges = word != "experienced" && word != "terminated";
                BOOST_TEST(room.refused(room.play.say(room.session, verb)) ==
                           (judges && mode != LaunchMode::normal ? "cmi5.mode.judging" : ""));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(more_of_a_template)
{
    Room room;
    room.session.context_template["platform"] = "LRS";
    room.session.context_template["extensions"].as_object()["x:deep"] =
        parsed(R"({"a": {"b": 1}})");
    room.session.context_template["contextActivities"].as_object()["other"] =
        parsed(R"({"id": "x:one"})");
    const auto statement = room.play.say(room.session, "experienced");
    BOOST_TEST(room.refused(statement) == "");
    BOOST_TEST(room.refused(changed(statement, "context extensions x:deep c", "2")) == "");
    for (const char* path : {"context platform", "context extensions x:deep",
                             "context extensions x:deep a", "context extensions x:deep a b"}) {
        BOOST_TEST(room.refused(changed(statement, path, "-")) == "cmi5.context.template");
        BOOST_TEST(room.refused(changed(statement, path, "2")) == "cmi5.context.template");
    }
    BOOST_TEST(room.refused(changed(statement, "context contextActivities other", "-")) ==
               "cmi5.context.activities");
}

BOOST_AUTO_TEST_CASE(a_complaint)
{
    Room room;
    const auto statement = room.play.say(room.session, "passed");
    const auto out = room.gate(changed(statement, "context extensions @mastery", "0.8"));
    BOOST_REQUIRE(!out);
    const auto error = out.error();
    BOOST_TEST((error.kind == base::ErrorKind::forbidden));
    BOOST_TEST_REQUIRE(error.complaints.size() == 1u);
    const auto& complaint = error.complaints.front();
    BOOST_TEST(complaint.where ==
               "/context/extensions/https:~1~1w3id.org~1xapi~1cmi5~1context~1extensions"
               "~1masteryscore");
    BOOST_TEST(complaint.found == "8E-1");
    BOOST_TEST(complaint.expected == "be 0.5, as in LMS.LaunchData");
    BOOST_TEST((complaint.statement == 0u));
    BOOST_TEST(complaint.id == base::to_string(uuid(3)));
    BOOST_TEST(error.where == complaint.where);
}

BOOST_AUTO_TEST_CASE(who_was_launched)
{
    const Room room;
    BOOST_TEST(content::is_launch_actor(room.session, learner()));
    auto agent = learner();
    agent.erase("objectType");
    BOOST_TEST(content::is_launch_actor(room.session, agent));
    agent["objectType"] = "Group";
    BOOST_TEST(!content::is_launch_actor(room.session, agent));
    BOOST_TEST(!content::is_launch_actor(room.session, 1));
}

BOOST_AUTO_TEST_SUITE_END()
