// After a failure of the disk the store goes on by itself, and keeps its promises meanwhile.
#include "statements/parse.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/story.hpp"
#include "tests/support/fault_env.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace storage_tests;
using support::Call;
using support::DiskError;
using support::Failing;
using support::FaultEnv;

namespace {

constexpr std::size_t content = 100'000;

class Store {
public:
    // In memory, or in a folder of a real disk.
    explicit Store(std::uint64_t size = 0, const std::string& folder = "")
        : disk(folder.empty() ? nullptr : rocksdb::Env::Default())
    {
        if (size > 0) disk.limit_size(size);
        const bool system = size == 0 && !folder.empty(); // Nothing of ours in between.
        storage = storage::rocks::open({.path = folder + "/db",
                                        .env = system ? nullptr : disk.env(),
                                        .tail_statements = 4,
                                        .flush_keys = 8})
                      .value();
    }

    ErrorKind failure(unsigned number)
    {
        const auto stored = try_put(number);
        BOOST_REQUIRE(stored.has_error());
        return stored.error().kind;
    }

    base::Result<storage::Committed> try_put(unsigned number, std::size_t bytes = 0)
    {
        auto batch = prepare({statement(number)}, storage->statements().key());
        if (bytes > 0) attach(batch, 0, std::string(bytes, static_cast<char>(number)));
        return storage->statements().put(home, std::move(batch));
    }

