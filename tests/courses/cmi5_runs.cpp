// What an AU sends, from the launch to the end.
#include "courses/cmi5_runs.hpp"

#include "content/cmi5_vocabulary.hpp"
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace {

using namespace support;
namespace cmi5 = content::cmi5;

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_runs)

BOOST_AUTO_TEST_CASE(a_whole_session)
{
    Cmi5Room room("(A)");
    const auto au = room.launch(0);
    for (const auto* verb : {"initialized", "passed", "completed", "terminated"})
        BOOST_TEST(room.send(au, verb) == "");
    BOOST_TEST(room.verbs() == "launched initialized passed completed satisfied(b0) "
                               "satisfied(course) terminated");
    // Right behind its trigger, at the same time and in the same session; the system's own.
    const auto log = room.log();
    for (const std::size_t at : {4u, 5u}) {
        BOOST_TEST(log[at].at("timestamp").as_string() == log[3].at("timestamp").as_string());
        BOOST_TEST((content::cmi5_session_of(log[at].as_object()) == au.launch.id));
        BOOST_TEST(log[at].at("authority").at("account").at("name").as_string() == "lms");
        BOOST_TEST(log[at].at("actor") == json::value(learner()));
    }
    BOOST_TEST(log[3].at("authority").at("account").at("name").as_string() == "au");
}

// Nothing is remembered that is not in the log.
BOOST_AUTO_TEST_CASE(a_restart_between_any_two_statements)
{
    Cmi5Room room("(A)");
    room.restart();
    const auto au = room.launch(0);
    for (const auto* verb : {"initialized", "passed", "completed", "terminated"}) {
        room.restart();
        BOOST_TEST(room.send(au, verb) == "");
        const auto kept = room.progress();
        room.restart();
        BOOST_TEST((room.progress() == kept));
    }
    BOOST_TEST(room.verbs() == "launched initialized passed completed satisfied(b0) "
                               "satisfied(course) terminated");
}

BOOST_AUTO_TEST_CASE(all_in_one_array)
{
    Cmi5Room room("(A)C");
    const auto first = room.launch(0);
    json::array all;
    for (const auto* verb : {"initialized", "passed", "completed", "terminated"})
        all.push_back(room.say(first, verb));
    const int batches = room.storage.statements().batches;
    BOOST_TEST(room.send(first, all) == "");
    BOOST_TEST(room.storage.statements().batches == batches + 1);
    BOOST_TEST(room.verbs() == "launched initialized passed completed satisfied(b0) terminated");
    // One that must not be stored, and none is.
    const auto second = room.begin(1);
    const auto before = room.log().size();
    BOOST_TEST(room.send(second, {room.say(second, "completed"), room.say(second, "completed")}) ==
               "forbidden cmi5.verb.once");
    BOOST_TEST(room.log().size() == before);
    BOOST_TEST(room.send(second, {room.say(second, "completed"), room.say(second, "passed")}) ==
               "");
    BOOST_TEST(room.verbs(before) == "completed satisfied(course) passed");
    BOOST_TEST(room.send(second, json::array()) == "");
}

BOOST_AUTO_TEST_CASE(two_aus_that_both_complete_and_pass)
{
    Cmi5Room room("AA");
    for (const std::size_t au : {0u, 1u}) {
        const auto running = room.begin(au);
        BOOST_TEST(room.send(running, "completed") == "");
        BOOST_TEST(room.send(running, "passed") == "");
        BOOST_TEST(room.send(running, "terminated") == "");
    }
    BOOST_TEST(room.verbs() ==
               "launched initialized completed passed terminated "
               "launched initialized completed passed satisfied(course) terminated");
    // In another session of one it is said already.
    const auto again = room.begin(0);
    BOOST_TEST(room.send(again, "completed") == "forbidden cmi5.registration.completed_once");
    BOOST_TEST(room.send(again, "passed") == "forbidden cmi5.registration.passed_once");
    BOOST_TEST(room.send(again, "failed") == "forbidden cmi5.registration.failed_after_passed");
}

