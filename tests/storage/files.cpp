// Files and records as RocksDB keeps them: what lies where, what a crash leaves, backups.
#include "storage/rocksdb/files.hpp"

#include "storage/rocksdb/backup.hpp"
#include "storage/rocksdb/maintenance.hpp"
#include "tests/storage/backends.hpp"
#include "tests/support/fault_env.hpp"
#include "tests/support/power_cut_env.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/env.h>

#include <filesystem>
#include <thread>

using namespace storage_tests;
using storage::Digest;
using storage::RecordChange;
using storage::rocks::Database;
using storage::rocks::Family;
using support::TemporaryDirectory;

namespace rocks = storage::rocks;

namespace {

constexpr std::size_t piece = rocks::file_piece_bytes;

std::unique_ptr<storage::Storage> open(rocksdb::Env* env, const std::string& path = "/db")
{
    return rocks::open({.path = path, .env = env}).value();
}

// What lies in a family, with a prefix, once the store is closed.
std::size_t keys(rocksdb::Env* env, Family family, std::string_view prefix = "")
{
    const auto database = Database::open({.path = "/db", .env = env}).value();
    const auto at = database->iterate(family, {});
    std::size_t count = 0;
    for (at->SeekToFirst(); at->Valid(); at->Next())
        count += at->key().starts_with(prefix);
    return count;
}

base::Result<storage::StoredFile> put(storage::Storage& storage, std::string text)
{
    return storage.files().put(
        home, [&]() -> base::Result<std::string> { return std::exchange(text, {}); });
}

base::Result<> set(storage::Storage& storage, const std::string& value)
{
    const std::vector<RecordChange> changes{{"a", "key", value, {}}};
    return storage.records().change(home, changes);
}

std::string whole(storage::Storage& storage, const Digest& digest)
{
    const auto read = storage.files().read(home, digest, 0, std::string::npos);
    return read ? *read : read.error().why;
}

struct InMemory {
    std::unique_ptr<rocksdb::Env> env{rocksdb::NewMemEnv(rocksdb::Env::Default())};
};

} // namespace

BOOST_AUTO_TEST_SUITE(stored_files)

BOOST_FIXTURE_TEST_CASE(each_content_lies_there_once, InMemory)
{
    constexpr std::size_t rows = 2; // Beside its pieces.
    const std::string text(2 * piece + 1, 'x');
    const auto has = [&](std::size_t count) {
        BOOST_TEST(keys(env.get(), rocks::files) == count);
        BOOST_TEST(keys(env.get(), rocks::meta, rocks::storing_prefix) == 0u);
    };
    for (int turn = 0; turn < 2; ++turn) {
        BOOST_TEST(put(*open(env.get()), text).has_value());
        has(rows + 3);
    }
    BOOST_TEST(put(*open(env.get()), "").has_value());
    has(rows + 3 + rows);
    BOOST_TEST(put(*open(env.get()), "y").has_value());
    has(rows + 3 + rows + rows + 1);
    BOOST_TEST(put(*open(env.get()), std::string(piece, 'x')).has_value());
    has(rows + 3 + rows + rows + 1 + rows + 1);
    const std::vector<Digest> gone{base::sha256(text), base::sha256("y")};
    BOOST_TEST(open(env.get())->files().remove(home, gone).has_value());
    has(rows + rows + 1);
}

// Also when the source of a file throws.
BOOST_FIXTURE_TEST_CASE(a_torn_file_leaves_nothing, InMemory)
{
    for (const bool throws : {false, true}) {
        const auto storage = open(env.get());
        int pulls = 0;
        const auto next = [&]() -> base::Result<std::string> {
            if (++pulls < 4) return std::string(piece, 'x');
            if (throws) throw std::runtime_error("a bug");
            return base::Error{ErrorKind::invalid, "torn"};
        };
        if (throws)
            BOOST_CHECK_THROW(storage->files().put(home, next), std::runtime_error);
        else
            BOOST_TEST(!storage->files().put(home, next));
    }
    BOOST_TEST(keys(env.get(), rocks::files) == 0u);
    BOOST_TEST(keys(env.get(), rocks::meta, rocks::storing_prefix) == 0u);
}

