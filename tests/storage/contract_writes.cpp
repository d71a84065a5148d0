// What storage/statement_store.hpp promises to those who write.
#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

std::string member(const storage::StoredStatement& statement, std::string_view name)
{
    return json::value_to<std::string>(statements::parse(statement.text)->at(name));
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_writes)

BOOST_DATA_TEST_CASE(a_batch_is_stored_whole_or_not_at_all, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    const auto before = store->log().published(home);

    const auto refused = store->try_put(
        {statement(3), voiding(4, 2), statement(1, "bob", "read", activity("book")), statement(5)});
    BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    BOOST_TEST(refused.error().where == to_string(id(1)));
    BOOST_TEST(!store->find(3));
    BOOST_TEST(!store->find(5));
    BOOST_TEST(store->listed() == "2 1");
    BOOST_TEST((store->log().published(home) == before));
    BOOST_TEST(store->whole_log().size() == 2u);

    store->put({statement(3), voiding(4, 2), statement(1), statement(5)});
    BOOST_TEST(store->listed() == "5 4 3 1");
}

BOOST_DATA_TEST_CASE(the_answer_names_the_ids_in_order, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(2)});
    const auto committed = store->put({statement(3), statement(2), statement(1)});

    BOOST_TEST((committed.ids == std::vector{id(3), id(2), id(1)}));
    BOOST_TEST(committed.added == 2u);
    BOOST_TEST(committed.last == store->find(1)->sequence);
    BOOST_TEST(committed.last == store->log().published(home).sequence);

    const auto nothing = store->put({});
    BOOST_TEST(nothing.ids.empty());
    BOOST_TEST(nothing.added == 0u);
}

BOOST_DATA_TEST_CASE(the_same_again_changes_nothing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    const auto text = store->find(1)->text;
    store->clock.advance(1s);

    const auto again = store->put({statement(1), statement(2)});
    BOOST_TEST(again.added == 0u);
    BOOST_TEST(again.last >= store->find(2)->sequence);
    BOOST_TEST(store->find(1)->text == text);
    BOOST_TEST(store->listed() == "2 1");
    BOOST_TEST(store->whole_log().size() == 2u);
}

BOOST_DATA_TEST_CASE(the_same_id_with_other_bytes, data::make(all_backends()), backend)
{
    using statements::Version;
    const auto first = with(statement(1), "timestamp", "2026-01-01T10:00:00.5Z");
    const auto later = with(first, "timestamp", "2026-01-01T10:00:01Z");
    const auto typed = with(activity("book"), "objectType", "Activity");

    const struct {
        const char* name;
        std::string body;
        Version version;
        bool taken;
    } rows[] = {
        {"the same bytes", serialize(first), Version::v2_0_0, true},
        {"white space", " " + serialize(first) + "\n", Version::v2_0_0, true},
        {"a default", serialize(with(first, "object", typed)), Version::v2_0_0, true},
        {"no timestamp", serialize(statement(1)), Version::v2_0_0, true},
        {"no timestamp, 1.0.3", serialize(statement(1)), Version::v1_0_3, true},
        {"other time, 2.0", serialize(later), Version::v2_0_0, true},
        {"other time, 1.0.3", serialize(later), Version::v1_0_3, false},
        {"object", serialize(with(first, "object", activity("film"))), Version::v2_0_0, false},
        {"actor", serialize(with(first, "actor", agent("bob"))), Version::v2_0_0, false},
        {"result", serialize(with(first, "result", {{"success", true}})), Version::v2_0_0, false},
    };

    const auto store = backend.open();
    store->put({first});
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = store->statements().put(
                home, prepare(row.body, store->statements().key(), {.version = row.version}));
            BOOST_TEST(answer.has_value() == row.taken);
            if (answer) BOOST_TEST(answer->added == 0u);
            if (!answer) BOOST_TEST((answer.error().kind == ErrorKind::conflict));
        }
    }
    BOOST_TEST(store->listed() == "1");
}

// The LRS gave the first its timestamp; the sender cannot know it (xAPI 1.0.3 Data 2.3.1).
BOOST_DATA_TEST_CASE(a_given_timestamp_is_no_difference, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto& key = store->statements().key();
    store->put({statement(1)});
    store->clock.advance(1s);

    const auto again = store->statements().put(home, prepare(serialize(statement(1)) + " ", key));
    BOOST_TEST(again.value().added == 0u);
}

