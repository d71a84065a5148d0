// Backups: what they hold, what they leave alone, and what is restored from them.
#include "storage/rocksdb/backup.hpp"

#include "storage/rocksdb/erasure_list.hpp"
#include "storage/rocksdb/maintenance.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/workload.hpp"
#include "tests/support/power_cut_env.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <latch>
#include <mutex>
#include <thread>

using namespace storage_tests;
namespace files = std::filesystem;

namespace {

struct Fixture {
    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    std::unique_ptr<storage::Storage> open(const std::string& name,
                                           const std::string& erasure_list = "") const
    {
        return storage::rocks::open(
                   {.path = path(name), .erasure_list = erasure_list, .sync = false})
            .value();
    }

    storage::Backup back_up(storage::Storage& storage, std::size_t keep = 0) const
    {
        storage::Work work;
        return storage.maintenance()->back_up(path("backups"), keep, work).value();
    }

    storage::rocks::Restored restore(const std::string& to,
                                     std::optional<std::uint32_t> number = {}) const
    {
        return storage::rocks::restore(path("backups"), number, path(to)).value();
    }

    std::string restored(std::optional<std::uint32_t> number) const
    {
        const auto to = "restored" + std::to_string(number.value_or(0));
        restore(to, number);
        return numbers_in(*open(to));
    }

    static void put(storage::Storage& storage, std::initializer_list<unsigned> numbers)
    {
        std::vector<json::object> batch;
        for (const auto number : numbers)
            batch.push_back(statement(number));
        storage.statements().put(home, prepare(batch, storage.statements().key())).value();
    }

    static void erase(storage::Storage& storage, unsigned number)
    {
        const std::vector ids{id(number)};
        storage.statements().erase(home, ids, "asked for").value();
    }

