// What comes when: sessions and registrations as they go on.
#include "content/cmi5_gate.hpp"

#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using content::Cmi5Teller;
using content::Cmi5Unit;
using content::Cmi5Verb;

struct Course : Play {
    explicit Course(std::string_view text) : Play(short_course(text)) {}

    auto gate(const Cmi5Session& session, const json::array& statements) const
    {
        return content::gate(course, ids, state, session, statements);
    }

    // Sent, and when it is let in stored, with what becomes satisfied. Returns the rules that
    // refuse it; else what is new: "course", "b0 course".
    std::string send(const Cmi5Session& session, const json::object& statement)
    {
        const auto verdicts = gate(session, {statement});
        if (!verdicts) return rules_of(verdicts.error().complaints);
        std::string out;
        if (!verdicts->at(0).repeated) tell(statement, Cmi5Teller::au);
        for (const auto& unit : verdicts->at(0).satisfied) {
            tell(content::satisfied_statement(enrolment, unit, session.id, verdicts->at(0).at),
                 Cmi5Teller::system);
            out.append(out.empty() ? "" : " ");
            out +=
                unit.kind == Cmi5Unit::Kind::course ? "course" : "b" + std::to_string(unit.index);
        }
        return out;
    }

    std::string send(const Cmi5Session& session, std::string_view verb)
    {
        return send(session, say(session, verb));
    }

    Cmi5Session begin(std::size_t au)
    {
        auto session = launch(au);
        BOOST_TEST(send(session, "initialized") == "");
        return session;
    }
};

json::object at_time(json::object statement, int second)
{
    statement["timestamp"] = base::to_string(at(second));
    return statement;
}

std::string verbs_of(const Play& play)
{
    std::string out;
    for (const auto& told : play.log) {
        const auto verb = std::string(told.statement.at("verb").at("id").as_string());
        out.append(out.empty() ? "" : " ").append(verb.substr(verb.rfind('/') + 1));
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_gate)

BOOST_AUTO_TEST_CASE(a_whole_session)
{
    Course course("(A)");
    const auto session = course.begin(0);
    BOOST_TEST(course.send(session, "passed") == "");
    BOOST_TEST(course.send(session, "completed") == "b0 course");
    BOOST_TEST(course.send(session, "terminated") == "");
    BOOST_TEST(verbs_of(course) ==
               "launched initialized passed completed satisfied satisfied terminated");
    // Right behind its trigger, at the same time and in the same session.
    const auto& trigger = course.log[3].statement;
    for (const std::size_t at : {4u, 5u}) {
        const auto& satisfied = course.log[at].statement;
        BOOST_TEST(satisfied.at("timestamp").as_string() == trigger.at("timestamp").as_string());
        BOOST_TEST((content::cmi5_session_of(satisfied) == session.id));
    }
    BOOST_TEST(course.log[4].statement.at("object").at("id").as_string() == course.ids.block(0));
    BOOST_TEST(course.log[5].statement.at("object").at("id").as_string() == course.ids.course());
}

BOOST_AUTO_TEST_CASE(two_aus_that_both_complete_and_pass)
{
    Course course("AA");
    for (const std::size_t au : {0u, 1u}) {
        const auto session = course.begin(au);
        BOOST_TEST(course.send(session, "completed") == "");
        BOOST_TEST(course.send(session, "passed") == (au == 0 ? "" : "course"));
        BOOST_TEST(course.send(session, "terminated") == "");
    }
}

BOOST_AUTO_TEST_CASE(the_session_itself)
{
    Course course("P");
    auto session = course.launch(0);
    const auto first = course.say(session, "initialized");
    BOOST_TEST(course.gate(session, {first}).has_value());
    BOOST_TEST(content::check_session(course.state, session).has_value());
    const auto refused = [&](const Cmi5Session& other) {
        const auto out = course.gate(other, {first});
        const auto bare = content::check_session(course.state, other);
        BOOST_REQUIRE(!out);
        BOOST_REQUIRE(!bare);
        BOOST_TEST((out.error().kind == base::ErrorKind::forbidden));
        BOOST_TEST(rules_of(out.error().complaints) == rules_of(bare.error().complaints));
        return rules_of(out.error().complaints);
    };
    auto changed = session;
    changed.fetched = false;
    BOOST_TEST(refused(changed) == "cmi5.session.fetched");
    changed = session;
    changed.closed = true;
    BOOST_TEST(refused(changed) == "cmi5.session.terminated");
    changed = session;
    changed.abandoned = true;
    BOOST_TEST(refused(changed) == "cmi5.session.abandoned");
    changed = session;
    changed.id = uuid(0x6000);
    BOOST_TEST(refused(changed) == "cmi5.session.launched");
    // The statement that says so is enough.
    course.tell(content::abandoned_statement(course.enrolment, 0, session.id, at(9), {}),
                Cmi5Teller::system);
    BOOST_TEST(refused(session) == "cmi5.session.abandoned");
}

BOOST_AUTO_TEST_CASE(initialized_comes_first)
{
    Course course("P");
    const auto session = course.launch(0);
    BOOST_TEST(course.send(session, "experienced") == "cmi5.order.initialized_first");
    BOOST_TEST(course.send(session, "passed") == "cmi5.order.initialized_first");
    BOOST_TEST(course.send(session, "terminated") == "cmi5.order.initialized_first");
    // A word of another one that is called so is none of cmi5.
    auto other = course.say(session, "initialized");
    other = changed(other, "context contextActivities category", "[]");
    BOOST_TEST(course.send(session, other) == "cmi5.order.initialized_first");
    BOOST_TEST(course.send(session, at_time(course.say(session, "initialized"), 50)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "experienced"), 50)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "experienced"), 49)) ==
               "cmi5.order.initialized_first");
}

