// Records: what is there, and what a change of it may expect.
#include "base/limits.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/random_statements.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <map>
#include <thread>

using namespace storage_tests;
using namespace std::string_literals;
using storage::Former;
using storage::RecordChange;
namespace data = boost::unit_test::data;

namespace {

constexpr std::size_t all = std::size_t(-1);

std::string shown(const std::vector<storage::Record>& records)
{
    std::string out;
    for (const auto& each : records)
        out += each.key + "=" + each.value + " ";
    return out;
}

std::string records_of(const Opened& store, std::string_view kind, std::string_view prefix = "",
                       std::string_view after = "", std::size_t limit = all, Tenant tenant = home)
{
    return shown(store.records().scan(tenant, kind, prefix, after, limit).value());
}

base::Result<> change(const Opened& store, const std::vector<RecordChange>& changes,
                      Tenant tenant = home)
{
    return store.records().change(tenant, changes);
}

RecordChange set(std::string key, std::string value, std::optional<Former> former = {})
{
    return {"a", std::move(key), std::move(value), std::move(former)};
}

RecordChange gone(std::string key, std::optional<Former> former = {})
{
    return {"a", std::move(key), {}, std::move(former)};
}

const Former absent{};

Former was(std::string value)
{
    return {std::move(value)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_records)

BOOST_DATA_TEST_CASE(what_is_set_is_read, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto get = [&](std::string_view key) { return store->records().get(home, "a", key); };
    BOOST_TEST(!get("k").value());
    BOOST_TEST(records_of(*store, "a") == "");
    BOOST_TEST(change(*store, {}).has_value());
    BOOST_TEST(change(*store, {set("k", "1"), set("b", ""), set("z", "3")}).has_value());
    BOOST_TEST(get("k").value().value() == "1");
    BOOST_TEST(get("b").value().value() == "");
    BOOST_TEST(!get("").value());
    BOOST_TEST(!get("kk").value());
    BOOST_TEST(records_of(*store, "a") == "b= k=1 z=3 ");
    BOOST_TEST(change(*store, {set("k", "2"), gone("b"), gone("never")}).has_value());
    BOOST_TEST(records_of(*store, "a") == "k=2 z=3 ");
}

BOOST_DATA_TEST_CASE(what_a_change_expects, data::make(all_backends()), backend)
{
    const struct {
        const char* name;
        std::vector<RecordChange> changes;
        const char* conflict; // Empty: there is none.
        const char* after;
    } rows[] = {
        {"nothing", {set("k", "2")}, "", "k=2 "},
        {"nothing, of one that is not there", {set("n", "2")}, "", "k=1 n=2 "},
        {"that there is none", {set("n", "2", absent)}, "", "k=1 n=2 "},
        {"that there is none, but there is", {set("k", "2", absent)}, "k", "k=1 "},
        {"what is there", {set("k", "2", was("1"))}, "", "k=2 "},
        {"something else", {set("k", "2", was("0"))}, "k", "k=1 "},
        {"something, but there is none", {set("n", "2", was("0"))}, "n", "k=1 "},
        {"nothing of a byte, but there is none", {set("n", "2", was(""))}, "n", "k=1 "},
        {"the beginning of what is there", {set("k", "2", was(""))}, "k", "k=1 "},
        {"what is there, to remove it", {gone("k", was("1"))}, "", ""},
        {"something else, to remove it", {gone("k", was("2"))}, "k", "k=1 "},
        {"that there is none, to leave it so", {gone("n", absent)}, "", "k=1 "},
        {"one of two", {set("n", "2"), set("k", "2", was("0"))}, "k", "k=1 "},
        {"the other", {set("k", "2", was("0")), set("n", "2")}, "k", "k=1 "},
        {"both", {set("n", "2", absent), set("k", "2", was("1"))}, "", "k=2 n=2 "},
        {"neither", {set("n", "2", was("")), set("k", "2", absent)}, "n", "k=1 "},
        {"what was there before all", {set("k", "2"), set("k", "3", was("1"))}, "", "k=3 "},
        {"what the first has made", {set("k", "2"), set("k", "3", was("2"))}, "k", "k=1 "},
        {"that the last counts", {set("k", "2"), gone("k")}, "", ""},
        {"that it counts the other way", {gone("k"), set("k", "2")}, "", "k=2 "},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto store = backend.open();
            BOOST_TEST(change(*store, {set("k", "1")}).has_value());
            const auto done = change(*store, row.changes);
            BOOST_TEST(done.has_value() == (row.conflict == ""s));
            if (!done) {
                BOOST_TEST((done.error().kind == ErrorKind::conflict));
                BOOST_TEST(done.error().where == row.conflict);
            }
            BOOST_TEST(records_of(*store, "a") == row.after);
        }
    }
}

BOOST_DATA_TEST_CASE(scans, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::vector<RecordChange> changes;
    for (const auto* key : {"b", "a", "ab", "abc", "ac", "\xff", "\xff\xff"})
        changes.push_back(set(key, ""));
    BOOST_TEST(change(*store, changes).has_value());
    BOOST_TEST(change(*store, {{"aa", "a", "other", {}}, {"b", "a", "other", {}}}).has_value());

    const struct {
        const char* name;
        const char* prefix;
        const char* after;
        std::size_t limit;
        const char* expected;
    } rows[] = {
        {"all", "", "", all, "a= ab= abc= ac= b= \xff= \xff\xff= "},
        {"none", "", "", 0, ""},
        {"the first", "", "", 1, "a= "},
        {"as many as there are", "", "", 7, "a= ab= abc= ac= b= \xff= \xff\xff= "},
        {"one fewer", "", "", 6, "a= ab= abc= ac= b= \xff= "},
        {"after one", "", "ab", all, "abc= ac= b= \xff= \xff\xff= "},
        {"after one that is not there", "", "abb", 2, "abc= ac= "},
        {"after the last", "", "\xff\xff", all, ""},
        {"those of a prefix", "a", "", all, "a= ab= abc= ac= "},
        {"after the prefix itself", "a", "a", all, "ab= abc= ac= "},
        {"after one of them", "a", "ab", 1, "abc= "},
        {"after all of them", "a", "b", all, ""},
        {"from before them", "ab", "a", all, "ab= abc= "},
        {"those of another", "ad", "", all, ""},
        {"those of the last byte", "\xff", "", all, "\xff= \xff\xff= "},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(records_of(*store, "a", row.prefix, row.after, row.limit) == row.expected);
        }
    }
}

