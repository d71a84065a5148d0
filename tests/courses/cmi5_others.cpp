// What others say about a session, and what they take back.
#include "base/limits.hpp"
#include "courses/cmi5_story.hpp"
#include "statements/vocabulary.hpp"
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;

// The response of what voids it; empty: nothing does.
std::string void_of(Cmi5Room& room, const base::Uuid& id)
{
    std::string out;
    for (const auto& each : room.log()) {
        if (each.at("verb").at("id").as_string() != statements::voided_verb) continue;
        if (each.at("object").at("id").as_string() != base::to_string(id)) continue;
        BOOST_TEST(each.at("authority").at("account").at("name").as_string() == "lms");
        BOOST_TEST((id_of(each.as_object()) == courses::cmi5_void_id(id)));
        out.append(out.empty() ? "" : " | ").append(each.at("result").at("response").as_string());
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_others)

BOOST_AUTO_TEST_CASE(what_breaks_the_rules_is_voided)
{
    const struct {
        const char* verb;
        const char* path;
        const char* value;
        const char* rules;
    } rows[] = {
        {"initialized", "id", "-", "cmi5.verb.once"},
        {"completed", "result duration", "-", "cmi5.result.duration"},
        {"completed", "actor account name", "\"18\"", "cmi5.actor.learner"},
        {"experienced", "context registration", "\"00000000-0000-4000-8000-000000000001\"",
         "cmi5.context.registration"},
        {"experienced", "context registration", "-", "cmi5.context.registration"},
        {"experienced", "timestamp", "\"2026-03-01T09:00:00Z\"", "cmi5.order.initialized_first"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.verb << ' ' << row.path)
        {
            Cmi5Room room("C");
            const auto au = room.begin(0);
            const auto right = room.say(au, row.verb);
            const auto id = room.slip_in(changed(right, row.path, row.value));
            BOOST_TEST(room.is_voided(id));
            BOOST_TEST(void_of(room, id) == row.rules);
            BOOST_TEST(room.verbs() == "launched initialized voided");
            // It does not count, and nobody voids it again.
            BOOST_TEST(room.send(au, "completed") == "");
            room.restart();
            BOOST_TEST(room.send(au, "passed") == "");
            BOOST_TEST(room.verbs(3) == "completed satisfied(course) passed");
        }
    }
}

// The mode is that of the launch, also when that was long ago.
BOOST_AUTO_TEST_CASE(what_is_judged_in_a_session_without_judgement)
{
    for (const auto mode :
         {content::LaunchMode::normal, content::LaunchMode::browse, content::LaunchMode::review}) {
        Cmi5Room room("C");
        const auto au = room.launch(0, mode);
        BOOST_TEST(room.send(au, "initialized") == "");
        room.restart();
        const auto id = room.slip_in(room.say(au, "completed"));
        BOOST_TEST(void_of(room, id) ==
                   (mode == content::LaunchMode::normal ? "" : "cmi5.mode.judging"));
    }
}

BOOST_AUTO_TEST_CASE(what_keeps_them_stays_and_counts)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    BOOST_TEST(!room.is_voided(room.slip_in(room.say(au, "experienced"))));
    BOOST_TEST(!room.is_voided(room.slip_in(room.say(au, "completed"))));
    BOOST_TEST(room.verbs() == "launched initialized experienced completed satisfied(course)");
    const auto log = room.log();
    BOOST_TEST(log[4].at("timestamp") == log[3].at("timestamp"));
    BOOST_TEST((content::cmi5_session_of(log[4].as_object()) == au.launch.id));
    BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.verb.once");
    room.restart();
    BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.verb.once");
    BOOST_TEST(room.send(au, "terminated") == "");
}