// The learner's clock may be behind the server's.
BOOST_AUTO_TEST_CASE(before_it_was_launched)
{
    Course course("P");
    const auto session = course.launch(0);
    BOOST_TEST(course.send(session, at_time(course.say(session, "initialized"), -500)) == "");
}

BOOST_AUTO_TEST_CASE(terminated_comes_last)
{
    Course course("P");
    const auto session = course.begin(0);
    BOOST_TEST(course.send(session, at_time(course.say(session, "experienced"), 50)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "terminated"), 49)) ==
               "cmi5.order.terminated_last");
    BOOST_TEST(course.send(session, at_time(course.say(session, "terminated"), 50)) == "");
    // What was said before and was under way, while the session is not closed.
    BOOST_TEST(course.send(session, at_time(course.say(session, "experienced"), 49)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "passed"), 49)) == "course");
    BOOST_TEST(course.send(session, at_time(course.say(session, "experienced"), 50)) ==
               "cmi5.order.terminated_last");
    BOOST_TEST(course.send(session, at_time(course.say(session, "terminated"), 51)) ==
               "cmi5.order.terminated_last, cmi5.verb.once");
    auto closed = session;
    closed.closed = true;
    BOOST_TEST(course.send(closed, at_time(course.say(session, "experienced"), 49)) ==
               "cmi5.session.terminated");
}