// Five values of moveOn: what is said, and what is satisfied behind which of it.
BOOST_AUTO_TEST_CASE(satisfaction)
{
    const struct {
        const char* course;
        const char* said; // c: completed, p: passed, f: failed, w: waived.
        const char* verbs;
    } rows[] = {
        {"P", "f", "failed"},
        {"P", "c", "completed"},
        {"P", "p", "passed satisfied(course)"},
        {"P", "w", "waived satisfied(course)"},
        {"C", "p", "passed"},
        {"C", "f", "failed"},
        {"C", "c", "completed satisfied(course)"},
        {"A", "c", "completed"},
        {"A", "cf", "completed failed"},
        {"A", "pc", "passed completed satisfied(course)"},
        {"A", "cp", "completed passed satisfied(course)"},
        {"A", "w", "waived satisfied(course)"},
        {"O", "f", "failed"},
        {"O", "c", "completed satisfied(course)"},
        {"O", "pc", "passed satisfied(course) completed"},
        {"((P))", "p", "passed satisfied(b1) satisfied(b0) satisfied(course)"},
        {"((P)C)", "p", "passed satisfied(b1)"},
        {"((P)N)", "w", "waived satisfied(b1) satisfied(b0) satisfied(course)"},
        {"(P)(C)", "pc", "passed satisfied(b0) completed"},
        {"PC", "pc", "passed completed"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.course << ' ' << row.said)
        {
            Cmi5Room room(row.course);
            const auto au = room.begin(0);
            for (const char what : std::string_view(row.said)) {
                if (what == 'w') {
                    BOOST_TEST(
                        room.runs->waive(room.package, room.registration, 0, "Tested Out").value());
                } else {
                    const auto* verb =
                        what == 'c' ? "completed" : (what == 'p' ? "passed" : "failed");
                    BOOST_TEST(room.send(au, verb) == "");
                }
            }
            BOOST_TEST(room.verbs(2) == row.verbs);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_satisfied_at_once)
{
    Cmi5Room room("(N)(NP)");
    BOOST_TEST(room.runs->enrol(room.package, room.registration).has_value());
    BOOST_TEST(room.runs->enrol(room.package, room.registration).has_value());
    BOOST_TEST(room.verbs() == "satisfied(b0)");
    const auto log = room.log();
    BOOST_TEST(log[0].at("timestamp").as_string() == "2026-03-01T09:00:00.000000Z");
    BOOST_TEST(content::cmi5_session_of(log[0].as_object()).has_value());
    const auto au = room.begin(2);
    BOOST_TEST(room.send(au, "passed") == "");
    BOOST_TEST(room.verbs(1) == "launched initialized passed satisfied(b1) satisfied(course)");

    Cmi5Room all("NN");
    BOOST_TEST(all.runs->enrol(all.package, all.registration).has_value());
    BOOST_TEST(all.verbs() == "satisfied(course)");
}

// Whoever registered and was forgotten is seen to by the launch, before anything else is said.
BOOST_AUTO_TEST_CASE(a_launch_of_somebody_who_was_not_enrolled)
{
    Cmi5Room room("(N)P");
    room.launch(1);
    BOOST_TEST(room.verbs() == "satisfied(b0) launched");
}

BOOST_AUTO_TEST_CASE(a_statement_sent_again)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    const auto completed = room.say(au, "completed");
    const auto experienced = room.say(au, "experienced");
    for (int time = 0; time < 3; ++time) {
        BOOST_TEST(room.send(au, completed) == "");
        BOOST_TEST(room.send(au, experienced) == "");
        room.restart();
    }
    BOOST_TEST(room.verbs() == "launched initialized completed satisfied(course) experienced");
    // Of an id that is taken by other content nothing is stored, and nothing follows from it.
    const auto other = changed(experienced, "object id", "\"https://pub.example/other\"");
    BOOST_TEST(room.send(au, other) == "conflict");
    BOOST_TEST(room.send(au, {room.say(au, "passed"), other}) == "conflict");
    BOOST_TEST(room.send(au, "passed") == "");
}

BOOST_AUTO_TEST_CASE(a_store_that_fails)
{
    const struct {
        base::ErrorKind kind;
        bool stores;
        const char* again; // What comes of the same statement with a new id.
    } rows[] = {{base::ErrorKind::busy, false, ""},
                {base::ErrorKind::full, false, ""},
                {base::ErrorKind::unknown, false, ""},
                {base::ErrorKind::unknown, true, "forbidden cmi5.verb.once"}};

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(name_of(row.kind) << row.stores)
        {
            Cmi5Room room("C");
            const auto au = room.begin(0);
            room.storage.statements().failure = {row.kind, 0, row.stores};
            const auto completed = room.say(au, "completed");
            BOOST_TEST(room.send(au, completed) == name_of(row.kind));
            room.storage.statements().failure = {};
            const std::string said = "launched initialized completed satisfied(course)";
            BOOST_TEST(room.verbs() == (row.stores ? said : "launched initialized"));
            BOOST_TEST(room.send(au, "completed") == row.again);
            if (row.stores) BOOST_TEST(room.send(au, completed) == "");
            BOOST_TEST(room.verbs() == said);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_an_au_may_do_with_documents)
{
    Cmi5Room room("C");
    auto au = room.launch(0);
    const std::string agent = json_text(learner());
    const auto registration = base::to_string(room.registration.id);
    content::Cmi5DocumentRequest request{.resource = content::Cmi5DocumentRequest::Resource::state,
                                         .method = content::Cmi5DocumentRequest::Method::get,
                                         .id = "LMS.LaunchData",
                                         .agent = agent,
                                         .activity = au.session.activity,
                                         .registration = registration,
                                         .content_type = "application/json",
                                         .body = "{}"};
    const auto ask = [&] {
        const auto done =
            room.runs->check_document(room.package, room.registration, au.launch, request);
        return done ? "" : refusal_of(done.error());
    };
    BOOST_TEST(ask() == "");
    request.method = content::Cmi5DocumentRequest::Method::put;
    BOOST_TEST(ask() == "forbidden cmi5.state.launch_data");
    request.id = "suspendData";
    BOOST_TEST(ask() == "");
    au.launch.fetched = false;
    BOOST_TEST(ask() == "forbidden cmi5.session.fetched");
    au.launch.fetched = true;
    room.launch(0);
    BOOST_TEST(ask() == "forbidden cmi5.session.abandoned");
}

// Of many that complete an AU at one time one is stored, and with it one satisfied.
BOOST_AUTO_TEST_CASE(two_threads_in_one_registration)
{
    Cmi5Room room("(A)");
    const auto au = room.begin(0);
    constexpr int rounds = 20;
    std::vector<std::vector<json::object>> said(2);
    for (int round = 0; round < rounds; ++round) {
        for (auto& thread : said) {
            for (const auto* verb : {"experienced", "passed", "completed"})
                thread.push_back(room.say(au, verb));
        }
    }
    room.storage.statements().slow = true;
    std::vector<std::thread> threads;
    std::array<int, 2> stored{};
    for (std::size_t index = 0; index < said.size(); ++index) {
        threads.emplace_back([&, index] {
            for (const auto& statement : said[index])
                stored[index] += room.send(au, statement).empty();
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(stored[0] + stored[1] == 2 * rounds + 2);
    std::size_t completed = 0;
    std::size_t satisfied = 0;
    const auto log = room.log();
    for (std::size_t at = 0; at < log.size(); ++at) {
        const auto verb = log[at].at("verb").at("id").as_string();
        completed += verb == cmi5::completed;
        if (verb != cmi5::satisfied) continue;
        ++satisfied;
        // Nothing came between.
        BOOST_TEST(log[at].at("timestamp") == log[at - 1].at("timestamp"));
    }
    BOOST_TEST(completed == 1u);
    BOOST_TEST(satisfied == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
