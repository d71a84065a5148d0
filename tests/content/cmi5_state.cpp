#include "content/cmi5_state.hpp"

#include "content/cmi5_vocabulary.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

using namespace support;
using content::Cmi5Teller;
using content::Cmi5Unit;
using content::Cmi5Verb;

BOOST_AUTO_TEST_SUITE(content_cmi5_state)

BOOST_AUTO_TEST_CASE(verbs)
{
    for (const auto verb : {Cmi5Verb::initialized, Cmi5Verb::completed, Cmi5Verb::passed,
                            Cmi5Verb::failed, Cmi5Verb::terminated}) {
        BOOST_TEST((content::cmi5_verb(iri_of(verb)) == verb));
        BOOST_TEST(iri_of(verb) == "http://adlnet.gov/expapi/verbs/" + std::string(name_of(verb)));
    }
    BOOST_TEST(!content::cmi5_verb(content::cmi5::launched));
    BOOST_TEST(!content::cmi5_verb(""));
}

BOOST_AUTO_TEST_CASE(what_is_said_in_a_session)
{
    Play play(short_course("A"));
    BOOST_TEST(play.state.session(uuid(0x5001)) == nullptr);
    const auto session = play.launch(0);
    BOOST_TEST((play.state.open_sessions() == std::vector{session.id}));
    for (const char* verb : {"initialized", "experienced", "completed", "passed"})
        play.tell(play.say(session, verb), Cmi5Teller::au);
    const auto* said = play.state.session(session.id);
    BOOST_REQUIRE(said);
    BOOST_TEST((said->au == 0u));
    BOOST_TEST((said->launched == at(1)));
    BOOST_TEST(((*said)[Cmi5Verb::initialized]->at == at(2)));
    BOOST_TEST(((*said)[Cmi5Verb::completed]->statement == uuid(4)));
    BOOST_TEST((said->last == at(5)));
    BOOST_TEST(said->is_open());
    BOOST_TEST((play.state.au(0).completed == at(4)));
    BOOST_TEST((play.state.au(0).passed == at(5)));
    play.tell(play.say(session, "terminated"), Cmi5Teller::au);
    BOOST_TEST(play.state.open_sessions().empty());
}

BOOST_AUTO_TEST_CASE(what_tells_nothing)
{
    Play play(short_course("A(P)"));
    const auto session = play.launch(0);
    const auto before = play.state;
    const auto passed = play.say(session, "passed");
    const auto nothing = [&](const json::object& statement, Cmi5Teller teller) {
        auto after = play.state;
        after.apply(play.ids, statement, teller);
        return after == before;
    };
    BOOST_TEST(!nothing(passed, Cmi5Teller::au));
    BOOST_TEST(nothing(passed, Cmi5Teller::system));
    BOOST_TEST(nothing({}, Cmi5Teller::au));
    BOOST_TEST(nothing(changed(passed, "timestamp", "-"), Cmi5Teller::au));
    BOOST_TEST(nothing(changed(passed, "id", "\"x\""), Cmi5Teller::au));
    BOOST_TEST(nothing(changed(passed, "context extensions @session", "-"), Cmi5Teller::au));
    BOOST_TEST(nothing(
        changed(passed, "context extensions @session", "\"00000000-0000-4000-8000-00000000ffff\""),
        Cmi5Teller::au)); // Never launched.
    // Without cmi5's category it has a time, and no more.
    auto after = play.state;
    after.apply(play.ids, changed(passed, "context contextActivities category", "[]"),
                Cmi5Teller::au);
    BOOST_TEST(!after.au(0).passed);
    BOOST_TEST(after.session(session.id)->last.has_value());
    // What only the system says.
    const auto waived =
        content::waived_statement(play.enrolment, 1, uuid(0x7001), at(9), "Administrative");
    BOOST_TEST(nothing(waived, Cmi5Teller::au));
    BOOST_TEST(nothing(changed(waived, "object id", "\"x:other\""), Cmi5Teller::system));
}

BOOST_AUTO_TEST_CASE(what_the_system_says)
{
    Play play(short_course("A(P)"));
    const auto session = play.launch(0);
    play.tell(content::abandoned_statement(play.enrolment, 0, session.id, at(9), {}),
              Cmi5Teller::system);
    BOOST_TEST(play.state.session(session.id)->abandoned);
    BOOST_TEST(play.state.open_sessions().empty());
    play.tell(content::waived_statement(play.enrolment, 1, uuid(0x7001), at(10), "Tested Out"),
              Cmi5Teller::system);
    BOOST_TEST(play.state.au(1).waived);
    BOOST_TEST(!play.state.au(0).waived);
    const Cmi5Unit units[] = {{Cmi5Unit::Kind::block, 0}, {Cmi5Unit::Kind::course}};
    for (const auto& unit : units) {
        BOOST_TEST(!play.state.is_said_satisfied(unit));
        play.tell(content::satisfied_statement(play.enrolment, unit, uuid(0x7001), at(10)),
                  Cmi5Teller::system);
        BOOST_TEST(play.state.is_said_satisfied(unit));
    }
}

BOOST_AUTO_TEST_CASE(the_first_counts)
{
    Play play(short_course("A"));
    const auto session = play.launch(0);
    for (int i = 0; i < 2; ++i)
        play.tell(play.say(session, "completed"), Cmi5Teller::au);
    BOOST_TEST((play.state.au(0).completed == at(2)));
    BOOST_TEST(((*play.state.session(session.id))[Cmi5Verb::completed]->at == at(2)));
}

BOOST_AUTO_TEST_CASE(single_context_activities)
{
    const auto statement = parsed(R"({"context": {"contextActivities": {
        "category": {"id": "x:a"}, "grouping": [1, {"id": "x:b"}, {"id": "x:c"}]}}})")
                               .as_object();
    BOOST_TEST(content::has_context_activity(statement, "category", "x:a"));
    BOOST_TEST(content::has_context_activity(statement, "grouping", "x:c"));
    BOOST_TEST(!content::has_context_activity(statement, "grouping", "x:a"));
    BOOST_TEST(!content::has_context_activity(statement, "other", "x:a"));
    BOOST_TEST(!content::has_context_activity({}, "category", "x:a"));
}

BOOST_AUTO_TEST_SUITE_END()