BOOST_FIXTURE_TEST_CASE(what_a_crash_leaves_is_swept, InMemory)
{
    const auto kept = put(*open(env.get()), "kept").value().digest;
    {
        const auto database = Database::open({.path = "/db", .env = env.get()}).value();
        rocksdb::WriteBatch batch;
        for (const auto tenant : {home, Tenant{~0u}}) {
            for (const auto& place : {base::Hash128{1}, base::Hash128{2}}) {
                batch.Put(database->family(rocks::meta), rocks::storing_key(tenant, place), "");
                for (std::uint32_t number = 0; number < 3; ++number)
                    batch.Put(database->family(rocks::files),
                              rocks::file_piece_key(tenant, place, number), "x");
            }
        }
        base::Hash128 last;
        last.fill(0xff);
        batch.Put(database->family(rocks::meta), rocks::storing_key(home, last), "");
        batch.Put(database->family(rocks::files), rocks::file_piece_key(home, last, 0), "x");
        batch.Put(database->family(rocks::meta), "storing what does not decode", "");
        BOOST_TEST(database->write(batch, true).has_value());
    }
    BOOST_TEST(whole(*open(env.get()), kept) == "kept");
    BOOST_TEST(keys(env.get(), rocks::files) == 3u);
    BOOST_TEST(keys(env.get(), rocks::meta, rocks::storing_prefix) == 0u);
}

// Those that were made before there were any.
BOOST_FIXTURE_TEST_CASE(a_database_without_the_families_opens, InMemory)
{
    {
        const auto database = Database::open({.path = "/db", .env = env.get()}).value();
        for (const auto family : {rocks::files, rocks::records})
            BOOST_TEST(database->db().DropColumnFamily(database->family(family)).ok());
    }
    const auto storage = open(env.get());
    BOOST_TEST(whole(*storage, put(*storage, "it").value().digest) == "it");
    BOOST_TEST(set(*storage, "it").has_value());
}

BOOST_AUTO_TEST_CASE(content_lies_in_blob_files)
{
    const TemporaryDirectory directory;
    const auto path = (directory.path() / "db").string();
    const std::string large(3 * piece + 5, 'x');
    auto storage = open(nullptr, path);
    const auto digest = put(*storage, large).value().digest;
    const std::vector<Digest> gone{put(*storage, std::string(2 * piece, 'y')).value().digest};
    BOOST_TEST(set(*storage, "value").has_value());

    const auto figures_of = [&](std::string_view name) {
        const auto figures = storage->maintenance()->figures().value();
        const auto found = std::ranges::find(figures.parts, name, &storage::PartFigures::name);
        BOOST_REQUIRE((found != figures.parts.end()));
        return *found;
    };
    BOOST_TEST(figures_of("records").keys == 1u);
    BOOST_TEST(figures_of("files").memory_bytes > 5 * piece);
    storage::Work work;
    storage->maintenance()->compact(work).value();
    BOOST_TEST(figures_of("files").file_bytes > 5 * piece);
    BOOST_TEST(figures_of("files").file_bytes < 6 * piece); // Nothing is compressed, or twice.
    BOOST_TEST(figures_of("files").files >= 2u);
    BOOST_TEST(storage->files().remove(home, gone).has_value());
    storage->maintenance()->compact(work).value();
    BOOST_TEST(figures_of("files").file_bytes < 4 * piece); // What was removed leaves the disk.
    storage.reset();

    bool any = false;
    for (const auto& file : std::filesystem::directory_iterator(path))
        any = any || file.path().extension() == ".blob";
    BOOST_TEST(any);
    BOOST_TEST((whole(*open(nullptr, path), digest) == large));
}

