// The log and its feed (storage/log.hpp).
#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <future>

using namespace storage_tests;
using storage::EntryKind;
namespace data = boost::unit_test::data;

namespace {

std::string numbers_of(std::span<const storage::LogEntry> entries)
{
    std::string numbers;
    for (const auto& entry : entries)
        numbers += std::to_string(number_of(entry.text)) + " ";
    return numbers;
}

std::vector<Sequence> sequences_of(const storage::Feed& feed)
{
    std::vector<Sequence> sequences;
    for (const auto& item : feed.items)
        sequences.push_back(item->sequence);
    return sequences;
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_log)

BOOST_DATA_TEST_CASE(an_empty_log, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    BOOST_TEST((store->log().published(home) == storage::Position{}));
    BOOST_TEST(store->whole_log().empty());
    BOOST_TEST(!store->log().entry(home, 0).value());
    BOOST_TEST(!store->log().entry(home, 1).value());
    const auto feed = store->log().follow(home, 0, 10, 0ms);
    BOOST_TEST(feed.items.empty());
    BOOST_TEST(!feed.behind);
    BOOST_TEST((feed.through == storage::Position{}));
}

BOOST_DATA_TEST_CASE(entries_come_in_order_and_in_portions, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1), statement(2)});
    store->put({voiding(3, 1), statement(4), statement(5)});
    const auto all = store->whole_log();
    BOOST_TEST(numbers_of(all) == "1 2 3 4 5 ");
    const auto at = [&](unsigned number) { return store->find(number)->sequence; };

    const struct {
        const char* name;
        Sequence after;
        std::size_t limit;
        const char* expected;
    } rows[] = {
        {"all", 0, 5, "1 2 3 4 5 "},
        {"the first two", 0, 2, "1 2 "},
        {"above the second", at(2), 9, "3 4 5 "},
        {"one above the second", at(2), 1, "3 "},
        {"above the last", at(5), 9, ""},
        {"above all", at(5) + 100, 9, ""},
        {"none", 0, 0, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto read = store->log().read(home, row.after, row.limit).value();
            BOOST_TEST(numbers_of(read) == row.expected);
        }
    }
    for (const auto& entry : all) {
        const auto single = store->log().entry(home, entry.sequence).value().value();
        BOOST_TEST(single.text == entry.text);
        BOOST_TEST((single.kind == EntryKind::statement));
        BOOST_TEST(store->find(number_of(entry.text))->text == entry.text);
    }
    BOOST_TEST(!store->log().entry(home, at(5) + 1).value());
    BOOST_TEST(store->log().published(home).sequence == at(5));
}

