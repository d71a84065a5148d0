// A walk over pages: nothing twice, nothing missed, whatever happens meanwhile.
#include "base/limits.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

// 1 to `count`; of each three one is "saw", the others are "read".
void fill(Opened& store, unsigned count)
{
    std::vector<json::object> batch;
    for (unsigned n = 1; n <= count; ++n) {
        batch.push_back(statement(n, "ann", n % 3 ? "read" : "saw", activity("book")));
        if (batch.size() == limits::batch_statements || n == count) {
            store.put(batch);
            batch.clear();
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_paging)

BOOST_DATA_TEST_CASE(pages_of_every_size_join_to_the_whole,
                     data::make(all_backends()) * data::make({false, true}), backend, ascending)
{
    const auto store = backend.open();
    fill(*store, 23);
    for (auto query : {Query{}, by_verb("read"), by_verb("saw"), by_verb("ate")}) {
        query.ascending = ascending;
        const auto whole = store->walk(query);
        for (std::uint32_t limit = 1; limit <= whole.size() + 1; ++limit) {
            BOOST_TEST_CONTEXT(query.verb.value_or("all") << ", limit " << limit)
            {
                query.limit = limit;
                BOOST_TEST(numbers_of(store->walk(query)) == numbers_of(whole));

                const auto first = store->page(query);
                const auto size = std::min<std::size_t>(limit, whole.size());
                BOOST_TEST(first.statements.size() == size);
                BOOST_TEST(first.next.has_value() == (size < whole.size()));
            }
        }
    }
}

BOOST_DATA_TEST_CASE(what_arrives_during_a_walk_is_not_in_it,
                     data::make(all_backends()) * data::make({false, true}), backend, ascending)
{
    const auto store = backend.open();
    fill(*store, 10);
    Query query{.limit = 3, .ascending = ascending};
    const auto whole = store->listed(query);

    auto page = store->page(query);
    auto walked = page.statements;
    for (unsigned n = 100; page.next; ++n) {
        store->put({statement(n)});
        page = store->page(query, page.next);
        std::ranges::move(page.statements, std::back_inserter(walked));
    }
    BOOST_TEST(numbers_of(walked) == whole);
    BOOST_TEST(store->walk(query).size() > walked.size()); // The next walk has them.
}

BOOST_DATA_TEST_CASE(a_cursor_names_a_place_and_not_a_statement, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    fill(*store, 6);
    const auto at = [&](unsigned number) { return store->find(number)->sequence; };

    const struct {
        const char* name;
        bool ascending;
        storage::Cursor from;
        const char* expected;
    } rows[] = {
        {"downwards from the middle", false, {at(4), at(6)}, "3 2 1"},
        {"downwards from the first", false, {at(1), at(6)}, ""},
        {"upwards from the middle", true, {at(4), at(6)}, "5 6"},
        {"upwards to a bound", true, {at(2), at(4)}, "3 4"},
        {"upwards from the bound", true, {at(4), at(4)}, ""},
        {"upwards from before all", true, {0, at(2)}, "1 2"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto page = store->page({.ascending = row.ascending}, row.from);
            BOOST_TEST(numbers_of(page.statements) == row.expected);
            BOOST_TEST(!page.next);
        }
    }

    store->put({voiding(7, 4)});
    store->erase({2});
    const storage::Cursor from{at(4), at(6)};
    BOOST_TEST(numbers_of(store->page({}, from).statements) == "3 1");
}

BOOST_DATA_TEST_CASE(a_limit_of_0_means_the_default_and_none_exceeds_the_maximum,
                     data::make(all_backends()), backend)
{
    const auto store = backend.open();
    fill(*store, limits::page_statements_max + 1);

    const struct {
        const char* name;
        std::uint32_t limit;
        std::size_t expected;
    } rows[] = {
        {"none", 0, limits::page_statements},
        {"the default and one", limits::page_statements + 1, limits::page_statements + 1},
        {"the maximum", limits::page_statements_max, limits::page_statements_max},
        {"more than the maximum", limits::page_statements_max + 1, limits::page_statements_max},
        {"the largest number", ~0u, limits::page_statements_max},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            for (auto query : {Query{}, by_agent("ann")}) {
                query.limit = row.limit;
                const auto page = store->page(query);
                BOOST_TEST(page.statements.size() == row.expected);
                BOOST_TEST(page.next.has_value());
            }
        }
    }
}

BOOST_DATA_TEST_CASE(a_page_of_large_statements_ends_early, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const json::object large{
        {"https://example.org/text", std::string(limits::statement_bytes - 2'000, 'x')}};
    constexpr unsigned count = limits::page_bytes / limits::statement_bytes + 2;
    for (unsigned n = 1; n <= count; ++n)
        store->put({with(statement(n), "result", {{"extensions", large}})});

    const auto first = store->page({.limit = count});
    std::size_t bytes = 0;
    for (const auto& statement : first.statements)
        bytes += statement.text.size();
    BOOST_TEST(bytes <= limits::page_bytes);
    BOOST_TEST(bytes > limits::page_bytes - limits::statement_bytes);
    BOOST_TEST(first.next.has_value());
    BOOST_TEST(store->walk({.limit = count}).size() == count);
}

// The page before the deadline is short, but each goes on from where the last one stopped.
BOOST_DATA_TEST_CASE(a_walk_whose_time_is_up_goes_on_page_by_page,
                     data::make(all_backends()) * data::make({false, true}), backend, ascending)
{
    const auto store = backend.open();
    fill(*store, 300);
    const auto first = store->statements().query(home, {.limit = 300}, {}, storage::Deadline{});
    BOOST_TEST(first->statements.size() < 300u);
    BOOST_TEST(first->next.has_value());
    for (auto query : {Query{}, by_verb("read"), by_verb("ate")}) {
        query.ascending = ascending;
        std::vector<storage::StoredStatement> walked;
        std::optional<storage::Cursor> from;
        for (int pages = 0; pages < 1'000; ++pages) {
            auto page = store->statements().query(home, query, from, storage::Deadline{}).value();
            std::ranges::move(page.statements, std::back_inserter(walked));
            BOOST_TEST((!page.next || page.next != from));
            from = page.next;
            if (!from) break;
        }
        BOOST_TEST(!from);
        BOOST_TEST(numbers_of(walked) == store->listed(query));
    }
}

BOOST_AUTO_TEST_SUITE_END()
