#include "courses/scorm_runs.hpp"

#include "tests/courses/scorm_classroom.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using base::ErrorKind;
using content::Completion;
using content::Success;
using storage::DocumentKind;
using support::Classroom;
using support::commit12;
using support::commit2004;
using support::item;
using support::text_at;

namespace {

std::size_t count(const std::vector<std::string>& told, std::string_view what)
{
    return static_cast<std::size_t>(std::ranges::count(told, what));
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_runs)

BOOST_AUTO_TEST_CASE(an_attempt_of_1_2_from_begin_to_end)
{
    Classroom room(
        support::scorm12_course(item("a", "R", "<adlcp:masteryscore>80</adlcp:masteryscore>")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    BOOST_TEST(text_at(room.given, "/url") == "c/a.html");
    BOOST_TEST(text_at(room.given, "/isSco") == "true");
    BOOST_TEST(text_at(room.given, "/cmi/core/entry") == "ab-initio");
    BOOST_TEST(text_at(room.given, "/cmi/core/student_name") == "Doe, Jane");
    BOOST_TEST(room.last_told() == "initialized a");
    BOOST_TEST(room.commit(launch, run, commit12(1, R"("lesson_status":"incomplete")")) == "");
    BOOST_TEST(room.last_told() == "");
    const auto last = R"("lesson_status":"passed","score":{"raw":"85","min":"0","max":"100"},)"
                      R"("session_time":"00:05:30.25","total_time":"00:05:30.25")";
    BOOST_TEST(room.commit(launch, run, commit12(2, last), true) == "");
    BOOST_TEST(room.last_told() == "scored a, passed a, completed course, terminated a");

    const auto progress = room.progress();
    BOOST_TEST((progress.course.status == content::Status{Completion::completed, Success::passed}));
    BOOST_TEST(boost::json::serialize(progress.course.score) ==
               R"({"scaled":8.5E-1,"raw":85,"min":0,"max":100})");
    BOOST_TEST(progress.course.time.count() == 33'025);
    BOOST_TEST((progress.course.since == room.clock.now()));
    BOOST_TEST(progress.items.size() == 1u);
    BOOST_TEST(progress.items.front().attempts == 1u);
    BOOST_TEST((progress.items.front().standing.first == room.clock.now() - 20s));
    BOOST_TEST((progress.items.front().standing.latest == room.clock.now()));
}

struct Suspending {
    const char* name;
    bool is_2004;
};

BOOST_AUTO_TEST_CASE(three_rounds_give_three_of_each)
{
    for (const auto& row : {Suspending{"1.2", false}, Suspending{"2004", true}}) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Classroom room(row.is_2004 ? support::scorm2004_course(item("a"))
                                       : support::scorm12_course(item("a")));
            for (int round = 1; round <= 3; ++round) {
                const auto launch = room.launch();
                const auto run = room.begin(launch, "a");
                const auto* entry = row.is_2004 ? "/cmi/entry" : "/cmi/core/entry";
                BOOST_TEST(text_at(room.given, entry) == (round == 1 ? "ab-initio" : "resume"));
                const auto place = std::to_string(round);
                if (round > 1)
                    BOOST_TEST(text_at(room.given, "/cmi/suspend_data") ==
                               "page " + std::to_string(round - 1));
                // The browser restarts the counter.
                const auto data = R"(,"suspend_data":"page )" + place + '"';
                BOOST_TEST(room.commit(launch, run,
                                       row.is_2004 ? commit2004(1, R"("exit":"suspend")" + data)
                                                   : commit12(1, R"("exit":"suspend")", data),
                                       true) == "");
            }
            const auto told = room.told();
            BOOST_TEST(told.size() == 6u);
            BOOST_TEST(count(told, "initialized a") == 1u);
            BOOST_TEST(count(told, "resumed a") == 2u);
            BOOST_TEST(count(told, "suspended a") == 3u);
            BOOST_TEST(room.progress().items.front().attempts == 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_attempt_of_2004_that_was_not_suspended_is_over)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    auto run = room.begin(launch, "a");
    const auto* done = R"("completion_status":"completed","success_status":"passed",)"
                       R"("location":"p3","exit":"normal","total_time":"PT10S")";
    BOOST_TEST(room.commit(launch, run, commit2004(1, done), true) == "");
    run = room.begin(launch, "a");
    BOOST_TEST(text_at(room.given, "/cmi/entry") == "ab-initio");
    BOOST_TEST(text_at(room.given, "/cmi/location") == "(none)");
    BOOST_TEST(text_at(room.given, "/cmi/completion_status") == "(none)");
    room.last_told();
    const auto* worse = R"("completion_status":"incomplete","success_status":"failed",)"
                        R"("exit":"suspend","total_time":"PT5S")";
    BOOST_TEST(room.commit(launch, run, commit2004(1, worse), true) == "");
    BOOST_TEST(room.last_told() == "failed a, suspended a");

    // Attempts count together, and their times as well.
    const auto progress = room.progress();
    const auto& standing = progress.items.front().standing;
    BOOST_TEST((standing.status == content::Status{Completion::completed, Success::passed}));
    BOOST_TEST(standing.time.count() == 1'500);
    BOOST_TEST(progress.items.front().attempts == 2u);
    const auto list = room.document(DocumentKind::state, room.package.iri + "/a", "activity-state");
    BOOST_TEST(boost::json::parse(list).at("attempts").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_item_of_1_2_goes_on_with_its_data_in_a_new_attempt)
{
    Classroom room(support::scorm12_course(item("a")));
    const auto launch = room.launch();
    auto run = room.begin(launch, "a");
    const auto* first = R"("lesson_status":"completed","lesson_location":"p3","exit":"",)"
                        R"("total_time":"00:00:10.00")";
    const auto* answers =
        R"(,"interactions":{"0":{"id":"q","student_response":"a","type":"choice"}})";
    BOOST_TEST(room.commit(launch, run, commit12(1, first, answers), true) == "");
    run = room.begin(launch, "a");
    BOOST_TEST(text_at(room.given, "/cmi/core/entry") == "(none)");
    BOOST_TEST(text_at(room.given, "/cmi/core/lesson_location") == "p3");
    BOOST_TEST(text_at(room.given, "/cmi/core/lesson_status") == "completed");
    room.last_told();
    // What it was given is nothing new; interactions it was not given.
    const auto* second = R"("lesson_status":"completed","lesson_location":"p3",)"
                         R"("total_time":"00:00:15.00")";
    BOOST_TEST(room.commit(launch, run, commit12(1, second, answers), true) == "");
    BOOST_TEST(room.last_told() == "responded a/interactions/q, terminated a");
    BOOST_TEST(room.progress().items.front().attempts == 2u);
    BOOST_TEST(room.progress().course.time.count() == 1'500);
}

BOOST_AUTO_TEST_CASE(documents_follow_and_are_written_when_they_change)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    const auto sco = room.package.iri + "/a";
    const auto list = boost::json::parse(room.document(DocumentKind::state, sco, "activity-state"));
    const std::string attempt(list.at("attempts").as_array().at(0).as_string());
    BOOST_TEST(room.document(DocumentKind::activity_profile, sco, "activity-profile") == "{}");
    BOOST_TEST(room.document(DocumentKind::agent_profile, "", "agent-profile") ==
               R"({"learner_id":"p7","learner_name":"Doe, Jane"})");
    const auto* cmi = R"("suspend_data":"x","location":"p1","mode":"normal","credit":"credit")";
    BOOST_TEST(room.commit(launch, run, commit2004(1, cmi)) == "");
    BOOST_TEST(room.document(DocumentKind::state, attempt, "types/adl-suspend-data") == "x");
    BOOST_TEST(room.document(DocumentKind::state, attempt, "attempt-state") ==
               R"({"credit":"credit","mode":"normal","location":"p1"})");
    const auto versions = [&] {
        std::vector<base::Timestamp> out;
        const auto agent = R"(account:https://city.example)"
                           "\x1f"
                           "p7";
        for (const auto& name :
             room.storage->documents()
                 .list(support::classroom_tenant, {DocumentKind::state, attempt, agent})
                 .value())
            out.push_back(name.updated);
        return out;
    };
    const auto before = versions();
    BOOST_TEST(before.size() == 2u);
    BOOST_TEST(room.commit(launch, run, commit2004(2, cmi)) == "");
    BOOST_TEST((versions() == before));
}

BOOST_AUTO_TEST_CASE(sessions_that_break_off_count_as_suspended_unless_content_said_else)
{
    struct Row {
        const char* name;
        const char* commit; // Empty: there is none.
        const char* end;
        const char* entry;
    };

    for (const Row row : {Row{"nothing was committed", "", "terminated a", "ab-initio"},
                          Row{"nothing said", R"("location":"p1")", "suspended a", "resume"},
                          Row{"suspend", R"("exit":"suspend")", "suspended a", "resume"},
                          Row{"normal", R"("exit":"normal")", "terminated a", "ab-initio"}}) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Classroom room(support::scorm2004_course(item("a")));
            const auto launch = room.launch();
            const auto run = room.begin(launch, "a");
            if (*row.commit) BOOST_TEST(room.commit(launch, run, commit2004(1, row.commit)) == "");
            room.last_told();
            room.end(launch, run);
            BOOST_TEST(room.last_told() == row.end);
            room.end(launch, run);
            BOOST_TEST(room.last_told() == "");
            room.begin(launch, "a");
            BOOST_TEST(text_at(room.given, "/cmi/entry") == row.entry);
        }
    }
    // A session that was resumed and broke off at once leaves the attempt as it was, and says
    // nothing of the time of the one before.
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const auto* first = R"("exit":"suspend","session_time":"PT7S","suspend_data":"x")";
    BOOST_TEST(room.commit(launch, room.begin(launch, "a"), commit2004(1, first), true) == "");
    room.end(launch, room.begin(launch, "a"));
    BOOST_TEST(room.last_told() == "initialized a, suspended a, resumed a, suspended a");
    BOOST_TEST(text_at(room.statements().back(), "/result/duration") == "(none)");
    room.begin(launch, "a");
    BOOST_TEST(text_at(room.given, "/cmi/suspend_data") == "x");
}

BOOST_AUTO_TEST_CASE(what_the_body_held_is_what_is_given_back)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const std::string data(200'000, 'x');
    const auto cmi = R"("exit":"suspend","suspend_data":")" + data + "\\u00e4\"";
    BOOST_TEST(room.commit(launch, room.begin(launch, "a"), commit2004(1, cmi), true) == "");
    room.begin(launch, "a");
    BOOST_TEST((text_at(room.given, "/cmi/suspend_data") == data + "\u00e4"));
}

// Scripts pack their data into code units, whatever these come to.
BOOST_AUTO_TEST_CASE(suspend_data_may_hold_half_a_character)
{
    struct Row {
        const char* sent;
        const char* given;
        const char* literal;
    };

    for (const Row row : {Row{R"(a\ud83db)", "a\uFFFDb", R"("a\ud83db")"},
                          Row{R"(a\ud83d\ude00b)", "a\U0001F600b", "(none)"},
                          Row{R"(a\\ud83db)", R"(a\ud83db)", "(none)"}}) {
        for (const bool is_1_2 : {false, true}) {
            Classroom room(is_1_2 ? support::scorm12_course(item("a"))
                                  : support::scorm2004_course(item("a")));
            const auto launch = room.launch();
            const auto data = R"("suspend_data":")" + std::string(row.sent) + '"';
            const auto body =
                is_1_2 ? R"({"commitSequence":1,"cmi":{"core":{"exit":"suspend"},)" + data + "}}"
                       : commit2004(1, R"("exit":"suspend",)" + data);
            BOOST_TEST(room.commit(launch, room.begin(launch, "a"), body, true) == "");
            room.begin(launch, "a");
            BOOST_TEST(text_at(room.given, "/cmi/suspend_data") == row.given);
            BOOST_TEST(text_at(room.given, "/suspendData") == row.literal);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_asked_wrongly_is_refused)
{
    Classroom room(
        support::scorm12_course("<item identifier='h'><title>H</title>" + item("a") + "</item>"));
    const auto launch = room.launch();

    struct Row {
        const char* asked;
        ErrorKind kind;
    };

    for (const Row row :
         {Row{"{}", ErrorKind::invalid}, Row{R"({"item":7})", ErrorKind::invalid},
          Row{R"({"item":"z"})", ErrorKind::not_found}, Row{R"({"item":"h"})", ErrorKind::invalid},
          Row{R"({"item":"a","zone":"60"})", ErrorKind::invalid},
          Row{R"({"item":"a","zone":1440})", ErrorKind::invalid},
          Row{R"({"item":"a","zone":-1440})", ErrorKind::invalid}}) {
        const auto asked = boost::json::parse(row.asked).get_object();
        const auto refused = room.runs->begin(room.package, room.registration, launch, asked);
        BOOST_TEST_REQUIRE(refused.has_error(), row.asked);
        BOOST_TEST((refused.error().kind == row.kind), row.asked);
    }
    BOOST_TEST(room.told().empty());
    for (const char* asked : {R"({"item":"a"})", R"({"item":"a","zone":null})",
                              R"({"item":"a","zone":1439})", R"({"item":"a","zone":-1439})"}) {
        const auto begun = room.runs->begin(room.package, room.registration, launch,
                                            boost::json::parse(asked).get_object());
        BOOST_TEST(begun.has_value(), asked);
    }
    const auto run = room.begin(launch, "a");
    const auto kind_of = [&](std::string_view body) {
        return room.runs->commit(room.package, room.registration, launch, run, body, false)
            .error()
            .kind;
    };
    BOOST_TEST((kind_of("{") == ErrorKind::invalid));
    BOOST_TEST((kind_of(R"({"cmi":{}})") == ErrorKind::invalid));
    for (const char* asked : {"{}", R"({"run":7})", R"({"run":"x"})"}) {
        const auto refused = room.runs->end(room.package, room.registration, launch,
                                            boost::json::parse(asked).get_object());
        BOOST_TEST_REQUIRE(refused.has_error(), asked);
        BOOST_TEST((refused.error().kind == ErrorKind::invalid), asked);
    }
    BOOST_TEST(
        room.runs->end(room.package, room.registration, launch, {{"run", nullptr}}).has_value());
    BOOST_TEST(room.commit(launch, run, R"({"cmi":{},"commitSequence":1})") == "");
}

BOOST_AUTO_TEST_CASE(forgetting_leaves_statements_only)
{
    Classroom room(support::scorm12_course(item("a")));
    const auto launch = room.launch();
    BOOST_TEST(room.commit(launch, room.begin(launch, "a"),
                           commit12(1, R"("lesson_status":"completed")"), true) == "");
    const auto told = room.told().size();
    BOOST_TEST(room.runs->forget(room.registration.id).has_value());
    BOOST_TEST(room.told().size() == told);
    const auto progress = room.progress();
    BOOST_TEST((progress.items.front().standing.status.completion == Completion::not_attempted));
    BOOST_TEST(!progress.course.first.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
