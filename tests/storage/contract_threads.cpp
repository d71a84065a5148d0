// Many writers and readers at once.
#include "statements/parse.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <thread>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

constexpr unsigned writers = 4;
constexpr unsigned batches = 60;
constexpr unsigned batch_size = 3;

unsigned number(unsigned writer, unsigned batch, unsigned at)
{
    return (writer + 1) * 100'000 + batch * 10 + at;
}

std::vector<json::object> batch_of(unsigned writer, unsigned batch)
{
    std::vector<json::object> made;
    for (unsigned at = 0; at < batch_size; ++at)
        made.push_back(statement(number(writer, batch, at), "writer" + std::to_string(writer),
                                 "read", activity("book" + std::to_string(batch % 5))));
    return made;
}

std::size_t whole_batches(std::span<const storage::StoredStatement> found)
{
    std::map<unsigned, unsigned> counts;
    for (const auto& statement : found)
        ++counts[number_of(statement.text) / 10];
    return static_cast<std::size_t>(
        std::ranges::count(counts, batch_size, [](const auto& count) { return count.second; }));
}

// Runs the writers while `meanwhile` is called over and over.
template <class Write, class Meanwhile>
void race(Write write, Meanwhile meanwhile)
{
    std::atomic<unsigned> running = writers;
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (unsigned batch = 0; batch < batches; ++batch)
                write(writer, batch);
            --running;
        });
    }
    do
        meanwhile();
    while (running > 0);
    for (auto& thread : threads)
        thread.join();
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_threads)

// What consistent_through() said holds for ever: as many as were found up to it are found later.
BOOST_DATA_TEST_CASE(nothing_appears_below_consistent_through, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->clock.tick(1us);
    std::map<Timestamp, std::size_t> promised;
    std::atomic<unsigned> looks = 0;
    const auto look = [&] {
        ++looks;
        const auto through = store->statements().consistent_through();
        promised[through] = store->walk({.until = through, .limit = 1'000}).size();
    };
    const auto write = [&](unsigned writer, unsigned batch) {
        while (looks * 10 < batch)
            std::this_thread::yield();
        store->put(batch_of(writer, batch));
    };
    race(write, look);

    BOOST_TEST(promised.size() > 1u);
    for (const auto& [through, count] : promised)
        BOOST_TEST(store->walk({.until = through, .limit = 1'000}).size() == count);

    const auto through = store->statements().consistent_through();
    BOOST_TEST((through >= store->log().published(home).stored));
    BOOST_TEST(store->walk({.until = through}).size() == writers * batches * batch_size);
}

// Even when the clock stands still or goes back.
BOOST_DATA_TEST_CASE(what_comes_next_lies_above_consistent_through, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    for (unsigned n = 1; n <= 5; ++n) {
        const auto through = store->statements().consistent_through();
        if (n == 3) store->clock.advance(-1s);
        if (n == 4) store->clock.advance(1h);
        store->put({statement(n), statement(n + 10)});
        BOOST_TEST(store->walk({.until = through}).size() == 2 * (n - 1));
        BOOST_TEST(store->walk({.since = through}).size() == 2);
    }
}

BOOST_DATA_TEST_CASE(an_acknowledged_statement_is_found_by_everything, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    std::atomic<unsigned> missed = 0;
    const auto write = [&](unsigned writer, unsigned batch) {
        const auto committed = store->put(batch_of(writer, batch));
        const auto newest = number(writer, batch, batch_size - 1);
        const auto name = "writer" + std::to_string(writer);
        const Query queries[] = {{.agent = who(name), .limit = 1},
                                 {.agent = who(name),
                                  .activity = activity_id("book" + std::to_string(batch % 5)),
                                  .limit = 1}};
        for (const auto& query : queries)
            missed += numbers_of(store->page(query).statements) != std::to_string(newest);
        missed += !store->find(newest);
        missed += store->log().published(home).sequence < committed.last;
        missed += store->find(newest)->sequence > committed.last;
    };
    unsigned halves = 0;
    race(write, [&] {
        const auto found = store->walk({.limit = 1'000});
        halves += whole_batches(found) * batch_size != found.size();
    });
    BOOST_TEST(missed == 0u);
    BOOST_TEST(halves == 0u);
}

BOOST_DATA_TEST_CASE(the_log_is_one_order, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->clock.tick(1us);
    Sequence after = 0;
    std::vector<Sequence> followed;
    const auto follow = [&] {
        const auto feed = store->log().follow(home, after, 7, 1ms);
        for (const auto& item : feed.items)
            followed.push_back(item->sequence);
        after = feed.through.sequence;
    };
    race([&](unsigned writer, unsigned batch) { store->put(batch_of(writer, batch)); }, follow);
    while (after < store->log().published(home).sequence)
        follow();

    Timestamp stored{};
    std::vector<Sequence> sequences;
    for (const auto& entry : store->whole_log()) {
        sequences.push_back(entry.sequence);
        const auto next = statements::stored_of(statements::parse(entry.text).value()).value();
        BOOST_TEST((next > stored));
        stored = next;
    }
    BOOST_TEST(sequences.size() == writers * batches * batch_size);
    BOOST_TEST(std::ranges::is_sorted(sequences));
    BOOST_TEST((followed == sequences));
}

// All send the same ids: of each exactly one is stored.
BOOST_DATA_TEST_CASE(only_one_of_many_comes_first, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::atomic<std::size_t> added = 0;
    std::atomic<unsigned> conflicts = 0;
    const auto write = [&](unsigned writer, unsigned batch) {
        const auto same = store->try_put(batch_of(0, batch));
        if (same) added += same->added;
        const auto name = "writer" + std::to_string(writer);
        const auto own = store->try_put(
            {statement(batch + 1, name, "read", activity("book")), statement(batch + 1'000)});
        conflicts += !own && own.error().kind == ErrorKind::conflict;
    };
    race(write, [&] { store->walk({.ascending = true}); });
    BOOST_TEST(added == batches * batch_size);
    BOOST_TEST(conflicts == (writers - 1) * batches);
    BOOST_TEST(store->whole_log().size() == batches * (batch_size + 2));
}

BOOST_AUTO_TEST_SUITE_END()
