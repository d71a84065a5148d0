// A statement is found by what it refers to (xAPI 1.0.3 Communication 2.1.3, "Filter Conditions
// for StatementRefs"; IEEE 9274.1.1 4.1.6.1).
#include "base/limits.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

json::object target(unsigned number)
{
    return statement(number, "ann", "wrote", activity("poem"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_references)

// Every order in which the statements of a chain 1 -> 2 -> 3 -> 4 can come.
BOOST_DATA_TEST_CASE(a_chain_is_found_in_whatever_order_it_came, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    unsigned first = 0;
    std::vector<unsigned> order{1, 2, 3, 4};
    std::string expected;
    do {
        first += 10;
        for (const auto link : order) {
            store->put({link == 4 ? target(first + 4) : referring(first + link, first + link + 1)});
        }
        const auto found = store->listed({.verb = verb("wrote"), .limit = 4});
        std::string newest_first;
        for (auto at = order.rbegin(); at != order.rend(); ++at)
            newest_first += std::to_string(first + *at) + " ";
        expected = newest_first + expected;
        BOOST_TEST(found + " " == expected);
    } while (std::ranges::next_permutation(order).found);
    BOOST_TEST(first == 240u);
    BOOST_TEST(store->listed(by_verb("noted")).size() < expected.size());
}

BOOST_DATA_TEST_CASE(every_filter_looks_at_the_target, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const json::object context{{"registration", to_string(id(77))}, {"instructor", agent("eve")}};
    for (const bool target_first : {true, false}) {
        const unsigned base = target_first ? 0 : 10;
        const auto aim = with(target(base + 1), "context", context);
        if (target_first) store->put({aim});
        store->put({referring(base + 2, base + 1)});
        if (!target_first) store->put({aim});
    }

    const struct {
        const char* name;
        Query query;
        const char* expected;
    } rows[] = {
        {"agent", by_agent("ann"), "11 12 2 1"},
        {"verb", by_verb("wrote"), "11 12 2 1"},
        {"activity", by_activity("poem"), "11 12 2 1"},
        {"registration", {.registration = id(77)}, "11 12 2 1"},
        {"related agents", {.agent = who("eve"), .related_agents = true}, "11 12 2 1"},
        {"not related", by_agent("eve"), ""},
        {"all of the target",
         {.agent = who("ann"), .verb = verb("wrote"), .activity = activity_id("poem")},
         "11 12 2 1"},
        {"its own verb", by_verb("noted"), "12 2"},
        {"its own verb, the target's activity",
         {.verb = verb("noted"), .activity = activity_id("poem")},
         ""},
        {"its own agent, the target's verb", {.agent = who("bob"), .verb = verb("wrote")}, ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(store->listed(row.query) == row.expected);
        }
    }
}

BOOST_DATA_TEST_CASE(time_and_scope_are_the_referrers_own, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({target(1)}, home, {.authority = "moodle"});
    const auto between = store->clock.now();
    store->clock.advance(1s);
    store->put({referring(2, 1)}, home, {.authority = "canvas"});

    auto query = by_verb("wrote");
    query.since = between;
    BOOST_TEST(store->listed(query) == "2");
    query = by_verb("wrote");
    query.until = between;
    BOOST_TEST(store->listed(query) == "1");
    query = by_verb("wrote");
    query.authority = who("canvas");
    BOOST_TEST(store->listed(query) == "2");
}

BOOST_DATA_TEST_CASE(circles_end, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({referring(1, 1, "began")});
    BOOST_TEST(store->listed(by_verb("began")) == "1");

    store->put({referring(2, 3, "asked")});
    store->put({referring(3, 4, "answered")});
    BOOST_TEST(store->listed(by_verb("answered")) == "3 2");
    store->put({referring(4, 2, "closed")});
    for (const auto* name : {"asked", "answered", "closed"})
        BOOST_TEST(store->listed(by_verb(name)) == "4 3 2");

    store->put({referring(5, 4, "joined")});
    BOOST_TEST(store->listed(by_verb("asked")) == "5 4 3 2");
    BOOST_TEST(store->listed(by_verb("joined")) == "5");
    BOOST_TEST(store->listed(by_verb("eaten")) == "");
}

BOOST_DATA_TEST_CASE(a_chain_comes_in_one_batch, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({referring(1, 2), referring(2, 3), target(3), referring(4, 2), referring(5, 1)});
    BOOST_TEST(store->listed(by_verb("wrote")) == "5 4 3 2 1");
}

BOOST_DATA_TEST_CASE(many_wait_for_one, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    // Behind each that waits stand others, so that more is inherited than waits.
    constexpr auto waiting = static_cast<unsigned>(limits::pending_referrers);
    std::vector<json::object> batch;
    for (unsigned n = 1; n <= waiting; ++n)
        batch.push_back(referring(n, 100'000));
    store->put(batch);
    batch.clear();
    for (unsigned n = 1; n <= 3 * waiting; ++n)
        batch.push_back(referring(1'000 + n, 1 + n % waiting));
    store->put(batch);

    store->put({target(100'000)});
    BOOST_TEST(store->walk(by_verb("wrote")).size() == 4 * waiting + 1);
    BOOST_TEST(store->walk(by_activity("poem")).size() == 4 * waiting + 1);
}

// They name "ann" themselves, but not where the filter looks for her.
BOOST_DATA_TEST_CASE(many_wait_for_one_of_their_batch, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    constexpr unsigned count = 450;
    std::vector<json::object> batch;
    for (unsigned n = 1; n <= count; ++n)
        batch.push_back(with(referring(n, 1'000), "context", {{"instructor", agent("ann")}}));
    batch.push_back(target(1'000));
    store->put(batch);
    BOOST_TEST(store->walk(by_agent("ann")).size() == count + 1);
    BOOST_TEST(store->walk(by_activity("poem")).size() == count + 1);
}

BOOST_DATA_TEST_CASE(a_voided_or_missing_link_of_a_chain, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({target(1), referring(2, 1), referring(3, 2)});
    store->put({voiding(4, 1)}); // It refers to 1 as well.
    BOOST_TEST(store->listed(by_verb("wrote")) == "4 3 2");
    store->put({voiding(5, 2)});
    BOOST_TEST(store->listed(by_verb("wrote")) == "5 4 3");
    store->erase({2});
    BOOST_TEST(store->listed(by_verb("wrote")) == "4");
    store->erase({1});
    BOOST_TEST(store->listed(by_verb("wrote")) == "");
}

BOOST_DATA_TEST_CASE(a_chain_is_walked_as_far_as_the_limit_says, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    constexpr auto steps = static_cast<unsigned>(limits::reference_chain);
    std::vector<json::object> batch{target(1)};
    for (unsigned n = 2; n <= steps; ++n)
        batch.push_back(referring(n, n - 1));
    store->put(batch);
    store->put({referring(steps + 1, steps), referring(steps + 2, steps + 1)});

    auto query = by_verb("wrote");
    query.limit = 1;
    BOOST_TEST(numbers_of(store->page(query).statements) == std::to_string(steps + 1));
}

// A StatementRef in a sub-statement or in the context is not what the filters follow.
BOOST_DATA_TEST_CASE(only_the_object_refers, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    auto inner = referring(0, 1);
    inner.erase("id");
    store->put({target(1),
                statement(2, "bob", "planned", with(inner, "objectType", "SubStatement")),
                with(statement(3), "context", {{"statement", reference_to(1)}})});
    BOOST_TEST(store->listed(by_verb("wrote")) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