// Over chunks, tails and both together: the short tail of the tests is written after a few.
BOOST_DATA_TEST_CASE(entries_about_some_terms, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (unsigned n = 1; n <= 200; ++n) {
        const char* name = n % 10 == 0 ? "rare" : "usual";
        const char* object = n % 15 == 0 ? "seldom" : "b";
        store->put({n % 50 == 7 ? voiding(n, n - 1) : statement(n, "ann", name, activity(object))});
    }
    using statements::TermKind;
    const auto term = [&](TermKind kind, std::string_view value, statements::Roles mask) {
        const auto hash = statements::hash_term(store->statements().key(), kind, value);
        return statements::QueryTerm{kind, hash, mask};
    };
    const auto of_verb = [&](std::string_view iri) {
        return term(TermKind::verb, iri, statements::role::verb);
    };
    const std::vector wanted{
        of_verb(verb("rare")), of_verb("http://adlnet.gov/expapi/verbs/voided"),
        of_verb(verb("nobody")),
        term(TermKind::activity, activity_id("seldom"), statements::role::object),
        term(TermKind::activity, activity_id("b"), statements::role::parent)}; // But not so.
    const auto walk = [&](std::size_t limit) {
        std::vector<storage::LogEntry> out;
        Sequence after = 0;
        const auto end = store->log().published(home).sequence;
        while (after < end) {
            auto part = store->log().read_about(home, after, wanted, limit).value();
            BOOST_TEST(part.entries.size() <= limit);
            BOOST_TEST(part.through > after);
            after = part.through;
            std::ranges::move(part.entries, std::back_inserter(out));
        }
        BOOST_TEST(after == end);
        return out;
    };
    std::string expected;
    for (unsigned n = 1; n <= 200; ++n) {
        if (n % 10 == 0 || n % 15 == 0 || n % 50 == 7) expected += std::to_string(n) + " ";
    }
    for (const std::size_t limit : {1u, 7u, 1'000u})
        BOOST_TEST(numbers_of(walk(limit)) == expected);
    const auto none = store->log().read_about(home, 5, {}, 10).value();
    BOOST_TEST(none.entries.empty());
    BOOST_TEST(none.through == store->log().published(home).sequence);
    BOOST_TEST(store->log().read_about(home, 5, wanted, 0).value().through == 5u);

    // What is erased, and that it is, must not be missed: more may come with it.
    store->erase({20});
    std::size_t tombstones = 0;
    std::size_t erasures = 0;
    std::size_t rare = 0;
    for (const auto& entry : walk(64)) {
        tombstones += entry.kind == EntryKind::tombstone ? 1 : 0;
        erasures += entry.kind == EntryKind::erasure ? 1 : 0;
        rare += entry.text.find("verbs/rare") != std::string::npos ? 1 : 0;
    }
    BOOST_TEST(tombstones == 1u);
    BOOST_TEST(erasures == 1u);
    BOOST_TEST(rare == 19u);
}

BOOST_DATA_TEST_CASE(the_feed_brings_what_was_committed, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const std::vector batch{statement(1), voiding(2, 1), referring(3, 1)};
    const auto prepared = prepare(batch, store->statements().key());
    store->put(batch);
    store->put({statement(1)}); // No news.
    store->erase({3});

    const auto feed = store->log().follow(home, 0, 100, 0ms);
    BOOST_REQUIRE(feed.items.size() == 4u);
    BOOST_TEST(!feed.behind);
    BOOST_TEST((feed.through == store->log().published(home)));
    for (std::size_t at = 0; at < batch.size(); ++at) {
        BOOST_TEST((feed.items[at]->kind == EntryKind::statement));
        BOOST_TEST((feed.items[at]->postings == prepared.statements[at].postings));
    }
    BOOST_TEST((feed.items[3]->kind == EntryKind::erasure));
    BOOST_TEST(feed.items[3]->postings.empty());
    BOOST_TEST(feed.items[3]->sequence == feed.through.sequence);
}

BOOST_DATA_TEST_CASE(the_feed_comes_in_portions, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (unsigned n = 1; n <= 10; ++n)
        store->put({statement(n)});
    std::vector<Sequence> expected;
    for (const auto& entry : store->whole_log())
        expected.push_back(entry.sequence);

    for (std::size_t limit = 1; limit <= 11; ++limit) {
        BOOST_TEST_CONTEXT("limit " << limit)
        {
            std::vector<Sequence> found;
            storage::Position cursor;
            do {
                const auto feed = store->log().follow(home, cursor.sequence, limit, 0ms);
                BOOST_TEST(feed.items.size() <= limit);
                BOOST_REQUIRE(feed.through.sequence > cursor.sequence);
                std::ranges::copy(sequences_of(feed), std::back_inserter(found));
                cursor = feed.through;
                // What a follower reports as its watermark.
                const auto text = store->log().entry(home, cursor.sequence).value()->text;
                BOOST_TEST(
                    (statements::stored_of(statements::parse(text).value()) == cursor.stored));
            } while (found.size() < expected.size());
            BOOST_TEST((found == expected));
            BOOST_TEST((cursor == store->log().published(home)));
        }
    }
    const auto none = store->log().follow(home, 0, 0, 0ms);
    BOOST_TEST(none.items.empty());
    BOOST_TEST(none.through.sequence == 0u);
}

BOOST_DATA_TEST_CASE(a_follower_is_woken, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    const auto after = store->log().published(home).sequence;
    auto waiting =
        std::async(std::launch::async, [&] { return store->log().follow(home, after, 10, 10min); });
    store->put({statement(2)}, elsewhere); // Not for him.
    store->put({statement(2)});
    const auto feed = waiting.get();
    BOOST_TEST(feed.items.size() == 1u);
    BOOST_TEST(feed.through.sequence == store->log().published(home).sequence);
}

BOOST_DATA_TEST_CASE(nothing_new_is_no_error, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    const auto published = store->log().published(home);
    const auto feed = store->log().follow(home, published.sequence, 10, 1ms);
    BOOST_TEST(feed.items.empty());
    BOOST_TEST(!feed.behind);
    BOOST_TEST((feed.through == published));
}

BOOST_DATA_TEST_CASE(a_feed_reaches_back_as_far_as_the_limit_says, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    auto pattern = prepare({statement(1)}, store->statements().key());
    const auto one = pattern.statements[0];
    for (unsigned n = 1; n <= limits::feed_statements + 1;) {
        statements::PreparedBatch batch;
        for (; batch.statements.size() < 500 && n <= limits::feed_statements + 1; ++n) {
            auto next = one;
            next.id = id(n);
            next.text.replace(next.text.find(to_string(one.id)), 36, to_string(next.id));
            batch.statements.push_back(std::move(next));
        }
        const auto stored = store->statements().put(home, std::move(batch));
        BOOST_REQUIRE(stored.has_value());
    }
    const auto all = store->log().read(home, 0, 2).value();

    const auto behind = store->log().follow(home, 0, 10, 0ms);
    BOOST_TEST(behind.behind);
    BOOST_TEST(behind.items.empty());
    BOOST_TEST(behind.through.sequence == 0u);

    const auto reached = store->log().follow(home, all[0].sequence, 10, 0ms);
    BOOST_TEST(!reached.behind);
    BOOST_REQUIRE(reached.items.size() == 10u);
    BOOST_TEST(reached.items[0]->sequence == all[1].sequence);
}

BOOST_AUTO_TEST_SUITE_END()