BOOST_DATA_TEST_CASE(stored_and_sequence_grow_together, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto noon = store->clock.now();
    store->put({statement(1), statement(2)}); // In one microsecond.
    store->put({statement(3)});
    store->put({statement(4)}, elsewhere); // `stored` is one order for all tenants.
    store->clock.advance(10s);
    store->put({with(statement(5), "stored", "2020-01-01T00:00:00Z")});
    store->clock.advance(-2s);
    store->put({statement(6)});

    const struct {
        unsigned number;
        Tenant tenant;
        std::chrono::microseconds stored;
        Sequence sequence;
    } rows[] = {{1, home, 0us, 1},      {2, home, 1us, 2}, {3, home, 2us, 3},
                {4, elsewhere, 3us, 1}, {5, home, 10s, 4}, {6, home, 10s + 1us, 5}};

    Sequence last = 0;
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("statement " << row.number)
        {
            const auto found = store->find(row.number, row.tenant).value();
            BOOST_TEST(member(found, "stored") == base::to_string(noon + row.stored));
            BOOST_TEST(member(found, "timestamp") == base::to_string(noon + row.stored));
            if (row.tenant != home) continue;
            BOOST_TEST(found.sequence > last);
            last = found.sequence;
        }
    }
    BOOST_TEST((store->log().published(home).stored == noon + 10s + 1us));
}

BOOST_DATA_TEST_CASE(a_clock_that_jumped_back_stops_writing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto noon = store->clock.now();
    store->put({statement(1)});

    store->clock.set(noon - limits::clock_jump - 1us);
    BOOST_TEST((store->try_put({statement(2)}).error().kind == ErrorKind::busy));
    BOOST_TEST(store->listed() == "1");

    store->clock.set(noon - limits::clock_jump);
    BOOST_TEST(store->put({statement(2)}).added == 1u);
}

BOOST_DATA_TEST_CASE(as_many_may_wait_for_one_as_the_limit_says, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    constexpr unsigned absent = 1'000'000;
    constexpr auto limit = static_cast<unsigned>(limits::pending_referrers);
    std::vector<json::object> referrers;
    for (unsigned n = 1; n < limit; ++n)
        referrers.push_back(referring(n, absent));
    store->put(referrers);

    const auto refused = store->try_put(
        {statement(2 * limit), referring(limit, absent), voiding(limit + 1, absent)});
    BOOST_TEST((refused.error().kind == ErrorKind::too_many));
    BOOST_TEST(!store->find(2 * limit));
    BOOST_TEST(store->put({referring(limit, absent)}).added == 1u);
    BOOST_TEST(
        (store->try_put({referring(limit + 1, absent)}).error().kind == ErrorKind::too_many));
    BOOST_TEST(store->put({referring(limit, absent)}).added == 0u); // It waits already.
    BOOST_TEST(store->put({referring(limit + 1, absent + 1)}).added == 1u);
    BOOST_TEST(store->put({referring(limit + 1, absent)}, elsewhere).added == 1u);

    store->put({statement(absent, "ann", "wrote", activity("book"))});
    BOOST_TEST(store->put({referring(limit + 2, absent)}).added == 1u);
    BOOST_TEST(store->walk(by_verb("wrote")).size() == limit + 2);
}

BOOST_DATA_TEST_CASE(closing_waits_and_answers_all, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::atomic<int> answers = 0;
    std::atomic<int> added = 0;
    int queued = 0;
    for (unsigned n = 1; n <= 300; ++n) {
        auto batch = prepare(serialize(statement(n)), store->statements().key());
        const auto taken = store->statements().submit(
            home, std::move(batch), [&](const base::Result<storage::Committed>& committed) {
                ++answers;
                added += committed.has_value();
            });
        queued += taken.has_value();
    }
    store->close();
    BOOST_TEST(queued == 300);
    BOOST_TEST(answers == queued);
    BOOST_TEST(added == queued);
}

BOOST_AUTO_TEST_SUITE_END()
