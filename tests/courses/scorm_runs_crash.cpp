// The server crashes at every single write of a session, before it or behind it: nothing is lost
// and nothing is told twice, whatever the player does then.
#include "base/limits.hpp"
#include "tests/courses/failing_storage.hpp"
#include "tests/courses/scorm_classroom.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace std::chrono_literals;
using support::Classroom;
using support::commit2004;
using support::FailingStorage;
using support::Failure;
using support::item;

namespace {

constexpr int steps = 4; // Commits of the session; the last one is final.

// Each holds what those before it held. The second one makes more statements than a record takes.
std::string body(int step)
{
    std::string interactions;
    const int answers = step == 1 ? 1 : 20;
    for (int number = 0; number < answers; ++number)
        interactions += (number > 0 ? ",\"" : "\"") + std::to_string(number) + R"(":{"id":"q)" +
                        std::to_string(number) + R"(","type":"long-fill-in","learner_response":")" +
                        std::string(30'000, 'x') + "\"}";
    std::string cmi = R"("interactions":{)" + interactions + "}";
    std::string more;
    if (step >= 3) {
        cmi += R"(,"completion_status":"completed","score":{"scaled":"0.7"})";
        more = R"(,"completionStatus":"incomplete","successStatus":"unknown")";
    }
    if (step >= 4) {
        cmi += R"(,"success_status":"passed","exit":"suspend")";
        more = R"(,"completionStatus":"completed","successStatus":"passed")";
    }
    return commit2004(step, cmi, more);
}

struct Session {
    Session() : room(support::scorm2004_course(item("a"))), disk(*room.storage)
    {
        room.restart(disk);
        launch = room.launch();
        run = room.begin(launch, "a");
    }

    bool commit(int step) { return room.commit(launch, run, body(step), step == steps).empty(); }

    void restart()
    {
        disk.work_again();
        room.restart(disk);
    }

    // Sorted: what comes in one commit or in two is told in other orders.
    std::vector<std::string> told() const
    {
        auto out = room.told();
        std::ranges::sort(out);
        return out;
    }

    std::size_t waiting() const
    {
        std::size_t out = 0;
        for (const char* kind : {"outbox", "outbox-part"})
            out += room.storage->records()
                       .scan(support::classroom_tenant, kind, "", "", 1'000)
                       .value()
                       .size();
        return out;
    }

    Classroom room;
    FailingStorage disk;
    courses::Launch launch;
    base::Uuid run;
};

std::vector<std::string> expected()
{
    Session session;
    for (int step = 1; step <= steps; ++step)
        BOOST_TEST(session.commit(step));
    return session.told();
}

enum class Player { tries_again, goes_on, is_gone };

// False: there were fewer writes than that.
bool crash(int write, Failure how, Player player, const std::vector<std::string>& all)
{
    Session session;
    session.disk.fail_at(write, how);
    int step = 1;
    while (step <= steps && session.commit(step))
        ++step;
    if (!session.disk.has_failed()) return false;
    BOOST_TEST_REQUIRE(step <= steps);
    session.restart();
    if (player == Player::is_gone) {
        BOOST_TEST(session.room.runs->settle().has_value());
        BOOST_TEST(session.waiting() == 0u);
        // All of this commit, or nothing.
        const auto told = session.told();
        Session other;
        for (int done = 1; done < step; ++done)
            other.commit(done);
        const auto before = other.told();
        other.commit(step);
        BOOST_TEST((told == before || told == other.told()));
        return true;
    }
    if (player == Player::goes_on && step < steps) ++step;
    for (; step <= steps; ++step)
        BOOST_TEST(session.commit(step));
    BOOST_TEST((session.told() == all));
    BOOST_TEST((session.room.progress().course.status ==
                content::Status{content::Completion::completed, content::Success::passed}));
    BOOST_TEST(session.room.runs->settle().has_value());
    BOOST_TEST((session.told() == all));
    BOOST_TEST(session.waiting() == 0u);
    return true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_runs_crash)

BOOST_AUTO_TEST_CASE(a_crash_at_any_write_loses_nothing_and_doubles_nothing)
{
    const auto all = expected();
    BOOST_TEST(all.size() ==
               26u); // 20 answers, and of the SCO: begin, score, 2 statuses, end; course.
    for (const auto how : {Failure::before, Failure::after}) {
        for (const auto player : {Player::tries_again, Player::goes_on, Player::is_gone}) {
            int write = 1;
            while (crash(write, how, player, all))
                ++write;
            BOOST_TEST(write > 10);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_end_that_was_not_told_is_told_by_the_next_call)
{
    for (const auto how : {Failure::before, Failure::after}) {
        for (int write = 1; write <= 3; ++write) {
            Session session;
            BOOST_TEST(session.commit(1));
            session.disk.fail_at(write, how);
            const auto ended =
                session.room.runs->end(session.room.package, session.room.registration,
                                       session.launch, {{"run", to_string(session.run)}});
            BOOST_TEST(ended.has_error() == session.disk.has_failed());
            session.restart();
            session.room.begin(session.launch, "a");
            const auto told = session.room.told();
            BOOST_TEST(std::ranges::count(told, "suspended a") == 1);
            BOOST_TEST(told.back() == "resumed a");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_begin_that_was_not_answered_is_a_session_that_was_broken_off)
{
    for (const auto how : {Failure::before, Failure::after}) {
        bool has_failed = true;
        for (int write = 1; has_failed; ++write) {
            Session session;
            BOOST_TEST(session.commit(1));
            session.disk.fail_at(write, how);
            session.room.try_to_begin(session.launch, "a");
            has_failed = session.disk.has_failed();
            session.restart();
            session.room.begin(session.launch, "a");
            const auto told = session.room.told();
            const auto begun = 1 + std::ranges::count(told, "resumed a");
            BOOST_TEST(begun >= 2);
            BOOST_TEST(std::ranges::count(told, "suspended a") == begun - 1);
            BOOST_TEST(told.back() == "resumed a");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
