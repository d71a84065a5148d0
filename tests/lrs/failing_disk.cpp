// The whole server on a disk that is full or fails, and works again: what clients are told, and
// that nobody has to start anything.
#include "tests/lrs/books.hpp"
#include "tests/lrs/followed.hpp"
#include "tests/support/fault_env.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace {

using support::Call;
using support::DiskError;
using support::Failing;

class Fixture {
public:
    Fixture() : world(storage::rocks::open({.path = "/db", .env = disk.env()}).value()) {}

    unsigned post(const std::string& body) { return world.ask({.body = body}).result_int(); }

    std::string passed(unsigned number, std::string_view course)
    {
        return followed::statement(static_cast<int>(number), course, "2020-02-01T00:00:00Z");
    }

    std::int64_t level()
    {
        const auto answer =
            world.city().competency.answer(followed::identity("ann"), followed::later, {}).value();
        return boost::json::parse(answer).at("competencies").at(0).at("level").as_int64();
    }

    void wait()
    {
        while (world.get("/health").result_int() != 200)
            std::this_thread::yield();
    }

    support::FaultEnv disk;
    live::World world;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_failing_disk, Fixture)

BOOST_AUTO_TEST_CASE(what_clients_are_told)
{
    const struct {
        const char* name;
        DiskError error;
        unsigned refused;
    } rows[] = {{"full", DiskError::no_space, 507}, {"failing", DiskError::io, 503}};

    unsigned number = 0;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto first = ++number;
            BOOST_TEST(post(books::statement(first)) == 200u);
            disk.plan({Call::append, 1, Failing::from_then_on, row.error});
            BOOST_TEST(post(books::statement(++number)) == 503u);
            const auto answer = world.ask({.body = books::statement(++number)});
            BOOST_TEST(answer.result_int() == row.refused);
            BOOST_TEST(answer.count("Retry-After") == 1u);
            const auto state = "/xapi/activities/state?activityId=https%3A%2F%2Fa.example&stateId=s"
                               "&agent=%7B%22mbox%22%3A%22mailto%3Aann%40example.org%22%7D";
            BOOST_TEST(world.ask({.target = state, .body = "{}"}).result_int() == row.refused);
            BOOST_TEST(world.get("/health").result_int() == 503u);
            BOOST_TEST(world.get("/xapi/statements").result_int() == 200u);
            const auto one = "/xapi/statements?statementId=" + books::id(first);
            BOOST_TEST(world.get(one).result_int() == 200u);

            disk.repair();
            wait();
            BOOST_TEST(post(books::statement(number)) == 200u);
            BOOST_TEST(world.ask({.target = state, .body = "{}"}).result_int() == 204u);
            BOOST_TEST(world.get(one).result_int() == 200u);
        }
    }
}

// It answers from memory while the disk refuses what it derives, and goes on afterwards.
BOOST_AUTO_TEST_CASE(attainment_is_kept_up)
{
    world.city().competency.set_model(followed::held_by_courses({"a", "b"}).text()).value();
    BOOST_TEST(post(passed(1, "a")) == 200u);
    BOOST_TEST(level() == 1);
    for (unsigned turn = 0; turn < 3; ++turn) {
        disk.plan({Call::append, 1, Failing::from_then_on, DiskError::no_space});
        BOOST_TEST(post(passed(2, "b")) != 200u);
        BOOST_TEST(level() == 1);
        disk.repair();
        wait();
        BOOST_TEST(level() == 1);
    }
    BOOST_TEST(post(passed(2, "b")) == 200u);
    BOOST_TEST(level() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
