// Documents: versions, all or nothing, and who sees what.
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace storage_tests;
using storage::Document;
using storage::DocumentKey;
using storage::DocumentKind;
using storage::DocumentOwner;
using storage::DocumentWrite;
namespace data = boost::unit_test::data;

namespace {

const DocumentOwner anns{DocumentKind::state, "https://x.example/a", "ann"};

DocumentKey key(std::string id, std::optional<base::Uuid> registration = {},
                DocumentOwner owner = anns)
{
    return {std::move(owner), registration, std::move(id)};
}

base::Uuid registration(std::uint8_t number)
{
    base::Uuid out;
    out.bytes[15] = number;
    return out;
}

std::string body_of(const Opened& store, const DocumentKey& key, Tenant tenant = home)
{
    const auto found = store.documents().find(tenant, key).value();
    return found ? found->content_type + ':' + found->body : "-";
}

std::optional<Timestamp> version_of(const Opened& store, const DocumentKey& key,
                                    Tenant tenant = home)
{
    const auto found = store.documents().find(tenant, key).value();
    return found ? std::optional(found->updated) : std::nullopt;
}

DocumentWrite writing(const DocumentKey& key, std::optional<Timestamp> seen, std::string body)
{
    return {key, seen, Document{"text/plain", std::move(body), {}}};
}

void put(Opened& store, const DocumentKey& key, std::string body, Tenant tenant = home)
{
    const auto seen = version_of(store, key, tenant);
    store.documents().write(tenant, {writing(key, seen, std::move(body))}).value();
}

// "a@1 b": ids, with the registration's last byte.
std::string listed(const Opened& store, const DocumentOwner& owner = anns, Tenant tenant = home)
{
    std::string out;
    for (const auto& name : store.documents().list(tenant, owner).value()) {
        if (!out.empty()) out += ' ';
        out += name.id;
        if (name.registration) out += '@' + std::to_string(name.registration->bytes[15]);
        const auto found = store.documents().find(tenant, {owner, name.registration, name.id});
        BOOST_TEST((found.value()->updated == name.updated));
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_documents)

BOOST_DATA_TEST_CASE(bytes_come_back_as_they_are, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const std::string_view bytes : {std::string_view(""), std::string_view("\0\xff\x01", 3),
                                         std::string_view(R"({"a":1.0})")}) {
        put(*store, key("a"), std::string(bytes));
        const auto found = store->documents().find(home, key("a")).value();
        BOOST_TEST_REQUIRE(found.has_value());
        BOOST_TEST(found->body == bytes);
        BOOST_TEST(found->content_type == "text/plain");
    }
    for (const auto& type : {"", "application/json; charset=utf-8"}) {
        const auto seen = version_of(*store, key("a"));
        store->documents().write(home, {{key("a"), seen, Document{type, "x", {}}}}).value();
        BOOST_TEST(body_of(*store, key("a")) == std::string(type) + ":x");
    }
}

BOOST_DATA_TEST_CASE(only_what_was_seen_is_replaced, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto refused = [&](std::optional<Timestamp> seen, bool removes) {
        auto write = writing(key("a"), seen, "new");
        if (removes) write.document.reset();
        const auto done = store->documents().write(home, {write});
        return !done && done.error().kind == ErrorKind::precondition;
    };
    BOOST_TEST(refused(Timestamp(1us), false)); // Nothing is there.
    put(*store, key("a"), "one");
    const auto first = version_of(*store, key("a"));
    for (const bool removes : {false, true}) {
        BOOST_TEST(refused(std::nullopt, removes)); // Something is there.
        BOOST_TEST(refused(*first + 1us, removes));
    }
    BOOST_TEST(body_of(*store, key("a")) == "text/plain:one");
    put(*store, key("a"), "two"); // The clock stands still.
    BOOST_TEST((version_of(*store, key("a")) > first));
    BOOST_TEST(refused(first, false));
    store->documents().write(home, {{key("a"), version_of(*store, key("a")), {}}}).value();
    BOOST_TEST(body_of(*store, key("a")) == "-");
    BOOST_TEST(listed(*store) == "");
}

BOOST_DATA_TEST_CASE(all_or_nothing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    put(*store, key("b"), "old");
    const auto seen = version_of(*store, key("b"));
    const auto done = store->documents().write(
        home, {writing(key("a"), {}, "new"), writing(key("b"), *seen - 1us, "new")});
    BOOST_TEST((done.error().kind == ErrorKind::precondition));
    BOOST_TEST(listed(*store) == "b");
    BOOST_TEST(body_of(*store, key("b")) == "text/plain:old");
    store->documents().write(home, {writing(key("a"), {}, "new"), {key("b"), seen, {}}}).value();
    BOOST_TEST(listed(*store) == "a");
}

BOOST_DATA_TEST_CASE(nobody_elses_are_seen, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const DocumentKey others[] = {
        key("a", registration(1)),
        key("a", registration(0)),
        key("a", {}, {DocumentKind::state, "https://x.example/a", "bob"}),
        key("a", {}, {DocumentKind::state, "https://x.example/", "aann"}),
        key("a", {}, {DocumentKind::activity_profile, "https://x.example/a", ""}),
        key("a", {}, {DocumentKind::agent_profile, "", "ann"}),
        key("A"),
        key("aa"),
        key(""),
        key(std::string("\1", 1) + std::string(16, '\0') + "a"),
    };
    put(*store, key("a"), "mine");
    for (const auto& other : others)
        BOOST_TEST(body_of(*store, other) == "-");
    BOOST_TEST(body_of(*store, key("a"), elsewhere) == "-");
    BOOST_TEST(listed(*store, anns, elsewhere) == "");
    for (const auto& other : others)
        put(*store, other, "theirs");
    put(*store, key("a"), "theirs", elsewhere);
    BOOST_TEST(body_of(*store, key("a")) == "text/plain:mine");
    BOOST_TEST(listed(*store, others[2].owner) == "a");
}

BOOST_DATA_TEST_CASE(a_list_is_in_order, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    for (const auto* id : {"b", "a", "\xc3\xa4", "B", "ab"})
        put(*store, key(id), "x");
    put(*store, key("c", registration(2)), "x");
    put(*store, key("d", registration(1)), "x");
    BOOST_TEST(listed(*store) == "B a ab b \xc3\xa4 d@1 c@2");
}

BOOST_DATA_TEST_CASE(they_survive_a_restart, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    put(*store, key("a"), "one");
    put(*store, key("b"), "gone");
    store->documents().write(home, {{key("b"), version_of(*store, key("b")), {}}}).value();
    const auto before = version_of(*store, key("a"));
    store->reopen();
    BOOST_TEST(listed(*store) == "a");
    BOOST_TEST((version_of(*store, key("a")) == before));
    BOOST_TEST(body_of(*store, key("a")) == "text/plain:one");
}

// Each adds one to a number, and tries again when another was faster.
BOOST_DATA_TEST_CASE(no_update_is_lost, data::make(all_backends()), backend)
{
    constexpr int writers = 4;
    constexpr int rounds = 25;
    const auto store = backend.open();
    put(*store, key("n"), "0");
    const auto add = [&] {
        while (true) {
            const auto found = store->documents().find(home, key("n")).value();
            const auto next = std::to_string(std::stoi(found->body) + 1);
            if (store->documents().write(home, {writing(key("n"), found->updated, next)})) return;
        }
    };
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&] {
            for (int round = 0; round < rounds; ++round)
                add();
        });
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(body_of(*store, key("n")) == "text/plain:" + std::to_string(writers * rounds));
}

BOOST_AUTO_TEST_SUITE_END()
