// When an AU, a block and a course are satisfied: five values of moveOn by what may happen, in
// blocks within blocks.
#include "content/cmi5_satisfaction.hpp"

#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using content::Cmi5Teller;
using content::Cmi5Unit;

// "b1 b0 course"
std::string news(const Play& play)
{
    std::string out;
    for (const auto& unit : content::newly_satisfied(play.course, play.state)) {
        if (!out.empty()) out += ' ';
        out += unit.kind == Cmi5Unit::Kind::course ? "course" : "b" + std::to_string(unit.index);
    }
    return out;
}

// What happens to the AU: p, c, both, f, w.
void happen(Play& play, std::size_t au, std::string_view what)
{
    if (what == "waived")
        return play.tell(content::waived_statement(play.enrolment, au, uuid(0x7000 + ++play.number),
                                                   at(++play.second), "Administrative"),
                         Cmi5Teller::system);
    const auto session = play.launch(au);
    play.tell(play.say(session, "initialized"), Cmi5Teller::au);
    if (what == "failed") play.tell(play.say(session, "failed"), Cmi5Teller::au);
    if (what == "passed" || what == "both") play.tell(play.say(session, "passed"), Cmi5Teller::au);
    if (what == "completed" || what == "both")
        play.tell(play.say(session, "completed"), Cmi5Teller::au);
}

constexpr std::string_view happenings[] = {"passed", "completed", "both", "failed", "waived"};

struct Row {
    const char* move_on;    // As in short_course().
    std::string_view meets; // By passed, completed, both, failed, waived: x when it does.
};

constexpr Row rows[] = {
    {"P", "x.x.x"}, {"C", ".xx.x"}, {"A", "..x.x"}, {"O", "xxx.x"}, {"N", "xxxxx"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_satisfaction)

BOOST_AUTO_TEST_CASE(an_au)
{
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < std::size(happenings); ++at) {
            BOOST_TEST_CONTEXT(row.move_on << " " << happenings[at])
            {
                Play play(short_course(row.move_on));
                BOOST_TEST(content::meets(play.course.aus[0].move_on, play.state.au(0)) ==
                           (*row.move_on == 'N'));
                happen(play, 0, happenings[at]);
                const bool met = row.meets[at] == 'x';
                BOOST_TEST(content::meets(play.course.aus[0].move_on, play.state.au(0)) == met);
                BOOST_TEST(news(play) == (met ? "course" : ""));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(blocks_in_blocks)
{
    // The AU in the innermost block is the row's; those around it are met one after the other.
    for (const auto& row : rows) {
        for (std::size_t at = 0; at < std::size(happenings); ++at) {
            BOOST_TEST_CONTEXT(row.move_on << " " << happenings[at])
            {
                Play play(short_course(std::string("((") + row.move_on + ")C)P"));
                happen(play, 0, happenings[at]);
                const bool met = row.meets[at] == 'x';
                BOOST_TEST(news(play) == (met ? "b1" : ""));
                happen(play, 1, "completed");
                BOOST_TEST(news(play) == (met ? "b1 b0" : ""));
                happen(play, 2, "passed");
                BOOST_TEST(news(play) == (met ? "b1 b0 course" : ""));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(at_the_registration)
{
    const struct {
        const char* course;
        const char* news;
    } cases[] = {
        {"N", "course"},      {"P", ""},
        {"(N)", "b0 course"}, {"(N)P", "b0"},
        {"(P)N", ""},         {"((N)P)", "b1"},
        {"(P)(N)", "b1"},     {"((N)N)(N)N", "b1 b0 b2 course"},
        {"(N(P(N)))", "b2"},
    };

    for (const auto& row : cases) {
        BOOST_TEST_CONTEXT(row.course)
        {
            BOOST_TEST(news(Play(short_course(row.course))) == row.news);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_said_is_no_news)
{
    Play play(short_course("(N)P"));
    BOOST_TEST(news(play) == "b0");
    play.tell(content::satisfied_statement(play.enrolment, {Cmi5Unit::Kind::block, 0}, uuid(0x7001),
                                           at(0)),
              Cmi5Teller::system);
    BOOST_TEST(news(play) == "");
    happen(play, 1, "passed");
    BOOST_TEST(news(play) == "course");
}

BOOST_AUTO_TEST_CASE(another_au_helps_nothing)
{
    Play play(short_course("PP"));
    happen(play, 1, "both");
    BOOST_TEST(news(play) == "");
}

BOOST_AUTO_TEST_SUITE_END()
