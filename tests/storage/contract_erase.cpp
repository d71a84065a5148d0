// Removing statements for good.
#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
using storage::EntryKind;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(contract_erase)

BOOST_DATA_TEST_CASE(an_erased_statement_is_nowhere, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2), statement(3)});
    const auto erased = store->erase({2, 99, 2});
    BOOST_TEST(erased.statements == 1u);
    BOOST_TEST(erased.record == store->log().published(home).sequence);

    BOOST_TEST(!store->find(2));
    BOOST_TEST(store->listed() == "3 1");
    BOOST_TEST(store->listed({.ascending = true}) == "1 3");
    BOOST_TEST(store->listed(by_agent("ann")) == "3 1");
    BOOST_TEST(store->listed({.verb = verb("read"), .limit = 1}) == "3 1");
    for (const auto& entry : store->whole_log())
        BOOST_TEST(entry.text.find(to_string(id(2))) == std::string::npos);
}

BOOST_DATA_TEST_CASE(erasing_nothing_leaves_no_record, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    for (int turn = 0; turn < 2; ++turn) {
        const auto erased = store->erase({99});
        BOOST_TEST(erased.statements == 0u);
        BOOST_TEST(erased.record == 0u);
    }
    BOOST_TEST(store->whole_log().size() == 1u);

    BOOST_TEST(store->erase({1}).statements == 1u);
    BOOST_TEST(store->erase({1}).statements == 0u); // It is gone already.
    BOOST_TEST(store->whole_log().size() == 2u);
}

BOOST_DATA_TEST_CASE(the_log_tells_what_was_erased, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2), statement(3)});
    const auto before = store->whole_log();
    store->clock.advance(1h);
    const json::value when(base::to_string(store->clock.now()));
    const json::value why("asked for");
    const auto record = store->erase({1, 3}).record;

    const auto log = store->whole_log();
    BOOST_REQUIRE(log.size() == 4u);
    BOOST_TEST((log[1].kind == EntryKind::statement));
    BOOST_TEST(log[1].text == before[1].text);
    for (const auto at : {0u, 2u}) {
        BOOST_TEST((log[at].kind == EntryKind::tombstone));
        BOOST_TEST(log[at].sequence == before[at].sequence);
        const auto tombstone = statements::parse(log[at].text).value();
        BOOST_TEST(tombstone.at("reason") == why);
        BOOST_TEST(tombstone.at("erased") == when);
        BOOST_TEST(tombstone.at("id").is_string());
        BOOST_TEST(tombstone.as_object().size() == 3u);
    }
    BOOST_TEST(statements::parse(log[0].text)->at("id") !=
               statements::parse(log[2].text)->at("id"));

    BOOST_TEST((log[3].kind == EntryKind::erasure));
    BOOST_TEST(log[3].sequence == record);
    const auto erasure = statements::parse(log[3].text).value();
    const json::array sequences{before[0].sequence, before[2].sequence};
    BOOST_TEST(erasure.at("sequences") == sequences);
    BOOST_TEST(erasure.at("reason") == why);
    BOOST_TEST(erasure.at("erased") == when);
    BOOST_TEST((store->log().published(home).stored == store->clock.now()));
}

// Those who read the log from its beginning must learn what was voided, and when.
BOOST_DATA_TEST_CASE(the_tombstone_of_a_void_keeps_its_effect, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto when = store->clock.now();
    store->put({voiding(1, 2), statement(2)});
    store->clock.advance(1h);
    store->erase({1, 2});

    const auto log = store->whole_log();
    const auto of_void = statements::parse(log.at(0).text).value();
    BOOST_TEST(of_void.at("voids") == json::value(to_string(id(2))));
    BOOST_TEST(of_void.at("stored") == json::value(base::to_string(when)));
    BOOST_TEST(!statements::parse(log.at(1).text)->as_object().contains("voids"));
}

BOOST_DATA_TEST_CASE(an_erased_id_is_acknowledged_and_not_stored, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    store->erase({1});

    const auto other_content = statement(1, "bob", "saw", activity("film"));
    for (const auto& again : {statement(1), other_content}) {
        const auto committed = store->put({again, statement(2)});
        BOOST_TEST((committed.ids == std::vector{id(1), id(2)}));
        BOOST_TEST(!store->find(1));
        BOOST_TEST(store->listed() == "2");
    }
    BOOST_TEST(store->put({statement(1), statement(3)}).added == 1u);
    BOOST_TEST(store->put({statement(1)}, elsewhere).added == 1u);
}

BOOST_DATA_TEST_CASE(what_referred_to_it_stays_and_inherits_no_more, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    store->put({statement(1, "ann", "wrote", activity("poem")), referring(2, 1), referring(3, 2)});
    store->erase({1});
    BOOST_TEST(store->listed(by_verb("wrote")) == "");
    BOOST_TEST(store->listed(by_verb("noted")) == "3 2");

    store->put({statement(1, "ann", "wrote", activity("poem"))}); // Not stored.
    BOOST_TEST(store->listed(by_verb("wrote")) == "");
}

BOOST_DATA_TEST_CASE(it_can_be_referred_to_without_end, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), referring(2, 1)});
    store->erase({1});
    // None of these waits: what they refer to will never come.
    std::vector<json::object> batch;
    for (unsigned n = 0; n <= limits::pending_referrers; ++n)
        batch.push_back(referring(100 + n, 1));
    BOOST_TEST(store->put(batch).added == batch.size());
    BOOST_TEST(store->put({referring(3, 1), voiding(4, 1)}).added == 2u);
}

BOOST_DATA_TEST_CASE(an_erased_statement_waits_no_more, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    constexpr unsigned absent = 1'000'000;
    std::vector<json::object> batch;
    for (unsigned n = 1; n <= limits::pending_referrers; ++n)
        batch.push_back(referring(n, absent));
    store->put(batch);
    BOOST_TEST((store->try_put({referring(1'000, absent)}).error().kind == ErrorKind::too_many));
    store->erase({7});
    BOOST_TEST(store->put({referring(1'000, absent)}).added == 1u);
    BOOST_TEST((store->try_put({referring(1'001, absent)}).error().kind == ErrorKind::too_many));
}

BOOST_DATA_TEST_CASE(erasing_what_refers, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({referring(1, 2), referring(2, 3), referring(4, 3)});
    store->erase({2});
    store->put({statement(3, "ann", "wrote", activity("poem"))});
    BOOST_TEST(store->listed(by_verb("wrote")) == "3 4");
    store->erase({4});
    BOOST_TEST(store->listed(by_verb("wrote")) == "3");
}

BOOST_DATA_TEST_CASE(a_voided_statement_can_be_erased, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), voiding(2, 1), statement(3)});
    BOOST_TEST(store->erase({1}).statements == 1u);
    BOOST_TEST(!store->find(1));
    BOOST_TEST(store->listed() == "3 2");
}

BOOST_DATA_TEST_CASE(a_clock_that_jumped_back_stops_erasing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    store->clock.advance(-limits::clock_jump - 1us);
    const std::vector ids{id(1)};
    const auto refused = store->statements().erase(home, ids, "asked for");
    BOOST_TEST((refused.error().kind == ErrorKind::busy));
    store->clock.advance(1us);
    BOOST_TEST(store->erase({1}).statements == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
