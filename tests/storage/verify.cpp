// Damage of ids, references, times, erasures, documents, projections and rows; and what holds for
// all.
#include "tests/storage/damaged.hpp"
#include "tests/storage/workload.hpp"

#include <thread>

using namespace damaged;

BOOST_AUTO_TEST_SUITE(verify)

BOOST_AUTO_TEST_CASE(ids)
{
    const Row rows[] = {
        {"untouched", "", true, [](Hand&) {}},
        {"a key is lost", "ids", true, [](Hand& hand) { hand.remove(rocks::ids, Hand::id_of(1)); }},
        {"another sequence", "ids", true,
         [](Hand& hand) { hand.change_id(1, [](auto& row) { row.sequence = 3; }); }},
        {"does not decode", "ids", true,
         [](Hand& hand) { hand.put(rocks::ids, Hand::id_of(1), "x"); }},
        {"voided by nobody", "ids", true,
         [](Hand& hand) {
             hand.change_id(4, [](auto& row) { set(row, rocks::IdRow::voided, true); });
         }},
        {"not voided", "ids", true,
         [](Hand& hand) {
             hand.change_id(2, [](auto& row) { set(row, rocks::IdRow::voided, false); });
         }},
        {"not voided by an erased statement", "ids", true,
         [](Hand& hand) {
             hand.change_id(3, [](auto& row) { set(row, rocks::IdRow::voided, false); });
         }},
        {"not referred to", "ids", true,
         [](Hand& hand) {
             hand.change_id(1, [](auto& row) { set(row, rocks::IdRow::referred, false); });
         }},
        {"voiding, it says", "ids", true,
         [](Hand& hand) {
             hand.change_id(4, [](auto& row) { set(row, rocks::IdRow::voiding, true); });
         }},
        {"a target that has not come is lost", "ids", true,
         [](Hand& hand) { hand.remove(rocks::ids, Hand::id_of(99)); }},
        {"a voided target that has not come is lost", "ids", true,
         [](Hand& hand) { hand.remove(rocks::ids, Hand::id_of(98)); }},
        {"a stray one", "ids", true,
         [](Hand& hand) {
             hand.put(rocks::ids, Hand::id_of(77), hand.get(rocks::ids, Hand::id_of(1)).value());
         }},
        {"one of nothing", "ids", true,
         [](Hand& hand) { hand.put(rocks::ids, Hand::id_of(77), rocks::encode(rocks::IdRow{})); }},
        {"a stray key", "ids", true, [](Hand& hand) { hand.put(rocks::ids, "\0\0\0\1x", ""); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(references_and_times)
{
    const Row rows[] = {
        {"a reference is lost", "references", true,
         [](Hand& hand) {
             hand.remove(rocks::references, hand.reference(1, hand.sequence_of(31)));
         }},
        {"a reference by another", "references", true,
         [](Hand& hand) {
             hand.put(rocks::references, hand.reference(1, hand.sequence_of(31)),
                      std::string(16, 'x'));
         }},
        {"a stray reference", "references", true,
         [](Hand& hand) {
             hand.put(rocks::references, hand.reference(1, hand.sequence_of(10)),
                      std::string(base::as_text(id(10).bytes)));
         }},
        {"a reference that does not decode", "references", true,
         [](Hand& hand) { hand.put(rocks::references, "x", ""); }},
        {"a time is lost", "times", true,
         [](Hand& hand) {
             hand.remove(rocks::times, hand.key_with(rocks::times, rocks::tenant_prefix(home), 1));
         }},
        {"a time of another sequence", "times", true,
         [](Hand& hand) {
             hand.put(rocks::times, hand.key_with(rocks::times, rocks::tenant_prefix(home), 1),
                      Hand::number(3));
         }},
        {"a stray time", "times", true,
         [](Hand& hand) {
             hand.put(rocks::times, rocks::time_key(home, Timestamp(1s)), Hand::number(1));
         }},
        {"a time without a sequence", "times", true,
         [](Hand& hand) { hand.put(rocks::times, rocks::time_key(home, Timestamp(1s)), "x"); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(erased_and_documents_and_projections)
{
    const auto erased_of = [](const Hand& hand, unsigned number) {
        return rocks::erased_key(home, storage::sealed_id(hand.key(), id(number)));
    };
    const Row rows[] = {
        {"an erased id is lost", "erased", true,
         [&](Hand& hand) { hand.remove(rocks::erased, erased_of(hand, 5)); }},
        {"an erased id without time", "erased", true,
         [&](Hand& hand) { hand.put(rocks::erased, erased_of(hand, 5), "x"); }},
        {"a stray key of an erased id", "erased", true,
         [](Hand& hand) { hand.put(rocks::erased, "x", ""); }},
        {"an erased id without a tombstone", "", true, // As a restore leaves it.
         [&](Hand& hand) { hand.put(rocks::erased, erased_of(hand, 76), Hand::number(1)); }},
        {"a statement whose id is erased", "erased", false,
         [&](Hand& hand) { hand.put(rocks::erased, erased_of(hand, 4), Hand::number(1)); }},
        {"a document is cut", "documents", false,
         [](Hand& hand) {
             hand.change(rocks::documents,
                         hand.key_with(rocks::documents, rocks::tenant_prefix(home)),
                         [](std::string& value) { value.resize(13); });
         }},
        {"a document of nobody", "documents", false,
         [](Hand& hand) { hand.put(rocks::documents, "x", ""); }},
        {"a cursor beyond the log", "projections", true,
         [](Hand& hand) {
             hand.put(rocks::projections, rocks::projection_cursor_key(home, "levels"),
                      Hand::number(1'000));
         }},
        {"a cursor that does not decode", "projections", true,
         [](Hand& hand) {
             hand.put(rocks::projections, rocks::projection_cursor_key(home, "levels"), "x");
         }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(rows_themselves)
{
    const Row rows[] = {
        {"another kind", "rows", false,
         [](Hand& hand) {
             hand.change(rocks::rows, hand.row_of(10), [](auto& value) { value[0] = 7; });
         }},
        {"no JSON", "rows", false,
         [](Hand& hand) {
             hand.change(rocks::rows, hand.row_of(10), [](auto& value) { value.pop_back(); });
         }},
        {"the id of another", "rows", false,
         [](Hand& hand) {
             hand.put(rocks::rows, hand.row_of(10), hand.get(rocks::rows, hand.row_of(11)).value());
         }},
        {"a stray key", "rows", false, [](Hand& hand) { hand.put(rocks::rows, "x", ""); }},
    };
    for (const auto& row : rows)
        check(row);

    // One that is lost is forgotten everywhere.
    Store store;
    {
        Hand hand(store);
        hand.remove(rocks::rows, hand.row_of(10));
    }
    BOOST_TEST(store.verify().found > 0u);
    BOOST_TEST(store.verify(true).found == 0u);
    BOOST_TEST(!store.open()->statements().find(home, id(10)).value());
}

// The first are told one by one, all are counted and mended.
BOOST_AUTO_TEST_CASE(many_findings)
{
    Store store;
    const auto right = store.answers();
    {
        Hand hand(store);
        for (unsigned number = 1'000; number < 1'000 + limits::findings + 1; ++number)
            hand.put(rocks::ids, Hand::id_of(number), rocks::encode(rocks::IdRow{}));
    }
    const auto found = store.verify();
    BOOST_TEST(found.found == limits::findings + 1);
    BOOST_TEST(found.findings.size() == limits::findings);
    BOOST_TEST(store.verify(true).found == 0u);
    BOOST_TEST(store.answers() == right);
}

BOOST_AUTO_TEST_CASE(only_alone)
{
    Store store;
    const auto storage = store.open();
    Work work;
    BOOST_TEST((storage->maintenance()->repair(work).error().kind == ErrorKind::busy));
    BOOST_TEST(storage->maintenance()->verify(work).value().found == 0u);
    work.cancelled = true;
    BOOST_TEST((storage->maintenance()->verify(work).error().kind == ErrorKind::busy));
}

// A store that is written and erased from meanwhile is right at every moment.
BOOST_AUTO_TEST_CASE(while_others_write)
{
    const std::unique_ptr<rocksdb::Env> files{rocksdb::NewMemEnv(rocksdb::Env::Default())};
    const auto storage =
        rocks::open({.path = "/db", .env = files.get(), .tail_statements = 50}).value();
    std::atomic<bool> done = false;
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < 2; ++writer) {
        threads.emplace_back([&, writer] {
            keep_writing(*storage, 0, writer, [&](BatchPlace place) {
                if (place.batch % 10 == 9) {
                    const auto batch = batch_at({0, writer, place.batch - 5});
                    const std::vector gone{
                        base::parse_uuid(batch.front().at("id").as_string()).value()};
                    storage->statements().erase(home, gone, "asked for").value();
                }
                return !done;
            });
        });
    }
    for (int turn = 0; turn < 10; ++turn) {
        Work work;
        const auto verdict = storage->maintenance()->verify(work).value();
        BOOST_TEST(verdict.found == 0u, shown(verdict));
    }
    done = true;
    for (auto& thread : threads)
        thread.join();
}

BOOST_AUTO_TEST_SUITE_END()