BOOST_AUTO_TEST_CASE(each_verb_once_in_a_session)
{
    for (const char* verb : {"initialized", "completed", "passed", "failed"}) {
        BOOST_TEST_CONTEXT(verb)
        {
            Course course("A");
            const auto session = course.begin(0);
            if (std::string_view(verb) != "initialized")
                BOOST_TEST(course.send(session, verb) == "");
            BOOST_TEST(course.send(session, verb) == "cmi5.verb.once");
            BOOST_TEST(course.send(session, "experienced") == "");
            BOOST_TEST(course.send(session, "experienced") == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(passed_or_failed)
{
    Course passed("A");
    auto session = passed.begin(0);
    BOOST_TEST(passed.send(session, "passed") == "");
    BOOST_TEST(passed.send(session, "failed") ==
               "cmi5.verb.passed_or_failed, cmi5.registration.failed_after_passed");
    Course failed("A");
    session = failed.begin(0);
    BOOST_TEST(failed.send(session, "failed") == "");
    BOOST_TEST(failed.send(session, "passed") == "cmi5.verb.passed_or_failed");
    BOOST_TEST(failed.send(session, "completed") == "");
}

BOOST_AUTO_TEST_CASE(once_in_a_registration)
{
    Course course("AP");
    auto session = course.begin(0);
    BOOST_TEST(course.send(session, "failed") == "");
    BOOST_TEST(course.send(session, "completed") == "");
    BOOST_TEST(course.send(session, "terminated") == "");
    session = course.begin(0);
    BOOST_TEST(course.send(session, "completed") == "cmi5.registration.completed_once");
    BOOST_TEST(course.send(session, "passed") == "");
    BOOST_TEST(course.send(session, "terminated") == "");
    session = course.begin(0);
    BOOST_TEST(course.send(session, "passed") == "cmi5.registration.passed_once");
    BOOST_TEST(course.send(session, "failed") == "cmi5.registration.failed_after_passed");
    // By the time that it says it came before: another clock, another place.
    auto early = course.say(session, "failed");
    const auto passed_at = content::cmi5_time_of(course.log[7].statement);
    BOOST_TEST((passed_at == course.state.au(0).passed));
    early["timestamp"] = base::to_string(*passed_at);
    BOOST_TEST(course.send(session, early).find("failed_after_passed") != std::string::npos);
    // Of another AU it is another matter.
    session = course.begin(1);
    BOOST_TEST(course.send(session, "failed") == "");
    BOOST_TEST(course.send(session, "completed") == "");
}

// Told of a session whose clock was behind: passed at 100, failed at 50 in another session.
BOOST_AUTO_TEST_CASE(failed_before_passed)
{
    Course course("A");
    auto session = course.begin(0);
    BOOST_TEST(course.send(session, at_time(course.say(session, "passed"), 100)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "terminated"), 101)) == "");
    session = course.launch(0);
    BOOST_TEST(course.send(session, at_time(course.say(session, "initialized"), 40)) == "");
    BOOST_TEST(course.send(session, at_time(course.say(session, "failed"), 100)) ==
               "cmi5.registration.failed_after_passed");
    BOOST_TEST(course.send(session, at_time(course.say(session, "failed"), 50)) == "");
}

BOOST_AUTO_TEST_CASE(sent_again)
{
    Course course("P");
    const auto session = course.launch(0);
    for (const char* verb : {"initialized", "experienced", "passed", "terminated"}) {
        const auto statement = course.say(session, verb);
        BOOST_TEST(course.send(session, statement) == (*verb == 'p' ? "course" : ""));
        const auto verdicts = course.gate(session, {statement});
        BOOST_REQUIRE(verdicts.has_value());
        BOOST_TEST(verdicts->at(0).repeated == (*verb != 'e'));
        BOOST_TEST(verdicts->at(0).satisfied.empty());
    }
    // Another one of the same id is no repetition of it.
    auto other = course.say(session, "failed");
    other["id"] = course.log[3].statement.at("id");
    BOOST_TEST(course.send(session, other) ==
               "cmi5.order.terminated_last, cmi5.verb.passed_or_failed, "
               "cmi5.registration.failed_after_passed");
}

BOOST_AUTO_TEST_CASE(many_at_once)
{
    Course course("(A)");
    const auto session = course.launch(0);
    json::array all;
    for (const char* verb : {"initialized", "experienced", "completed", "passed", "terminated"})
        all.push_back(course.say(session, verb));
    const auto verdicts = course.gate(session, all);
    BOOST_REQUIRE(verdicts.has_value());
    BOOST_REQUIRE(verdicts->size() == all.size());
    BOOST_TEST((verdicts->at(0).verb == Cmi5Verb::initialized));
    BOOST_TEST(!verdicts->at(1).verb);
    BOOST_TEST(verdicts->at(2).satisfied.empty());
    BOOST_TEST((verdicts->at(3).satisfied ==
                std::vector<Cmi5Unit>{{Cmi5Unit::Kind::block, 0}, {Cmi5Unit::Kind::course}}));
    BOOST_TEST((verdicts->at(3).at == content::cmi5_time_of(all[3].as_object())));
    BOOST_TEST(verdicts->at(4).satisfied.empty());
    // In another order: what is wrong is the first that comes too early.
    std::swap(all[0], all[1]);
    const auto refused = course.gate(session, all);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(rules_of(refused.error().complaints) == "cmi5.order.initialized_first");
    BOOST_TEST((refused.error().complaints.front().statement == 0u));
    std::swap(all[0], all[1]);
    all.push_back(course.say(session, "experienced"));
    const auto late = course.gate(session, all);
    BOOST_REQUIRE(!late);
    BOOST_TEST((late.error().complaints.front().statement == 5u));
    BOOST_TEST(course.gate(session, {})->empty());
}

// What the first of them satisfies is no news with the second.
BOOST_AUTO_TEST_CASE(satisfied_once_in_a_request)
{
    Course course("(O)");
    const auto session = course.begin(0);
    const auto verdicts =
        course.gate(session, {course.say(session, "completed"), course.say(session, "passed")});
    BOOST_REQUIRE(verdicts.has_value());
    BOOST_TEST(verdicts->at(0).satisfied.size() == 2u);
    BOOST_TEST(verdicts->at(1).satisfied.empty());
}

BOOST_AUTO_TEST_CASE(what_slipped_in)
{
    Course course("A");
    const auto session = course.begin(0);
    const auto reasons = [&](const json::object& statement) {
        return rules_of(content::reasons_to_void(course.state, session, statement));
    };
    const auto passed = course.say(session, "passed");
    BOOST_TEST((content::cmi5_session_of(passed) == session.id));
    BOOST_TEST(reasons(passed) == "");
    BOOST_TEST(reasons(changed(passed, "result duration", "-")) == "cmi5.result.duration");
    BOOST_TEST(reasons(changed(passed, "verb id", "\"https://w3id.org/xapi/adl/verbs/waived\"")) ==
               "cmi5.verb.unknown");
    auto not_fetched = session;
    not_fetched.fetched = false;
    BOOST_TEST(rules_of(content::reasons_to_void(course.state, not_fetched, passed)) == "");
    course.tell(passed, Cmi5Teller::au);
    BOOST_TEST(reasons(course.say(session, "passed")) == "cmi5.verb.once");
    course.tell(content::abandoned_statement(course.enrolment, 0, session.id, at(90), {}),
                Cmi5Teller::system);
    BOOST_TEST(reasons(course.say(session, "experienced")) == "cmi5.session.abandoned");
}

BOOST_AUTO_TEST_SUITE_END()