BOOST_DATA_TEST_CASE(keys_and_values_are_bytes, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    BOOST_TEST(change(*store, {set("\0"s, "zero"), set("\xff\xff\xff\xff"s, "\0x\xff"s),
                               set("\0\0"s, ""), set("\1"s, "one")})
                   .has_value());
    BOOST_TEST(records_of(*store, "a") == "\0=zero \0\0= \1=one \xff\xff\xff\xff=\0x\xff "s);
    BOOST_TEST(records_of(*store, "a", "\0"s) == "\0=zero \0\0= "s);
    BOOST_TEST(store->records().get(home, "a", "\0"s).value().value() == "zero");
    BOOST_TEST(
        change(*store, {gone("\0"s, was("zero")), set("\0\0"s, "\0"s, was(""))}).has_value());
    BOOST_TEST(records_of(*store, "a", "\0"s) == "\0\0=\0 "s);
}

BOOST_DATA_TEST_CASE(kinds_and_tenants_do_not_meet, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const auto tenant : {home, elsewhere, Tenant{0}, Tenant{~0u}}) {
        const auto name = std::to_string(unsigned(tenant));
        std::vector<RecordChange> changes;
        for (const auto* kind : {"a", "ab", "b"})
            changes.push_back({kind, "key", kind + name, absent});
        BOOST_TEST(change(*store, changes, tenant).has_value());
    }
    const std::vector<RecordChange> some{{"a", "key", {}, {}}, {"ab", "key", "new", was("ab1")}};
    BOOST_TEST(change(*store, some).has_value());
    BOOST_TEST(records_of(*store, "a") == "");
    BOOST_TEST(records_of(*store, "ab") == "key=new ");
    BOOST_TEST(records_of(*store, "b") == "key=b1 ");
    for (const auto tenant : {elsewhere, Tenant{0}, Tenant{~0u}}) {
        const auto name = std::to_string(unsigned(tenant));
        for (const auto* kind : {"a", "ab", "b"}) {
            BOOST_TEST(records_of(*store, kind, "", "", all, tenant) ==
                       "key=" + (kind + name) + " ");
        }
    }
}

BOOST_DATA_TEST_CASE(limits_of_a_change, data::make(all_backends()), backend)
{
    const auto kind_of = [](const base::Result<>& done) {
        return done ? std::optional<ErrorKind>() : done.error().kind;
    };
    const auto store = backend.open();
    const auto many = [](std::size_t count, std::size_t bytes) {
        std::vector<RecordChange> out;
        for (std::size_t number = 0; number < count; ++number)
            out.push_back(set(std::to_string(number), std::string(bytes, 'x')));
        return out;
    };
    const auto key = [](std::size_t bytes) { return set(std::string(bytes, 'k'), "1"); };
    constexpr auto at_once = limits::record_change_bytes / limits::record_bytes;

    const struct {
        const char* name;
        std::vector<RecordChange> changes;
        std::optional<ErrorKind> refused;
    } rows[] = {
        {"a key of no bytes", {key(0)}, ErrorKind::invalid},
        {"a key of one", {key(1)}, {}},
        {"the longest key", {key(limits::record_key_bytes)}, {}},
        {"a longer one", {key(limits::record_key_bytes + 1)}, ErrorKind::too_large},
        {"the largest value", many(1, limits::record_bytes), {}},
        {"a larger one", many(1, limits::record_bytes + 1), ErrorKind::too_large},
        {"the most changes", many(limits::record_changes, 1), {}},
        {"one more", many(limits::record_changes + 1, 1), ErrorKind::too_large},
        {"the most bytes", many(at_once, limits::record_bytes), {}},
        {"more", many(at_once + 1, limits::record_bytes - 1), ErrorKind::too_large},
        {"one that may, one that may not", {key(1), key(0)}, ErrorKind::invalid},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST((kind_of(change(*store, row.changes)) == row.refused));
            for (const auto& each : row.changes) {
                const bool there = store->records().get(home, "a", each.key).value() == each.value;
                BOOST_TEST_REQUIRE((there || row.refused));
            }
            std::vector<RecordChange> back;
            for (const auto& each : store->records().scan(home, "a", "", "", all).value())
                back.push_back(gone(each.key));
            if (row.refused) BOOST_TEST(back.empty());
            BOOST_TEST(change(*store, back).has_value());
        }
    }
}

