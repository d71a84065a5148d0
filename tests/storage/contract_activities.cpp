// Definitions of activities: merged in order of sequence, from those who may define.
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
namespace data = boost::unit_test::data;

namespace {

json::object about_book(unsigned number, const char* definition)
{
    return statement(number, "ann", "read",
                     with(activity("book"), "definition", json::parse(definition)));
}

std::string known(const Opened& store, std::string_view name = "book", Tenant tenant = home)
{
    const auto found = store.activities().definition(tenant, activity_id(name)).value();
    return found ? *found : "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_activities)

BOOST_DATA_TEST_CASE(definitions_are_merged, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    BOOST_TEST(known(*store) == "none");
    store->put({statement(1)});
    BOOST_TEST(known(*store) == "none");
    store->put(
        {about_book(2, R"({"name":{"en":"Book"}})"), about_book(3, R"({"name":{"de":"Buch"}})")});
    BOOST_TEST(known(*store) == R"({"name":{"en":"Book","de":"Buch"}})");
    store->put({about_book(4, R"({"type":"https://example.org/t","name":{"en":"A book"}})")});
    BOOST_TEST(known(*store) ==
               R"({"name":{"en":"A book","de":"Buch"},"type":"https://example.org/t"})");
}

// What was merged once must be merged again when something else came between.
BOOST_DATA_TEST_CASE(the_last_word_counts, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    unsigned number = 0;
    for (int turn = 0; turn < 3; ++turn) {
        for (const auto* name : {R"({"name":{"en":"One"}})", R"({"name":{"en":"Two"}})"}) {
            store->put({about_book(++number, name)});
            BOOST_TEST(known(*store) == name);
        }
    }
    store->put({about_book(90, R"({"name":{"en":"Two"}})"),
                about_book(91, R"({"name":{"en":"X"}})"),
                about_book(92, R"({"name":{"en":"Two"}})")});
    BOOST_TEST(known(*store) == R"({"name":{"en":"Two"}})");
}

BOOST_DATA_TEST_CASE(who_may_not_define_changes_nothing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto two = about_book(2, R"({"name":{"en":"Two"}})");
    store->put({about_book(1, R"({"name":{"en":"One"}})")});
    store->put({two}, home, {.defines = false});
    BOOST_TEST(store->find(2).has_value());
    BOOST_TEST(known(*store) == R"({"name":{"en":"One"}})");

    // Sent again by one who may, it is no new statement.
    store->put({two});
    BOOST_TEST(known(*store) == R"({"name":{"en":"One"}})");
}

BOOST_DATA_TEST_CASE(a_refused_batch_defines_nothing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({statement(1)});
    const auto refused = store->try_put(
        {about_book(2, R"({"name":{"en":"Two"}})"), statement(1, "bob", "read", activity("poem"))});
    BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    BOOST_TEST(known(*store) == "none");
}

BOOST_DATA_TEST_CASE(wherever_an_activity_stands, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto named = [](const char* name) {
        return with(activity(name), "definition", json::object{{"name", {{"en", name}}}});
    };
    store->put({with(statement(1, "ann", "read", named("book")), "context",
                     {{"contextActivities", {{"parent", json::array{named("shelf")}}}}})});
    BOOST_TEST(known(*store, "book") == R"({"name":{"en":"book"}})");
    BOOST_TEST(known(*store, "shelf") == R"({"name":{"en":"shelf"}})");
}

BOOST_DATA_TEST_CASE(tenants_have_their_own, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    store->put({about_book(1, R"({"name":{"en":"One"}})")});
    BOOST_TEST(known(*store, "book", elsewhere) == "none");
    store->put({about_book(1, R"({"name":{"en":"Two"}})")}, elsewhere);
    BOOST_TEST(known(*store) == R"({"name":{"en":"One"}})");
    BOOST_TEST(known(*store, "book", elsewhere) == R"({"name":{"en":"Two"}})");
}

BOOST_DATA_TEST_CASE(they_last, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    store->put({about_book(1, R"({"name":{"en":"One"}})")});
    store->reopen();
    BOOST_TEST(known(*store) == R"({"name":{"en":"One"}})");
    store->put({about_book(2, R"({"name":{"de":"Eins"}})")});
    BOOST_TEST(known(*store) == R"({"name":{"en":"One","de":"Eins"}})");
}

BOOST_AUTO_TEST_SUITE_END()
