// What lies beside the statements: projections, registers, settings; and that tenants do not meet.
#include "base/limits.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace storage_tests;
using storage::Change;
namespace data = boost::unit_test::data;

namespace {

std::string rows_of(const Opened& store, std::string_view name, Tenant tenant = home,
                    std::string_view prefix = "")
{
    std::string rows;
    const auto scanned = store.projections().scan(
        tenant, name, prefix, [&](std::string_view key, std::string_view value) {
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
    BOOST_TEST(rows_of(*store, "seen", home, "z") == "zz=3 ");
    BOOST_TEST(rows_of(*store, "seen", home, "zzz") == "");
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

BOOST_DATA_TEST_CASE(entries_of_a_register_follow_one_another, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    auto& registers = store->registers();
    const std::vector<std::string> first{"one", "two"};
    const std::vector<std::string> more{"", std::string("\0x", 2)};
    BOOST_TEST(store->entries_of("people") == "");
    BOOST_TEST(registers.append(home, "people", first, 0).value() == 2u);
    BOOST_TEST(registers.append(home, "people", {}, 2).value() == 2u);
    BOOST_TEST(registers.append(home, "people", more, 2).value() == 4u);
    BOOST_TEST(store->entries_of("people") == std::string("1=one 2=two 3= 4=\0x ", 20));
    BOOST_TEST(store->entries_of("people", 3) == std::string("4=\0x ", 5));
    BOOST_TEST(store->entries_of("people", 4) == "");

    for (const std::uint64_t after : {0u, 3u, 5u}) {
        const auto refused = registers.append(home, "people", first, after);
        BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    }
    BOOST_TEST(store->entries_of("people", 4) == "");
}

BOOST_DATA_TEST_CASE(registers_do_not_meet, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const std::string name : {"a", "ab", "b"}) {
        const std::vector<std::string> here{name};
        const std::vector<std::string> there{name + "-elsewhere"};
        BOOST_TEST(store->registers().append(home, name, here, 0).value() == 1u);
        BOOST_TEST(store->registers().append(elsewhere, name, there, 0).value() == 1u);
    }
    BOOST_TEST(store->entries_of("a") == "1=a ");
    BOOST_TEST(store->entries_of("ab", 0, elsewhere) == "1=ab-elsewhere ");
}

BOOST_DATA_TEST_CASE(entries_have_limits, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto append = [&](std::size_t count, std::size_t bytes) {
        const std::vector<std::string> entries(count, std::string(bytes, 'x'));
        return store->registers().append(home, "people", entries, 0);
    };
    const auto too_large = [&](std::size_t count, std::size_t bytes) {
        const auto refused = append(count, bytes);
        return !refused && refused.error().kind == ErrorKind::too_large;
    };
    BOOST_TEST(too_large(1, limits::register_entry_bytes + 1));
    BOOST_TEST(too_large(limits::register_entries_at_once + 1, 1));
    BOOST_TEST(append(1, limits::register_entry_bytes).value() == 1u);
}

BOOST_DATA_TEST_CASE(one_of_those_who_append_at_once_is_first, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            const std::vector<std::string> entry{"x"};
            for (std::uint64_t after = 0; after < 50; ++after)
                done += store->registers().append(home, "people", entry, after).has_value();
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::string expected;
    for (int number = 1; number <= done; ++number)
        expected += std::to_string(number) + "=x ";
    BOOST_TEST(store->entries_of("people") == expected);
    BOOST_TEST(done >= 1);
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