// Any history gives what a map would.
BOOST_DATA_TEST_CASE(random_histories, data::make(all_backends()), backend)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    Dice dice(seed);
    const auto store = backend.open();
    const std::vector<std::string> kinds{"a", "ab"};
    const auto some_key = [&] {
        std::string out(1 + dice.below(2), '\0');
        for (auto& byte : out)
            byte = "\0\1a\xff"[dice.below(4)];
        return out;
    };
    const auto some_value = [&] { return std::string(dice.below(3), 'v'); };
    std::map<std::pair<std::string, std::string>, std::string> model;
    for (int turn = 0; turn < 300; ++turn) {
        std::vector<RecordChange> changes;
        auto next = model;
        std::optional<std::string> conflict;
        for (auto count = dice.below(4); count > 0; --count) {
            RecordChange made{kinds[dice.below(2)], some_key(), {}, {}};
            const auto there = model.find({made.kind, made.key});
            if (dice.percent(70)) made.value = some_value();
            if (dice.percent(40)) {
                made.former = Former{};
                if (there != model.end() && dice.percent(80)) made.former->value = there->second;
                if (dice.percent(10)) made.former->value = some_value();
                const auto now = there == model.end() ? std::nullopt : std::optional(there->second);
                if (made.former->value != now && !conflict) conflict = made.key;
            }
            next.erase({made.kind, made.key});
            if (made.value) next.emplace(std::pair(made.kind, made.key), *made.value);
            changes.push_back(std::move(made));
        }
        const auto done = change(*store, changes);
        BOOST_TEST_REQUIRE(done.has_value() == !conflict, "seed " << seed);
        if (conflict) BOOST_TEST(done.error().where == *conflict);
        if (done) model = next;

        const auto prefix = dice.percent(50) ? some_key() : "";
        const auto after = dice.percent(50) ? some_key() : "";
        const auto limit = dice.percent(50) ? dice.below(5) : all;
        for (const auto& kind : kinds) {
            std::vector<storage::Record> expected;
            for (const auto& [place, value] : model) {
                if (place.first == kind && place.second.starts_with(prefix) &&
                    place.second > after && expected.size() < limit)
                    expected.push_back({place.second, value});
            }
            const auto found = store->records().scan(home, kind, prefix, after, limit).value();
            BOOST_TEST_REQUIRE((found == expected), "seed " << seed);
        }
    }
}

// Nobody's step is lost, and a step over two records is one.
BOOST_DATA_TEST_CASE(eight_count_together, data::make(all_backends()), backend)
{
    constexpr int steps = 40;
    const auto store = backend.open();
    std::atomic<bool> counting = true;
    std::atomic<int> wrong = 0;
    std::thread reader([&] {
        while (counting) {
            const auto both = store->records().scan(home, "a", "", "", all).value();
            wrong += both.size() > 2 || (both.size() == 2 && both[0].value != both[1].value);
        }
    });
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&] {
            for (int done = 0; done < steps;) {
                const auto now = store->records().get(home, "a", "one").value();
                const auto next = std::to_string((now ? std::stoi(*now) : 0) + 1);
                const auto changed =
                    change(*store, {set("one", next, Former{now}), set("two", next)});
                done += changed.has_value();
                wrong += !changed && changed.error().kind != ErrorKind::conflict;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    counting = false;
    reader.join();
    BOOST_TEST(wrong == 0);
    BOOST_TEST(records_of(*store, "a") == "one=320 two=320 ");
}

// Changes of several records in any order: nobody waits for ever.
BOOST_DATA_TEST_CASE(many_change_several, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (unsigned thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            Dice dice(thread);
            for (int turn = 0; turn < 50; ++turn) {
                std::vector<RecordChange> changes;
                for (int count = 0; count < 20; ++count)
                    changes.push_back(set(std::to_string(dice.below(60)), "x"));
                wrong += !change(*store, changes);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0);
}

BOOST_DATA_TEST_CASE(they_outlive_the_process, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    BOOST_TEST(change(*store, {set("k", "1"), set("l", "2"), set("m", "3")}).has_value());
    BOOST_TEST(change(*store, {gone("l"), set("m", "4")}).has_value());
    for (int turn = 0; turn < 2; ++turn) {
        store->reopen();
        BOOST_TEST(records_of(*store, "a") == "k=1 m=4 ");
    }
    BOOST_TEST((change(*store, {set("k", "2", absent)}).error().kind == ErrorKind::conflict));
    BOOST_TEST(change(*store, {set("k", "2", was("1"))}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
