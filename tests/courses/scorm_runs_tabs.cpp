// Who has the registration, and what comes twice, late or out of order.
#include "tests/courses/scorm_classroom.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace std::chrono_literals;
using base::ErrorKind;
using support::Classroom;
using support::commit12;
using support::commit2004;
using support::item;

namespace {

const std::string over = "this run is over: it has ended, or another one has begun";
const std::string elsewhere = "the course has been opened elsewhere and goes on there";

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_runs_tabs)

BOOST_AUTO_TEST_CASE(a_second_tab_takes_over)
{
    Classroom room(support::scorm2004_course(item("a") + item("b")));
    const auto first = room.launch();
    const auto second = room.launch();
    const auto run = room.begin(first, "a");
    BOOST_TEST(room.commit(first, run, commit2004(1, R"("location":"p1")")) == "");
    const auto other = room.begin(second, "b");
    BOOST_TEST(room.last_told() == "initialized a, suspended a, initialized b");
    BOOST_TEST(room.commit(first, run, commit2004(2, R"("location":"p2")"), true) == over);
    BOOST_TEST(room.commit(first, run, commit2004(1, R"("location":"p1")")) == over);
    // Nor can one tab speak for the other.
    BOOST_TEST(room.commit(first, other, commit2004(1, "")) == over);
    const auto again = room.try_to_begin(first, "a");
    BOOST_TEST_REQUIRE(again.has_error());
    BOOST_TEST((again.error().kind == ErrorKind::conflict));
    BOOST_TEST(again.error().why == elsewhere);
    const auto kept = room.runs->keep(room.package, room.registration, first,
                                      {{"sequencingState", "of the first"}});
    BOOST_TEST_REQUIRE(kept.has_error());
    BOOST_TEST((kept.error().kind == ErrorKind::conflict));
    room.end(first, other);
    BOOST_TEST(room.last_told() == "");
    BOOST_TEST(room.commit(second, other, commit2004(1, R"("exit":"suspend")"), true) == "");
    BOOST_TEST(room.last_told() == "suspended b");
}

BOOST_AUTO_TEST_CASE(a_launch_that_has_begun_nothing_takes_nothing)
{
    Classroom room(support::scorm12_course(item("a")));
    const auto first = room.launch();
    const auto second = room.launch();
    const auto run = room.begin(first, "a");
    room.course(second);
    BOOST_TEST(room.commit(first, run, commit12(1, R"("lesson_status":"completed")"), true) == "");
    BOOST_TEST(room.commit(first, room.begin(first, "a"), commit12(1, "")) == "");
    room.begin(second, "a");
}

BOOST_AUTO_TEST_CASE(to_begin_again_in_the_same_tab_ends_the_former_run)
{
    Classroom room(support::scorm12_course(item("a")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    BOOST_TEST(room.commit(launch, run, commit12(1, R"("lesson_location":"p1")")) == "");
    const auto next = room.begin(launch, "a");
    BOOST_TEST(room.last_told() == "initialized a, suspended a, resumed a");
    BOOST_TEST(room.commit(launch, run, commit12(2, ""), true) == over);
    BOOST_TEST(room.commit(launch, next, commit12(1, ""), true) == "");
    BOOST_TEST(room.last_told() == "terminated a");
}

BOOST_AUTO_TEST_CASE(what_came_before_changes_nothing)
{
    Classroom room(support::scorm12_course(item("a")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    const auto done = commit12(7, R"("lesson_status":"completed")");
    BOOST_TEST(room.commit(launch, run, done) == "");
    BOOST_TEST(room.last_told() == "initialized a, completed a, completed course");
    const auto before = room.progress();
    BOOST_TEST(room.commit(launch, run, done) == "");
    BOOST_TEST(room.commit(launch, run, commit12(6, R"("lesson_status":"failed")")) == "");
    BOOST_TEST(room.last_told() == "");
    BOOST_TEST((room.progress() == before));
    // The same one as the last one ends the run as content wanted to leave it.
    BOOST_TEST(room.commit(launch, run, done, true) == "");
    BOOST_TEST(room.last_told() == "terminated a");
    // After the end what came before is answered as it was, and nothing else is taken.
    BOOST_TEST(room.commit(launch, run, done, true) == "");
    BOOST_TEST(room.commit(launch, run, commit12(8, ""), true) == over);
    BOOST_TEST(room.last_told() == "");
}

BOOST_AUTO_TEST_CASE(a_last_commit_that_its_end_has_overtaken_is_taken)
{
    struct Row {
        const char* name;
        const char* last;
        const char* told;
        bool resumes;
    };

    for (const Row row :
         {Row{"as it was told", R"("location":"p2","exit":"suspend")", "", true},
          Row{"with a result", R"("completion_status":"completed","exit":"suspend")",
              "completed a, completed course, suspended a", true},
          Row{"left otherwise", R"("exit":"normal")", "terminated a", false}}) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Classroom room(support::scorm2004_course(item("a")));
            const auto launch = room.launch();
            const auto run = room.begin(launch, "a");
            BOOST_TEST(room.commit(launch, run, commit2004(1, R"("location":"p1")")) == "");
            room.end(launch, run);
            BOOST_TEST(room.last_told() == "initialized a, suspended a");
            BOOST_TEST(room.commit(launch, run, commit2004(2, row.last), true) == "");
            BOOST_TEST(room.last_told() == row.told);
            BOOST_TEST(room.commit(launch, run, commit2004(3, ""), true) == over);
            room.begin(launch, "a");
            BOOST_TEST(room.last_told() == (row.resumes ? "resumed a" : "initialized a"));
        }
    }
}

BOOST_AUTO_TEST_CASE(threads_wait_for_each_other)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    constexpr int threads = 4;
    constexpr int commits = 25;
    std::vector<std::thread> players;
    std::atomic<int> wrong = 0;
    for (int player = 0; player < threads; ++player) {
        players.emplace_back([&] {
            for (int number = 1; number <= commits; ++number) {
                const auto text = R"("progress_measure":"0.)" + std::to_string(number + 10) + '"';
                if (!room.runs->commit(room.package, room.registration, launch, run,
                                       commit2004(number, text), false))
                    ++wrong;
            }
        });
    }
    for (auto& player : players)
        player.join();
    BOOST_TEST(wrong == 0);
    // Each number once, from whomever it came first; later ones may overtake earlier ones.
    const auto told = room.told();
    BOOST_TEST(told.size() <= 1u + commits);
    BOOST_TEST(told.back() == "progressed a");
    BOOST_TEST(room.commit(launch, run, commit2004(commits, ""), true) == "");
}

BOOST_AUTO_TEST_SUITE_END()
