#include "lrs/followers/competency_follower.hpp"

#include "base/limits.hpp"
#include "tests/lrs/followed.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>

namespace {

namespace data = boost::unit_test::data;

using namespace followed;
using namespace std::chrono_literals;
using base::ErrorKind;

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_competency_follower, Fixture)

BOOST_DATA_TEST_CASE(without_a_model, data::make(live::backends), backend)
{
    open(backend);
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    follow();
    const auto answer = follower->answer(identity("ann"), later, {});
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().kind == ErrorKind::not_found));
    BOOST_TEST(!follower->model());

    // It sleeps until one comes, whatever lies in the log: a few looks a second, not a loop.
    const auto before = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(100ms);
    const auto waited = std::chrono::steady_clock::now() - before;
    BOOST_TEST(storage->switches.follows.load() <= 10u + static_cast<std::size_t>(waited / 20ms));
    follower->set_model(held_by_courses({"a"}).text()).value();
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(answers_after_each_write, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a", "b"}));
    for (int number = 1; number <= 60; ++number) {
        const auto person = "p" + std::to_string(number % 7);
        put(statement(number, number % 2 ? "a" : "b", "2020-02-01T00:00:00Z", of_person(person)));
        BOOST_REQUIRE_EQUAL(answer(person), naive_answer(person));
    }
    BOOST_TEST(level("p0") == 2);
    BOOST_TEST(level("nobody") == 0);
}

// Who asks while the follower is at work is woken as soon as it is done: limits::attainment_wait is
// for one that is stuck.
BOOST_DATA_TEST_CASE(answers_do_not_wait_in_vain, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    int slow = 0;
    for (int number = 1; number <= 8; ++number) {
        store(statement(number, "a", "2020-02-01T00:00:00Z"));
        const auto before = std::chrono::steady_clock::now();
        BOOST_TEST(level() == 1);
        slow += std::chrono::steady_clock::now() - before >= limits::attainment_wait;
    }
    BOOST_TEST(slow <= 4);
}

BOOST_DATA_TEST_CASE(reads_only_what_the_model_asks_for, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto read = [&] { return storage->switches.entries + storage->switches.reads; };
    const auto before = read();
    const auto put_others = [&] {
        for (int number = 2; number < 10; ++number) {
            put(statement(number, "a", "2020-02-01T00:00:00Z",
                          R"({"verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"}})"));
        }
    };
    put_others(); // Each looks once at its own `stored`.
    BOOST_TEST(answer() == naive_answer());
    BOOST_TEST(read() == before + 8 + 1);
}