BOOST_AUTO_TEST_CASE(what_comes_into_a_session_that_has_ended)
{
    for (const bool restarted : {false, true}) {
        Cmi5Room room("C");
        const auto first = room.begin(0);
        const auto second = room.begin(0);
        auto late = room.slip_in(room.say(first, "experienced"));
        BOOST_TEST(void_of(room, late) == "cmi5.session.abandoned");
        BOOST_TEST(room.send(second, room.say(second, "terminated", 1'000)) == "");
        late = room.slip_in(room.say(second, "experienced", 900));
        BOOST_TEST(!room.is_voided(late));
        late = room.slip_in(room.say(second, "experienced", 1'001));
        BOOST_TEST(void_of(room, late) == "cmi5.order.terminated_last");
        room.clock.advance(limits::cmi5_grace);
        if (restarted) room.restart();
        late = room.slip_in(room.say(second, "experienced", 900));
        BOOST_TEST(void_of(room, late) == "cmi5.session.terminated");
    }
}

// What nobody has looked at is seen to by whoever comes next, also after a restart.
BOOST_AUTO_TEST_CASE(what_nobody_has_looked_at)
{
    for (const bool restarted : {false, true}) {
        Cmi5Room room("CP");
        const auto au = room.begin(0);
        const auto wrong =
            id_of(room.put_by_other(room.say(au, "initialized")).front().as_object());
        room.put_by_other(room.say(au, "completed"));
        if (restarted) room.restart();
        BOOST_TEST(room.progress().aus[0].completed.has_value()); // Who only reads changes nothing.
        BOOST_TEST(room.verbs() == "launched initialized initialized completed");
        BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.verb.once");
        BOOST_TEST(room.is_voided(wrong));
        BOOST_TEST(room.verbs() == "launched initialized completed voided");
    }
}

BOOST_AUTO_TEST_CASE(a_store_that_fails_while_it_voids)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto wrong = id_of(room.put_by_other(room.say(au, "initialized")).front().as_object());
    room.storage.statements().failure = {base::ErrorKind::busy, 0, false};
    BOOST_TEST(room.send(au, "experienced") == "busy");
    BOOST_TEST(!room.is_voided(wrong));
    room.storage.statements().failure = {};
    BOOST_TEST(room.send(au, "experienced") == "");
    BOOST_TEST(room.is_voided(wrong));
}

BOOST_AUTO_TEST_CASE(what_is_not_of_a_session)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto stays = [&](const json::object& statement) {
        return !room.is_voided(room.slip_in(statement));
    };
    const auto completed = room.say(au, "completed");
    BOOST_TEST(stays(changed(room.say(au, "completed"), "context extensions", "-")));
    BOOST_TEST(stays(changed(room.say(au, "completed"), "context extensions @session",
                             "\"00000000-0000-4000-8000-000000000009\"")));
    BOOST_TEST(stays(changed(room.say(au, "completed"), "context", "-")));
    // Whoever says that he is the system is not.
    auto satisfied = content::satisfied_statement(
        {room.package.cmi5()->course, room.package.cmi5()->ids, room.registration.actor,
         room.registration.id},
        content::Cmi5Unit{content::Cmi5Unit::Kind::course}, uuid(0x77), at(500));
    satisfied["id"] = base::to_string(uuid(0x78));
    BOOST_TEST(stays(satisfied));
    const auto from = room.log().size();
    BOOST_TEST(room.send(au, completed) == "");
    BOOST_TEST(room.verbs(from) == "completed satisfied(course)");
}

// A statement that voids cannot be voided itself.
BOOST_AUTO_TEST_CASE(one_that_voids_with_the_id_of_a_session)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto said = room.say(au, "experienced");
    BOOST_TEST(room.send(au, said) == "");
    auto voiding = room.say(au, "experienced");
    voiding["verb"] = json::object{{"id", statements::voided_verb}};
    voiding["object"] = json::object{{"objectType", "StatementRef"}, {"id", said.at("id")}};
    const auto id = room.slip_in(voiding);
    BOOST_TEST(!room.is_voided(id));
    BOOST_TEST(room.is_voided(id_of(said)));
}

// What an AU has said and somebody has voided was never said.
BOOST_AUTO_TEST_CASE(what_is_taken_back)
{
    for (const bool restarted : {false, true}) {
        Cmi5Room room("CP");
        const auto au = room.begin(0);
        const auto completed = room.say(au, "completed");
        BOOST_TEST(room.send(au, completed) == "");
        BOOST_TEST(room.progress().aus[0].completed.has_value());
        room.void_by_other(id_of(completed));
        if (restarted) room.restart();
        BOOST_TEST(!room.progress().aus[0].completed.has_value());
        BOOST_TEST(room.send(au, "completed") == "");
        BOOST_TEST(room.progress().aus[0].completed.has_value());
        BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.verb.once");
    }
}

// Only of what it voids by the rules of cmi5 does the system know that it never counted.
BOOST_AUTO_TEST_CASE(what_the_system_takes_back)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto completed = room.say(au, "completed");
    BOOST_TEST(room.send(au, completed) == "");
    BOOST_TEST(room.progress().aus[0].completed.has_value());
    room.void_by(cmi5_authorities().system, id_of(completed));
    BOOST_TEST(!room.progress().aus[0].completed.has_value());
}

// Somebody has voided what the system said: it is not said again, and stops nobody.
BOOST_AUTO_TEST_CASE(a_satisfied_that_was_voided)
{
    for (const bool restarted : {false, true}) {
        Cmi5Room room("O");
        const auto au = room.begin(0);
        BOOST_TEST(room.send(au, "completed") == "");
        BOOST_TEST(room.progress().course.has_value());
        room.void_by_other(id_of(room.log().at(3).as_object()));
        if (restarted) room.restart();
        BOOST_TEST(!room.progress().course.has_value());
        BOOST_TEST(room.send(au, "passed") == "");
        BOOST_TEST(room.send(au, "terminated") == "");
        BOOST_TEST(room.verbs() == "launched initialized completed voided passed terminated");
    }
    // Also when a statement would be the reason to say it.
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto completed = room.say(au, "completed");
    BOOST_TEST(room.send(au, completed) == "");
    const auto satisfied = id_of(room.log().at(3).as_object());
    room.void_by_other(satisfied);
    room.void_by_other(id_of(completed));
    BOOST_TEST(room.send(au, "completed") == "");
    BOOST_TEST(room.verbs() == "launched initialized voided voided completed");
}

BOOST_AUTO_TEST_SUITE_END()