    // Until it is full; the number that was the first to find no room.
    unsigned fill()
    {
        unsigned number = 1;
        auto answer = try_put(number, content);
        while (answer)
            answer = try_put(++number, content);
        BOOST_TEST((answer.error().kind == ErrorKind::unknown));
        BOOST_TEST((failure(1'000) == ErrorKind::full));
        BOOST_TEST(storage->trouble().find("the disk is full") != std::string::npos);
        return number;
    }

    bool has_all_before(unsigned end) const
    {
        for (unsigned number = 1; number < end; ++number) {
            if (!has(number)) return false;
        }
        return !has(1'000);
    }

    bool has(unsigned number) const
    {
        return storage->statements().find(home, id(number)).value().has_value();
    }

    std::string listed() const
    {
        return numbers_of(
            storage->statements().query(home, {}, {}, no_deadline).value().statements);
    }

    void wait() const
    {
        while (!storage->trouble().empty())
            std::this_thread::sleep_for(1ms);
    }

    FaultEnv disk;
    std::unique_ptr<Storage> storage;
};

boost::test_tools::assertion_result there_is_a_small_disk(boost::unit_test::test_unit_id)
{
    return std::getenv("LRS_SMALL_DISK") != nullptr;
}

} // namespace

BOOST_AUTO_TEST_SUITE(recovery)

BOOST_AUTO_TEST_CASE(while_the_disk_fails_and_after)
{
    const struct {
        const char* name;
        Call kind;
        DiskError error;
        ErrorKind refused;
    } rows[] = {
        {"a write fails", Call::append, DiskError::io, ErrorKind::busy},
        {"a sync fails", Call::sync, DiskError::io, ErrorKind::busy},
        {"no room for a write", Call::append, DiskError::no_space, ErrorKind::full},
        {"no room at a sync", Call::sync, DiskError::no_space, ErrorKind::full},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Store store;
            BOOST_TEST(store.try_put(1).has_value());
            store.disk.plan({row.kind, 1, Failing::from_then_on, row.error});
            BOOST_TEST((store.failure(2) == ErrorKind::unknown));
            BOOST_TEST(store.storage->trouble() != "");
            BOOST_TEST((store.failure(3) == row.refused));
            const std::vector ids{id(1)};
            auto& statements = store.storage->statements();
            BOOST_TEST((statements.erase(home, ids, "").error().kind == row.refused));
            BOOST_TEST((store.storage->settings().put("a", "b").error().kind == row.refused));
            BOOST_TEST(store.listed() == "1");

            store.disk.repair();
            store.wait();
            BOOST_TEST(!store.has(3));
            BOOST_TEST(store.try_put(2).has_value());
            BOOST_TEST(store.try_put(3).value().added == 1u);
            BOOST_TEST(store.listed() == "3 2 1");
            BOOST_TEST(store.storage->settings().put("a", "b").has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_full_disk)
{
    const support::TemporaryDirectory directory;
    for (const auto& folder : {std::string(), directory.path().string()}) {
        constexpr std::uint64_t size = 3u << 20;
        Store store(size, folder);
        const auto last = store.fill();
        BOOST_TEST(last > 5u);
        BOOST_TEST(store.has_all_before(last));
        store.disk.limit_size(4 * size);
        store.wait();
        BOOST_TEST(store.try_put(last, content).has_value());
        BOOST_TEST(store.has_all_before(last + 1));
    }
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_too_full_to_begin)
{
    FaultEnv disk;
    disk.limit_size(100);
    const auto open = [&] { return storage::rocks::open({.path = "/db", .env = disk.env()}); };
    const auto opened = open();
    BOOST_REQUIRE(opened.has_error());
    BOOST_TEST((opened.error().kind == ErrorKind::full));
    disk.limit_size({});
    BOOST_TEST(open().has_value());
}

// LRS_SMALL_DISK=FOLDER: of a file system with 16 MB. "./dev soak" mounts one.
BOOST_AUTO_TEST_CASE(a_file_system_that_is_full,
                     *boost::unit_test::precondition(there_is_a_small_disk))
{
    const std::string folder = std::getenv("LRS_SMALL_DISK");
    const auto ballast = folder + "/ballast";
    std::ofstream(ballast, std::ios::binary) << std::string(10u << 20, 'x');
    Store store(0, folder);
    const auto last = store.fill();
    BOOST_TEST(last > 5u);
    BOOST_TEST(store.has_all_before(last));
    std::filesystem::remove(ballast);
    store.wait();
    BOOST_TEST(store.try_put(last, content).has_value());
    BOOST_TEST(store.has_all_before(last + 1));
}

// It is not opened again while opening it would fail: that would cost the reads too.
BOOST_AUTO_TEST_CASE(too_little_room_is_no_room)
{
    constexpr std::uint64_t size = 4u << 20;
    Store store(size);
    unsigned last = 1;
    while (store.try_put(last, 500'000))
        ++last;
    store.disk.limit_size(store.disk.used() + (1u << 20));
    std::this_thread::sleep_for(100ms); // Some attempts.
    BOOST_TEST(store.has(1));
    BOOST_TEST((store.failure(1'000) == ErrorKind::full));
    store.disk.limit_size({});
    store.wait();
    BOOST_TEST(store.try_put(last).has_value());
}

// What was `unknown` may turn out to be there, with a `stored` of then: nobody may have been told
// that nothing more comes below it.
BOOST_AUTO_TEST_CASE(nothing_is_promised_about_what_is_unknown)
{
    Store store;
    auto& statements = store.storage->statements();
    BOOST_TEST(store.try_put(1).has_value());
    store.disk.plan({Call::sync, 1, Failing::from_then_on, DiskError::io});
    BOOST_TEST((store.failure(2) == ErrorKind::unknown));
    const auto promised = statements.consistent_through();
    store.failure(3);
    BOOST_TEST((statements.consistent_through() == promised));
    BOOST_TEST(!store.has(2));

    store.disk.repair();
    store.wait();
    const auto found = statements.find(home, id(2)).value();
    BOOST_REQUIRE(found.has_value()); // The bytes are there, as only their sync had failed.
    const auto stored = statements::stored_of(statements::parse(found->text).value());
    BOOST_TEST((stored.value() > promised));
    BOOST_TEST((statements.consistent_through() >= stored.value()));
}

// What a follower has committed without sync may be gone: it reads where it stands first.
BOOST_AUTO_TEST_CASE(a_projection_goes_on_from_the_cursor_that_is_there)
{
    Store store;
    auto& projections = store.storage->projections();
    const std::vector<storage::Change> changes{{"a", "1"}};
    BOOST_TEST(projections.commit(home, "seen", changes, 1).has_value());
    store.disk.plan({Call::sync, 1, Failing::once, DiskError::io});
    BOOST_TEST((store.failure(1) == ErrorKind::unknown));
    store.wait();
    BOOST_TEST((projections.commit(home, "seen", changes, 2).error().kind == ErrorKind::unknown));
    BOOST_TEST(projections.cursor(home, "seen").value().value() == 1u);
    BOOST_TEST(projections.commit(home, "seen", changes, 2).has_value());
    BOOST_TEST(projections.cursor(home, "seen").value().value() == 2u);
}

// Readers of all kinds while the store is opened again and again under them.
BOOST_AUTO_TEST_CASE(readers_meanwhile)
{
    Store store;
    BOOST_TEST(store.try_put(1).has_value());
    std::atomic<bool> done = false;
    std::atomic<unsigned> wrong = 0;
    const auto read = [&](auto what) {
        return std::thread([&, what]() mutable {
            while (!done) {
                if (!what(*store.storage)) ++wrong;
            }
        });
    };
    std::thread readers[] = {
        read([](Storage& storage) {
            const auto found = storage.statements().query(home, {}, {}, no_deadline);
            return found && !found->statements.empty();
        }),
        read([](Storage& storage) { return storage.log().published(home).sequence > 0; }),
        read([](Storage& storage) {
            storage.log().follow(home, storage.log().published(home).sequence, 1, 5ms);
            return storage.settings().list("").has_value();
        }),
        read([last = Timestamp{}](Storage& storage) mutable {
            const auto through = storage.statements().consistent_through();
            return std::exchange(last, through) <= through;
        }),
    };
    // Now and then the call that fails is one of RocksDB's own, in the background.
    unsigned failures = 0;
    for (unsigned number = 2; number < 12; ++number) {
        store.disk.plan({Call::sync, 1, Failing::once, DiskError::io});
        for (bool stored = false; !stored;) {
            stored = store.try_put(number).has_value();
            failures += stored ? 0 : 1;
            store.wait();
        }
    }
    BOOST_TEST(failures > 0u);
    done = true;
    for (auto& reader : readers)
        reader.join();
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(store.listed() == "11 10 9 8 7 6 5 4 3 2 1");
}

BOOST_AUTO_TEST_SUITE_END()