// Blob files too, and each backup with what was there then.
BOOST_AUTO_TEST_CASE(backups_have_them)
{
    const TemporaryDirectory directory;
    const auto path = [&](const char* name) { return (directory.path() / name).string(); };
    const std::string texts[] = {std::string(3 * piece + 5, 'x'), "small", ""};
    std::vector<Digest> digests;
    {
        const auto storage = open(nullptr, path("db"));
        for (const auto& text : texts)
            digests.push_back(put(*storage, text).value().digest);
        BOOST_TEST(set(*storage, "one").has_value());
        storage::Work work;
        storage->maintenance()->back_up(path("backups"), 0, work).value();
        BOOST_TEST(storage->files().remove(home, std::span(digests).first(1)).has_value());
        BOOST_TEST(set(*storage, "two").has_value());
        storage->maintenance()->back_up(path("backups"), 0, work).value();
    }
    for (const std::uint32_t number : {1u, 2u}) {
        BOOST_TEST_CONTEXT("backup " << number)
        {
            const auto to = path(number == 1 ? "first" : "second");
            rocks::restore(path("backups"), number, to).value();
            const auto storage = open(nullptr, to);
            for (std::size_t at = 0; at < digests.size(); ++at) {
                const bool there = storage->files().size(home, digests[at]).value().has_value();
                BOOST_TEST(there == (number == 1 || at > 0));
                if (there) BOOST_TEST((whole(*storage, digests[at]) == texts[at]));
            }
            const auto value = storage->records().get(home, "a", "key").value();
            BOOST_TEST(value.value() == (number == 1 ? "one" : "two"));
            storage::Work work;
            BOOST_TEST(storage->maintenance()->verify(work).value().found == 0u);
        }
    }
}

// A disk that hangs holds up whoever changes something, and nobody else.
BOOST_AUTO_TEST_CASE(nobody_who_reads_waits_for_a_change)
{
    support::PowerCutEnv disk;
    const auto storage = open(disk.env());
    const auto digest = put(*storage, "it").value().digest;
    BOOST_TEST(set(*storage, "one").has_value());
    disk.strike(support::Fault::wait, 1);
    std::thread changing([&] { BOOST_TEST(set(*storage, "two").has_value()); });
    while (!disk.has_struck())
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(storage->records().get(home, "a", "key").value().value() == "one");
    BOOST_TEST(storage->records().scan(home, "a", "", "", 9).value().size() == 1u);
    BOOST_TEST(whole(*storage, digest) == "it");
    disk.repair();
    changing.join();
    BOOST_TEST(storage->records().get(home, "a", "key").value().value() == "two");
}

// The first is told that it is unknown, those behind it that nothing is taken.
BOOST_AUTO_TEST_CASE(after_a_failed_write)
{
    for (const auto error : {support::DiskError::io, support::DiskError::no_space}) {
        for (const bool files : {false, true}) {
            support::FaultEnv disk;
            const auto storage = open(disk.env());
            const auto attempt = [&]() -> std::optional<ErrorKind> {
                if (!files) {
                    const auto done = set(*storage, "x");
                    return done ? std::optional<ErrorKind>() : done.error().kind;
                }
                const auto done = put(*storage, "x");
                return done ? std::optional<ErrorKind>() : done.error().kind;
            };
            disk.plan({support::Call::append, 1, support::Failing::from_then_on, error});
            BOOST_TEST((attempt() == ErrorKind::unknown));
            const auto refused =
                error == support::DiskError::io ? ErrorKind::busy : ErrorKind::full;
            BOOST_TEST((attempt() == refused));
            BOOST_TEST(storage->trouble() != "");
            disk.repair();
            while (!storage->trouble().empty())
                std::this_thread::sleep_for(1ms);
            BOOST_TEST(!attempt().has_value());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
