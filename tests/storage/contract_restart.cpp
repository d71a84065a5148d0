// Closing and opening again, for the backends that remember.
#include "base/limits.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(contract_restart)

BOOST_DATA_TEST_CASE(everything_is_there_again, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    const auto key = store->statements().key();
    store->put({statement(1), statement(2), voiding(3, 1), referring(4, 2), statement(5)});
    store->put({statement(1)}, elsewhere);
    store->erase({5});
    const std::vector<storage::Change> changes{{"a", "1"}};
    BOOST_TEST(store->projections().commit(home, "seen", changes, 4).has_value());
    BOOST_TEST(store->settings().put("name", "value").has_value());
    const std::vector<std::string> entries{"one", "two"};
    BOOST_TEST(store->registers().append(home, "people", entries, 0).value() == 2u);
    const auto log = store->whole_log();
    const auto published = store->log().published(home);
    const auto text = store->find(1)->text;

    for (int turn = 0; turn < 2; ++turn) {
        store->reopen();
        BOOST_TEST((store->statements().key() == key));
        BOOST_TEST((store->log().published(home) == published));
        BOOST_TEST(store->find(1)->text == text);
        BOOST_TEST(store->is_voided(1));
        BOOST_TEST(store->listed() == "4 3 2");
        BOOST_TEST(store->listed(by_verb("read")) == "4 3 2");
        BOOST_TEST(store->listed({}, elsewhere) == "1");
        BOOST_TEST(store->put({statement(1), statement(5)}).added == 0u);
        BOOST_TEST(!store->find(5));

        const auto again = store->whole_log();
        BOOST_REQUIRE(again.size() == log.size());
        for (std::size_t at = 0; at < log.size(); ++at) {
            BOOST_TEST(again[at].sequence == log[at].sequence);
            BOOST_TEST((again[at].kind == log[at].kind));
            BOOST_TEST(again[at].text == log[at].text);
        }
        BOOST_TEST(store->projections().cursor(home, "seen").value().value() == 4u);
        BOOST_TEST(store->settings().get("name").value().value() == "value");
        BOOST_TEST(store->entries_of("people") == "1=one 2=two ");
    }
}

BOOST_DATA_TEST_CASE(what_waits_goes_on_waiting, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    constexpr unsigned crowded = 900'000;
    std::vector<json::object> batch{referring(1, 2), referring(2, 3), voiding(4, 5)};
    for (unsigned n = 0; n < limits::pending_referrers; ++n)
        batch.push_back(referring(1'000 + n, crowded));
    store->put(batch);

    store->reopen();
    const auto refused = store->try_put({referring(5'000, crowded)});
    BOOST_TEST((refused.error().kind == ErrorKind::too_many));
    store->put({statement(3, "ann", "wrote", activity("poem")), statement(5)});
    BOOST_TEST(store->listed(by_verb("wrote")) == "3 2 1");
    BOOST_TEST(store->is_voided(5));

    store->reopen();
    store->put({statement(crowded, "ann", "sang", activity("poem"))});
    BOOST_TEST(store->walk(by_verb("sang")).size() == limits::pending_referrers + 1);
}

BOOST_DATA_TEST_CASE(sequence_and_stored_go_on, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    store->put({statement(3)}, elsewhere);
    const auto last = store->log().published(elsewhere).stored;

    store->clock.advance(-1s);
    store->reopen();
    store->put({statement(4)});
    BOOST_TEST(store->find(4)->sequence > store->find(2)->sequence);
    BOOST_TEST((store->log().published(home).stored == last + 1us));

    store->clock.set(last - limits::clock_jump);
    store->reopen();
    BOOST_TEST((store->try_put({statement(5)}).error().kind == ErrorKind::busy));
    store->clock.advance(1us);
    BOOST_TEST(store->put({statement(5)}).added == 1u);
}

// A walk that began before goes on after.
BOOST_DATA_TEST_CASE(a_cursor_outlives_the_process, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    for (unsigned n = 1; n <= 9; ++n)
        store->put({statement(n)});
    const auto first = store->page({.limit = 4});
    store->reopen();
    store->put({statement(10)});
    const auto second = store->page({.limit = 4}, first.next);
    BOOST_TEST(numbers_of(first.statements) == "9 8 7 6");
    BOOST_TEST(numbers_of(second.statements) == "5 4 3 2");
}

// The feed is memory: those who followed must read the log, unless they had seen everything.
BOOST_DATA_TEST_CASE(the_feed_begins_anew, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    const auto seen = store->log().published(home);
    store->reopen();
    BOOST_TEST(store->log().follow(home, seen.sequence - 1, 10, 0ms).behind);

    store->put({statement(3)});
    const auto feed = store->log().follow(home, seen.sequence, 10, 0ms);
    BOOST_TEST(!feed.behind);
    BOOST_TEST(feed.items.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
