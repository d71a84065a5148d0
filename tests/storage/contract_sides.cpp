// What lies beside the statements: projections, settings; and that tenants do not meet.
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
using storage::Change;
namespace data = boost::unit_test::data;

namespace {

std::string rows_of(const Opened& store, std::string_view name, Tenant tenant = home)
{
    std::string rows;
    const auto scanned =
        store.projections().scan(tenant, name, [&](std::string_view key, std::string_view value) {
            rows.append(key).append("=").append(value).append(" ");
        });
    BOOST_TEST(scanned.has_value());
    return rows;
}

void commit(const Opened& store, std::string_view name, const std::vector<Change>& changes,
            Sequence cursor, Tenant tenant = home)
{
    BOOST_TEST(store.projections().commit(tenant, name, changes, cursor).has_value());
}

std::optional<Sequence> cursor_of(const Opened& store, std::string_view name, Tenant tenant = home)
{
    return store.projections().cursor(tenant, name).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_sides)

BOOST_DATA_TEST_CASE(rows_and_cursor_of_a_projection, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    BOOST_TEST(!cursor_of(*store, "seen"));
    BOOST_TEST(rows_of(*store, "seen") == "");

    commit(*store, "seen", {{"b", "2"}, {"a", "1"}, {"c", ""}}, 7);
    BOOST_TEST(rows_of(*store, "seen") == "a=1 b=2 c= ");
    BOOST_TEST(cursor_of(*store, "seen").value() == 7u);

    commit(*store, "seen", {{"b", {}}, {"a", "9"}, {"zz", "3"}, {"none", {}}}, 8);
    BOOST_TEST(rows_of(*store, "seen") == "a=9 c= zz=3 ");
    commit(*store, "seen", {}, 9);
    BOOST_TEST(cursor_of(*store, "seen").value() == 9u);
    BOOST_TEST(rows_of(*store, "seen") == "a=9 c= zz=3 ");
}

BOOST_DATA_TEST_CASE(the_last_change_of_a_key_counts, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    commit(*store, "seen", {{"a", "1"}, {"a", {}}, {"b", {}}, {"b", "2"}, {"b", "3"}}, 1);
    BOOST_TEST(rows_of(*store, "seen") == "b=3 ");
}

BOOST_DATA_TEST_CASE(keys_and_values_are_bytes, data::make(all_backends()), backend)
{
    using namespace std::string_literals;
    const auto store = backend.open();
    const std::vector<Change> changes{
        {"\0"s, "zero"s}, {"\xff\xff"s, "\0x\xff"s}, {"\x01"s, "one"s}, {""s, "empty"s}};
    commit(*store, "seen", changes, 1);
    BOOST_TEST(rows_of(*store, "seen") == "=empty \0=zero \x01=one \xff\xff=\0x\xff "s);
    BOOST_TEST(cursor_of(*store, "seen").value() == 1u);
}

BOOST_DATA_TEST_CASE(projections_do_not_meet, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const std::vector<std::string> names{"a", "ab", "b"};
    for (const auto& name : names) {
        commit(*store, name, {{"key", name}}, 1);
        commit(*store, name, {{"key", name + "-elsewhere"}}, 2, elsewhere);
    }
    BOOST_TEST(store->projections().clear(home, "a").has_value());
    BOOST_TEST(!cursor_of(*store, "a"));
    BOOST_TEST(rows_of(*store, "a") == "");
    BOOST_TEST(rows_of(*store, "ab") == "key=ab ");
    BOOST_TEST(rows_of(*store, "b") == "key=b ");
    BOOST_TEST(rows_of(*store, "a", elsewhere) == "key=a-elsewhere ");
    BOOST_TEST(cursor_of(*store, "a", elsewhere).value() == 2u);
    commit(*store, "a", {{"new", "1"}}, 3);
    BOOST_TEST(rows_of(*store, "a") == "new=1 ");
}

BOOST_DATA_TEST_CASE(settings_are_kept_by_name, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    auto& settings = store->settings();
    BOOST_TEST(!settings.get("key/1").value());
    for (const auto* name : {"key/1", "key/2", "keys", "other"})
        BOOST_TEST(settings.put(name, std::string("of ") + name).has_value());
    BOOST_TEST(settings.get("key/1").value().value() == "of key/1");
    BOOST_TEST(settings.put("key/1", "").has_value());
    BOOST_TEST(settings.get("key/1").value().value() == "");

    BOOST_TEST(settings.list("").value().size() == 4u);
    const std::map<std::string, std::string> expected{{"key/1", ""}, {"key/2", "of key/2"}};
    BOOST_TEST((settings.list("key/").value() == expected));
    BOOST_TEST(settings.list("nothing").value().empty());

    BOOST_TEST(settings.remove("key/1").has_value());
    BOOST_TEST(settings.remove("key/1").has_value());
    BOOST_TEST(!settings.get("key/1").value());
    BOOST_TEST(settings.list("key/").value().size() == 1u);
}

BOOST_DATA_TEST_CASE(tenants_do_not_meet, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto other_content = statement(1, "bob", "saw", activity("film"));
    store->put({statement(1), statement(2)}, home);
    store->put({other_content}, elsewhere); // No conflict.
    store->put({referring(3, 2)}, elsewhere);

    BOOST_TEST(store->listed({}, home) == "2 1");
    BOOST_TEST(store->listed({}, elsewhere) == "3 1");
    BOOST_TEST(store->listed(by_verb("read"), home) == "2 1");
    BOOST_TEST(store->listed(by_verb("read"), elsewhere) == "");
    BOOST_TEST(!store->find(2, elsewhere));
    BOOST_TEST(store->find(1, home)->text != store->find(1, elsewhere)->text);
    BOOST_TEST(store->whole_log(home).size() == 2u);
    BOOST_TEST(store->whole_log(elsewhere).size() == 2u);

    BOOST_TEST(store->erase({1, 2}, elsewhere).statements == 1u);
    BOOST_TEST(store->listed({}, home) == "2 1");
    BOOST_TEST(store->listed({}, Tenant{3}) == "");

    // Their numbers lie beside each other in keys.
    store->put({statement(9)}, Tenant{0});
    store->put({statement(9)}, Tenant{~0u});
    for (const auto tenant : {Tenant{0}, Tenant{~0u}}) {
        BOOST_TEST(store->listed({}, tenant) == "9");
        BOOST_TEST(store->listed({.ascending = true}, tenant) == "9");
        BOOST_TEST(store->listed(by_agent("ann"), tenant) == "9");
    }
    BOOST_TEST(store->listed({}, home) == "2 1");
}

BOOST_AUTO_TEST_SUITE_END()
