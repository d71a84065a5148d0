// What a registration's statements come to, and how long that is remembered.
#include "courses/cmi5_story.hpp"

#include "base/limits.hpp"
#include "courses/cmi5_stories.hpp"
#include "statements/agent.hpp"
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

namespace {

using namespace support;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

std::string identity_in(const std::string& authority)
{
    return statements::identity(parsed(authority)).value();
}

courses::Cmi5Stories stories_of(Cmi5Room& room)
{
    return {room.storage.statements(), cmi5_tenant, identity_in(cmi5_authorities().system),
            identity_in(cmi5_authorities().content)};
}

courses::Cmi5Story told_anew(Cmi5Room& room)
{
    auto stories = stories_of(room);
    const auto held = stories.open(*room.package.cmi5(), room.registration);
    return **held;
}

// Things that happen in a registration, one after the other, in no order.
class Course : public Cmi5Room {
public:
    explicit Course(std::mt19937& random) : Cmi5Room("(P(C))AN(NO)"), random_(random) {}

    std::size_t below(std::size_t count) { return random_() % count; }

    void go_on()
    {
        constexpr const char* verbs[] = {"initialized", "completed",  "passed",
                                         "failed",      "terminated", "experienced"};
        const auto what = below(12);
        if (what == 0 || sessions_.empty()) {
            sessions_.push_back(begin(below(5)));
        } else if (what == 1) {
            const auto done = runs->waive(package, registration, below(5), "x");
            BOOST_TEST((done || done.error().kind == base::ErrorKind::conflict));
        } else if (what == 2) {
            const auto all = log();
            const auto target = all[below(all.size())].as_object();
            if (content::cmi5_session_of(target)) void_by_other(id_of(target));
        } else if (what == 3) {
            put_by_other(say(sessions_[below(sessions_.size())], verbs[below(6)]));
        } else if (what == 4) {
            slip_in(say(sessions_[below(sessions_.size())], verbs[below(6)]));
        } else {
            send(sessions_.back(), verbs[below(6)]);
        }
        if (below(10) == 0) restart();
    }

private:
    std::mt19937& random_;
    std::vector<RunningAu> sessions_;
};

void play(std::mt19937& random)
{
    Course room(random);
    auto kept = stories_of(room);
    const auto& contents = *room.package.cmi5();
    for (int step = 0; step < 60; ++step) {
        room.go_on();
        if (room.below(3) != 0) continue;
        const auto held = kept.open(contents, room.registration);
        BOOST_TEST((**held == told_anew(room)));
        BOOST_TEST((room.progress() == (*held)->progress(contents, room.registration)));
    }
    // Then there is nothing left to be done, and nothing is said twice.
    BOOST_TEST(room.runs->enrol(room.package, room.registration).has_value());
    BOOST_TEST(told_anew(room).intruders().empty());
    const auto size = room.log().size();
    room.restart();
    BOOST_TEST(room.runs->enrol(room.package, room.registration).has_value());
    BOOST_TEST(room.log().size() == size);
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_story)

BOOST_AUTO_TEST_CASE(how_far_somebody_has_come)
{
    Cmi5Room room("(A)NP");
    courses::Cmi5Progress nothing;
    nothing.aus.resize(3);
    nothing.blocks.resize(1);
    nothing.aus[1].satisfied = at(0);
    BOOST_TEST((room.progress() == nothing));

    const auto first = room.begin(0); // Launched at 1.
    auto progress = room.progress();
    BOOST_TEST((progress.aus[0].launched == at(1)));
    BOOST_TEST(progress.aus[0].open);
    BOOST_TEST(progress.aus[0].sessions == 1u);
    BOOST_TEST(progress.aus[0].duration.count() == 0);

    auto failed = room.say(first, "failed", 10);
    failed["result"].as_object()["score"] = json::object{{"scaled", 0.25}};
    BOOST_TEST(room.send(first, failed) == "");
    BOOST_TEST(room.send(first, room.say(first, "completed", 20)) == "");
    BOOST_TEST(room.send(first, room.say(first, "terminated", 30)) == "");
    progress = room.progress();
    BOOST_TEST((progress.aus[0].failed == at(10)));
    BOOST_TEST((progress.aus[0].completed == at(20)));
    BOOST_TEST(!progress.aus[0].open);
    BOOST_TEST(!progress.aus[0].satisfied.has_value());
    BOOST_TEST(json_text(progress.aus[0].score) == R"({"scaled":2.5E-1})");
    BOOST_TEST((progress.aus[0].duration == seconds(300))); // "PT5M", as it says.

    room.maker.second = 40;
    const auto second = room.begin(0);
    auto passed = room.say(second, "passed", 50);
    passed["result"].as_object()["score"] = json::object{{"raw", 7}, {"min", 0}, {"max", 10}};
    BOOST_TEST(room.send(second, passed) == "");
    room.maker.second = 60;
    room.launch(2); // Launched at 41, heard of last at 50.
    progress = room.progress();
    BOOST_TEST(json_text(progress.aus[0].score) == R"({"raw":7,"min":0,"max":10})");
    BOOST_TEST((progress.aus[0].passed == at(50)));
    BOOST_TEST((progress.aus[0].satisfied == at(50)));
    BOOST_TEST((progress.aus[0].duration == seconds(309)));
    BOOST_TEST(progress.aus[0].sessions == 2u);
    BOOST_TEST((progress.blocks[0] == at(50)));
    BOOST_TEST(!progress.course.has_value());
    BOOST_TEST(progress.aus[2].open);
    BOOST_TEST((progress.duration == seconds(309)));

    room.clock.set(at(1'000));
    BOOST_TEST(room.runs->waive(room.package, room.registration, 2, "Administrative").value());
    progress = room.progress();
    BOOST_TEST((progress.aus[2].waived == progress.aus[2].satisfied));
    BOOST_TEST((progress.course == progress.aus[2].waived));
    BOOST_TEST((*progress.course >= at(1'000) && *progress.course < at(1'001)));
    // It was so before.
    BOOST_TEST(room.runs->waive(room.package, room.registration, 1, "Administrative").value());
    BOOST_TEST((room.progress().aus[1].satisfied == at(0)));
}

BOOST_AUTO_TEST_CASE(since_when_an_au_is_satisfied)
{
    const struct {
        const char* course;
        const char* first;
        const char* second;
        int since; // 0: it is not.
    } rows[] = {{"P", "completed", "passed", 20},     {"C", "completed", "passed", 10},
                {"A", "completed", "passed", 20},     {"A", "passed", "completed", 20},
                {"O", "completed", "passed", 10},     {"O", "passed", "completed", 10},
                {"A", "completed", "experienced", 0}, {"O", "failed", "completed", 20}};

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.course << ' ' << row.first)
        {
            Cmi5Room room(row.course);
            const auto au = room.begin(0);
            BOOST_TEST(room.send(au, room.say(au, row.first, 10)) == "");
            BOOST_TEST(room.send(au, room.say(au, row.second, 20)) == "");
            const auto since = room.progress().aus[0].satisfied;
            BOOST_TEST((since == (row.since ? std::optional(at(row.since)) : std::nullopt)));
        }
    }
}

BOOST_AUTO_TEST_CASE(durations)
{
    const struct {
        const char* text;
        microseconds lasted;
    } rows[] = {
        {"PT0S", microseconds(0)},
        {"PT1.5S", microseconds(1'500'000)},
        {"PT0.000001S", microseconds(1)},
        {"PT1H2M3S", seconds(3'723)},
        {"PT0.5H", seconds(1'800)},
        {"P1DT1H", hours(25)},
        {"P2W", hours(14 * 24)},
        {"P1Y1M", hours(395 * 24)},
        {"PT999999999999H", limits::scorm_timespan},
        {"P999999999999Y", limits::scorm_timespan},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text)
        {
            Cmi5Room room("C");
            for (const int count : {1, 2}) {
                const auto au = room.begin(0);
                auto end = room.say(au, "terminated");
                end["result"].as_object()["duration"] = row.text;
                BOOST_TEST(room.send(au, end) == "");
                const auto sum = std::min<microseconds>(row.lasted * count, limits::scorm_timespan);
                BOOST_TEST((room.progress().aus[0].duration == sum));
                BOOST_TEST((room.progress().duration == sum));
            }
        }
    }
}

// Whatever comes: what is told piece by piece is what is told at once.
BOOST_AUTO_TEST_CASE(told_anew_it_is_the_same)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937 random(seed);
        for (int round = 0; round < 20; ++round)
            play(random);
    }
}

BOOST_AUTO_TEST_CASE(more_statements_than_a_page_has)
{
    Cmi5Room room("C");
    const auto au = room.begin(0);
    json::array many;
    while (many.size() < limits::page_statements_max)
        many.push_back(room.say(au, "experienced"));
    BOOST_TEST(room.send(au, many) == "");
    BOOST_TEST(room.send(au, "completed") == "");
    room.restart();
    BOOST_TEST(room.progress().course.has_value());
    BOOST_TEST(room.send(au, "completed") == "forbidden cmi5.verb.once");
}

BOOST_AUTO_TEST_CASE(stories_are_kept_up_to_a_limit)
{
    Cmi5Room room(std::string(98, 'P')); // 99 parts.
    auto stories = stories_of(room);
    const auto open = [&](unsigned number) {
        auto registration = room.registration;
        registration.id = uuid(0x10000 + number);
        return stories.open(*room.package.cmi5(), registration).has_value();
    };
    const auto fit = static_cast<unsigned>(limits::cmi5_parts_kept / 99);
    for (unsigned number = 0; number < fit; ++number)
        BOOST_REQUIRE(open(number));
    BOOST_TEST(stories.kept() == fit);
    BOOST_TEST(open(0)); // Used last now: another one goes.
    for (unsigned number = fit; number < fit + 5; ++number)
        BOOST_TEST(open(number));
    BOOST_TEST(stories.kept() == fit);
}

BOOST_AUTO_TEST_CASE(one_story_that_is_larger_is_kept_alone)
{
    Cmi5Room room("P");
    auto stories = stories_of(room);
    BOOST_TEST(stories.open(*room.package.cmi5(), room.registration).has_value());
    courses::Cmi5Contents large{room.package.cmi5()->course, room.package.cmi5()->ids};
    large.course.aus.resize(limits::cmi5_parts_kept);
    for (std::size_t index = 0; index < large.course.aus.size(); ++index)
        large.course.aus[index].id = "https://pub.example/au/" + std::to_string(index);
    large.ids = content::Cmi5Ids(large.course, lms);
    auto other = room.registration;
    other.id = uuid(0xa001);
    BOOST_TEST(stories.open(large, other).has_value());
    BOOST_TEST(stories.kept() == 1u);
    BOOST_TEST(stories.open(large, other).has_value());
    BOOST_TEST(stories.open(*room.package.cmi5(), room.registration).has_value());
    BOOST_TEST(stories.kept() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