BOOST_DATA_TEST_CASE(late_statements, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-03-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-03-01T00:00:00Z");
    put(statement(2, "a", "2020-01-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
    put(statement(3, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(since() == "2020-01-01T00:00:00Z");
    BOOST_TEST(answer() == naive_answer());
}

BOOST_DATA_TEST_CASE(voids, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    const auto known = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    const auto voided = put(voiding(2, 1, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", known) == 1);
    BOOST_TEST(level("ann", voided - 1us) == 1);
    BOOST_TEST(level("ann", voided) == 0);
    BOOST_TEST(answer() == naive_answer());

    put(voiding(4, 3, "2020-03-01T00:00:00Z")); // Before its target.
    put(statement(3, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    BOOST_TEST(answer() == naive_answer());
}

BOOST_DATA_TEST_CASE(erasures, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    const auto known = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    erase(1);
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", known) == 0);             // As if it had never been.
    store(statement(1, "a", "2020-02-01T00:00:00Z")); // Acknowledged, not stored.
    BOOST_TEST(level() == 0);
    put(statement(2, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(erased_voids_keep_their_effect, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto voided = put(voiding(2, 1, "2020-03-01T00:00:00Z"));
    erase(2);
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", voided - 1us) == 1);
    // Nor does who reads the log from its start see it otherwise.
    follower->set_model(held_by_courses({"a", "b"}).text()).value();
    BOOST_TEST(level() == 0);
    BOOST_TEST(level("ann", voided - 1us) == 1);
}

BOOST_DATA_TEST_CASE(watermark, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    const auto watermark = [&] { return json::parse(answer()).at("watermark"); };
    BOOST_TEST((watermark() == json::value{{"sequence", 0}, {"stored", nullptr}}));
    const auto stored = put(statement(1, "a", "2020-02-01T00:00:00Z"));
    const auto published = storage->log().published(default_tenant);
    BOOST_TEST(watermark().at("sequence").as_int64() ==
               static_cast<std::int64_t>(published.sequence));
    BOOST_TEST((time(watermark().at("stored").as_string()) == stored));
    BOOST_TEST((time(json::parse(answer()).at("knownAt").as_string()) == stored));
}

BOOST_AUTO_TEST_CASE(restart)
{
    follow({"rocksdb", live::make<live::Rocks>}, held_by_courses({"a", "b"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    put(statement(2, "b", "2020-03-01T00:00:00Z"));
    put(voiding(3, 2, "2020-03-01T00:00:00Z"));
    put(statement(4, "a", "2020-01-01T00:00:00Z"));
    const auto before = answer();
    const auto hash = follower->model()->hash;
    close();

    reopen();
    follow();
    BOOST_TEST(answer() == before);
    BOOST_TEST(follower->model()->hash == hash);
    BOOST_TEST(storage->switches.reads == 0u);   // What was derived was kept.
    BOOST_TEST(storage->switches.entries <= 1u); // The watermark's own.
    put(statement(5, "b", "2020-03-01T00:00:00Z"));
    BOOST_TEST(level() == 2);
    BOOST_TEST(answer() == naive_answer());
    close();

    // What is written while nobody follows is caught up with from the log.
    reopen();
    put(statement(6, "a", "2020-02-01T00:00:00Z", of_person("bob")));
    close();
    reopen();
    follow();
    BOOST_TEST(level("bob") == 1);
    BOOST_TEST(level() == 2);
    erase(4);
    BOOST_TEST(since() == "2020-03-01T00:00:00Z");
    const auto erased = answer();
    close();
    reopen();
    follow();
    BOOST_TEST(answer() == erased);
}

BOOST_DATA_TEST_CASE(a_feed_that_has_moved_on, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    storage->switches.behind = true;
    for (int number = 1; number <= 20; ++number) {
        put(statement(number, "a", "2020-02-01T00:00:00Z",
                      of_person("p" + std::to_string(number))));
    }
    BOOST_TEST(level("p20") == 1);
    put(voiding(21, 20, "2020-03-01T00:00:00Z"));
    BOOST_TEST(level("p20") == 0);
    erase(19);
    BOOST_TEST(level("p19") == 0);
    BOOST_TEST(level("p1") == 1);
    storage->switches.behind = false;
    put(statement(22, "a", "2020-02-01T00:00:00Z", of_person("p20")));
    BOOST_TEST(level("p20") == 1);
}

BOOST_DATA_TEST_CASE(a_feed_that_says_nothing, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "b", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 0);
    storage->switches.kept_back = true;
    std::this_thread::sleep_for(1ms);
    put(statement(2, "a", "2020-02-01T00:00:00Z"));
    // Answered all the same, and the watermark says up to where; or the follower was quicker.
    const auto given = json::parse(answer());
    const auto sequence = given.at("watermark").at("sequence").to_number<std::uint64_t>();
    const auto published = storage->log().published(default_tenant).sequence;
    BOOST_TEST((given.at("competencies").at(0).at("level").as_int64() == 1) ==
               (sequence == published));
    storage->switches.kept_back = false;
    BOOST_TEST(level() == 1);
}

BOOST_DATA_TEST_CASE(a_log_that_cannot_be_read, data::make(live::backends), backend)
{
    follow(backend, held_by_courses({"a"}));
    put(statement(1, "a", "2020-02-01T00:00:00Z"));
    BOOST_TEST(level() == 1);
    storage->switches.unreadable = true;
    store(statement(2, "a", "2020-02-01T00:00:00Z"));
    // An answer that could be wrong is none.
    const auto answer = follower->answer(identity("ann"), later, {});
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().kind == ErrorKind::internal));
    const auto changed = follower->set_model(held_by_courses({"a", "b"}).text());
    BOOST_REQUIRE(!changed);
    BOOST_TEST((changed.error().kind == ErrorKind::unknown));

    storage->switches.unreadable = false;
    while (!follower->answer(identity("ann"), later, {}))
        std::this_thread::yield();
    BOOST_TEST(level("ann") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