    static std::string numbers_in(storage::Storage& storage)
    {
        std::string out;
        for (const auto& entry : storage.log().read(home, 0, 1'000).value()) {
            if (entry.kind == storage::EntryKind::statement)
                out += (out.empty() ? "" : " ") + std::to_string(number_of(entry.text));
        }
        return out;
    }

    TemporaryDirectory folder;
};

std::string numbers_of(std::span<const storage::Backup> backups)
{
    std::string out;
    for (const auto& each : backups)
        out += (out.empty() ? "" : " ") + std::to_string(each.number);
    return out;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(backup, Fixture)

BOOST_AUTO_TEST_CASE(each_has_its_own_time)
{
    const auto storage = open("db");
    BOOST_TEST(storage->maintenance()->backups(path("backups")).value().empty());
    put(*storage, {1});
    BOOST_TEST(back_up(*storage).number == 1u);
    put(*storage, {2});
    const auto second = back_up(*storage);
    put(*storage, {3});

    const auto listed = storage->maintenance()->backups(path("backups")).value();
    BOOST_TEST(numbers_of(listed) == "1 2");
    BOOST_TEST((listed.back() == second));
    BOOST_TEST(second.bytes > 0u);
    BOOST_TEST(restored(1) == "1");
    BOOST_TEST(restored(2) == "1 2");
    BOOST_TEST(restored({}) == "1 2");
}

// What has not changed is not copied again.
BOOST_AUTO_TEST_CASE(incremental)
{
    const auto storage = open("db");
    auto batch = prepare({statement(1)}, storage->statements().key());
    const std::string content(3u << 20, 'x');
    const auto name = attach(batch, 0, content);
    storage->statements().put(home, std::move(batch)).value();
    const auto size = [&] {
        std::uintmax_t out = 0;
        for (const auto& file : files::recursive_directory_iterator(path("backups")))
            out += file.is_regular_file() ? file.file_size() : 0;
        return out;
    };
    back_up(*storage);
    const auto first = size();
    put(*storage, {2});
    const auto second = back_up(*storage);
    BOOST_TEST(size() < first + 200'000);
    BOOST_TEST(second.bytes > 10'000u);

    restore("restored");
    const auto copy = open("restored");
    BOOST_TEST((copy->attachments().find(home, 1, name).value() == content));
}

BOOST_AUTO_TEST_CASE(the_newest_are_kept)
{
    const auto storage = open("db");
    for (unsigned number = 1; number <= 4; ++number) {
        put(*storage, {number});
        back_up(*storage, number == 4 ? 2 : 0);
    }
    BOOST_TEST(numbers_of(storage->maintenance()->backups(path("backups")).value()) == "3 4");
    BOOST_TEST(restored(3) == "1 2 3");
}

// Whoever was told that his batch is stored before the backup began finds it in the backup.
BOOST_AUTO_TEST_CASE(while_four_write)
{
    constexpr unsigned writers = 4;
    constexpr unsigned batches = 400;
    auto storage = open("db");
    std::mutex mutex;
    std::set<BatchPlace> acknowledged;
    std::latch warm(writers);
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            keep_writing(*storage, 0, writer, [&](BatchPlace place) {
                const std::lock_guard lock(mutex);
                acknowledged.insert(place);
                if (place.batch == 20) warm.count_down();
                return place.batch < batches;
            });
        });
    }
    warm.wait();
    std::vector<std::set<BatchPlace>> before;
    for (int turn = 0; turn < 3; ++turn) {
        {
            const std::lock_guard lock(mutex);
            before.push_back(acknowledged);
        }
        back_up(*storage);
    }
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(before.front().size() >= writers * 20u);
    BOOST_TEST(before.front().size() < acknowledged.size());

    for (std::uint32_t number = 1; number <= before.size(); ++number) {
        const auto name = "restored" + std::to_string(number);
        restore(name, number);
        const auto copy = open(name);
        BOOST_TEST(lines_of(damage(*copy, before[number - 1])) == "");
        for (const auto& entry : copy->log().read(home, 0, std::size_t(-1)).value()) {
            const auto original = storage->log().entry(home, entry.sequence).value();
            BOOST_TEST((original && original->text == entry.text));
        }
    }
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t step = 97; // Sanitizers are slow, and the calls are the same.
#else
constexpr std::uint64_t step = 23;
#endif

// A backup that fails at its first call of the disk, its second, ... leaves those before it.
BOOST_AUTO_TEST_CASE(one_that_fails_leaves_the_others)
{
    for (const auto fault : {support::Fault::errors, support::Fault::cut_before}) {
        unsigned failures = 0;
        for (std::uint64_t call = 1;; call += call < 20 ? 1 : step) {
            support::PowerCutEnv disk;
            auto storage = storage::rocks::open({.path = "/db", .env = disk.env()}).value();
            storage::Work work;
            put(*storage, {1});
            BOOST_TEST(storage->maintenance()->back_up("/backups", 0, work).has_value());
            put(*storage, {2});
            disk.strike(fault, call);
            const bool done = storage->maintenance()->back_up("/backups", 0, work).has_value();
            const bool struck = disk.has_struck();
            if (fault == support::Fault::errors) disk.repair();
            storage.reset();
            if (fault == support::Fault::cut_before) disk.restart();

            const auto copy = storage::rocks::restore("/backups", 1, "/copy", disk.env());
            BOOST_REQUIRE_MESSAGE(copy, "call " << call << ": " << copy.error().why);
            BOOST_TEST(
                numbers_in(*storage::rocks::open({.path = "/copy", .env = disk.env()}).value()) ==
                "1");
            storage = storage::rocks::open({.path = "/db", .env = disk.env()}).value();
            storage::Work again;
            const auto next = storage->maintenance()->back_up("/backups", 0, again);
            BOOST_REQUIRE_MESSAGE(next, "call " << call << ": " << next.error().why);
            BOOST_TEST(
                storage::rocks::restore("/backups", next->number, "/next", disk.env()).has_value());
            failures += !done;
            if (!struck) break;
        }
        BOOST_TEST(failures > 10u);
    }
}

BOOST_AUTO_TEST_CASE(one_that_is_called_off_leaves_the_others)
{
    const auto storage = open("db");
    put(*storage, {1});
    back_up(*storage);
    storage::Work work;
    work.cancelled = true;
    const auto stopped = storage->maintenance()->back_up(path("backups"), 0, work);
    BOOST_TEST((stopped.error().kind == ErrorKind::busy), stopped.error().why);
    BOOST_TEST(numbers_of(storage->maintenance()->backups(path("backups")).value()) == "1");
    BOOST_TEST(restored({}) == "1");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const auto storage = open("db");
    put(*storage, {1});
    back_up(*storage);
    const auto kind = [&](const std::string& from, std::optional<std::uint32_t> number,
                          const std::string& to) {
        const auto done = storage::rocks::restore(path(from), number, path(to));
        return done ? std::optional<ErrorKind>() : done.error().kind;
    };
    BOOST_TEST((kind("backups", {}, "db") == ErrorKind::invalid));
    BOOST_TEST((kind("nowhere", {}, "a") == ErrorKind::not_found));
    BOOST_TEST((kind("backups", 2, "b") == ErrorKind::not_found));
    files::create_directory(path("empty"));
    BOOST_TEST(!kind("backups", 1, "empty"));
    BOOST_TEST((kind("backups", 1, "empty") == ErrorKind::invalid));
    files::create_directories(path("broken off") + "/restoring");
    std::ofstream(path("broken off") + "/restoring/CURRENT") << "MANIFEST-000001\n";
    for (const auto* moved_up : {"/MANIFEST-000001", "/000007.sst"})
        std::ofstream(path("broken off") + moved_up) << "half";
    std::ofstream(path("broken off") + "/notes") << "not ours";
    BOOST_TEST((kind("backups", 1, "broken off") == ErrorKind::invalid));
    files::remove(path("broken off") + "/notes");
    BOOST_TEST(!kind("backups", 1, "broken off"));
    BOOST_TEST(numbers_in(*open("broken off")) == "1");

    const auto other = open("other");
    put(*other, {1});
    storage::Work work;
    const auto mixed = other->maintenance()->back_up(path("backups"), 0, work);
    BOOST_TEST((mixed.error().kind == ErrorKind::invalid));
}

// One byte of each file, one file after the other.
BOOST_AUTO_TEST_CASE(a_damaged_backup_is_not_restored)
{
    {
        const auto storage = open("db");
        put(*storage, {1, 2, 3});
        back_up(*storage);
    }
    std::vector<files::path> all;
    for (const auto& file : files::recursive_directory_iterator(path("backups"))) {
        const bool has_checksum = file.path().parent_path().filename() != "meta";
        if (file.is_regular_file() && file.file_size() > 0 && has_checksum)
            all.push_back(file.path());
    }
    BOOST_TEST(all.size() > 3u);
    for (const auto& file : all) {
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        const auto middle = static_cast<std::streamoff>(files::file_size(file) / 2);
        const auto flip = [&] {
            stream.seekg(middle);
            const auto byte = static_cast<char>(stream.get() ^ 1);
            stream.seekp(middle);
            stream.put(byte).flush();
        };
        flip();
        const auto done = storage::rocks::restore(path("backups"), {}, path("copy"));
        BOOST_TEST((!done && done.error().kind == ErrorKind::corrupt), file);
        flip();
    }
    BOOST_TEST(restored({}) == "1 2 3");
}

// What was erased after the backup does not come back, whether the list was completed by the next
// backup or at once.
BOOST_AUTO_TEST_CASE(erased_statements_stay_away)
{
    for (const bool at_once : {false, true}) {
        BOOST_TEST_CONTEXT("at once: " << at_once)
        {
            const Fixture fixture;
            auto storage = fixture.open("db", at_once ? fixture.path("backups") : "");
            put(*storage, {1, 2});
            fixture.back_up(*storage);
            put(*storage, {3});
            erase(*storage, 1);
            erase(*storage, 3);
            if (!at_once) fixture.back_up(*storage);

            BOOST_TEST(fixture.restore("copy", 1).erased_again == 1u);
            const auto copy = fixture.open("copy");
            BOOST_TEST(numbers_in(*copy) == "2");
            put(*copy, {1, 3, 4}); // Of these the first two were erased.
            BOOST_TEST(numbers_in(*copy) == "2 4");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_list_of_erased_ids)
{
    auto& env = *rocksdb::Env::Default();
    const std::vector<storage::rocks::ErasedId> some{
        {home, {1, 2, 3}, Timestamp(1s)},
        {elsewhere, {4, 5, 6}, Timestamp(2s + 1us)},
    };
    BOOST_TEST(storage::rocks::read_erasures(env, path("list")).value().empty());
    storage::rocks::add_erasures(env, path("list"), std::span(some).first(1)).value();
    std::ofstream(path("list") + "/erased", std::ios::app) << "1 0102"; // Torn by a crash.
    storage::rocks::add_erasures(env, path("list"), std::span(some).last(1)).value();
    BOOST_TEST((storage::rocks::read_erasures(env, path("list")).value() == some));

    std::ofstream(path("list") + "/erased", std::ios::app) << "one of Z\n";
    BOOST_TEST(
        (storage::rocks::read_erasures(env, path("list")).error().kind == ErrorKind::corrupt));
}

BOOST_AUTO_TEST_CASE(figures)
{
    const auto storage = open("db");
    put(*storage, {1, 2});
    put(*storage, {3});
    erase(*storage, 1);
    storage->statements()
        .put(elsewhere, prepare({statement(9)}, storage->statements().key()))
        .value();
    const auto check = [](const storage::Figures& statistics) {
        BOOST_TEST(statistics.format == storage::rocks::format_version);
        BOOST_TEST(statistics.disk_bytes > 0u);
        BOOST_REQUIRE(statistics.tenants.size() == 2u);
        BOOST_TEST((statistics.tenants[0].tenant == home));
        BOOST_TEST(statistics.tenants[0].last.sequence == 4u);
        BOOST_TEST((statistics.tenants[0].first_stored < statistics.tenants[0].last.stored));
        BOOST_TEST(statistics.tenants[1].last.sequence == 1u);
        BOOST_TEST((statistics.tenants[1].first_stored == statistics.tenants[1].last.stored));
        BOOST_TEST(statistics.parts.front().name == "meta");
    };
    const auto written = storage->maintenance()->figures().value();
    check(written);
    BOOST_TEST(written.log_bytes > 0u);
    BOOST_TEST(written.parts[1].memory_bytes > 0u);

    storage::Work work;
    std::uint64_t done = 0;
    work.report = [&](const storage::Progress& progress) { done = progress.done; };
    storage->maintenance()->compact(work).value();
    const auto compacted = storage->maintenance()->figures().value();
    check(compacted);
    BOOST_TEST(done == compacted.parts.size());
    BOOST_TEST(compacted.parts[1].name == "rows");
    BOOST_TEST(compacted.parts[1].keys == 5u);
    BOOST_TEST(compacted.parts[1].files == 1u);
    BOOST_TEST(compacted.parts[1].file_bytes > 0u);
    BOOST_TEST(numbers_in(*storage) == "2 3");
}

BOOST_AUTO_TEST_SUITE_END()
