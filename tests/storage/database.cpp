// Opening a database: what is refused, and as what.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/db.h>

#include <fstream>

using namespace storage_tests;

namespace {

namespace files = std::filesystem;

base::Result<std::unique_ptr<storage::Storage>> open_in(const files::path& folder)
{
    return storage::rocks::open({.path = folder});
}

// Closed again.
void make_database(const files::path& folder)
{
    const auto storage = open_in(folder).value();
    storage->statements().put(home, prepare({statement(1)}, storage->statements().key())).value();
}

// Writes into the table of what holds for the whole database (storage/rocksdb/keys.hpp).
void write_meta(const files::path& folder, const std::string& key, const std::string& value)
{
    std::vector<std::string> names;
    BOOST_TEST(rocksdb::DB::ListColumnFamilies({}, folder, &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const auto& name : names)
        families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    BOOST_REQUIRE(rocksdb::DB::Open({}, folder, families, &handles, &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    BOOST_TEST(db->Put({}, key, value).ok());
    for (auto* handle : handles)
        BOOST_TEST(db->DestroyColumnFamilyHandle(handle).ok());
}

bool is_refused_as(const files::path& folder, ErrorKind kind)
{
    const auto opened = open_in(folder);
    return !opened && opened.error().kind == kind;
}

} // namespace

BOOST_AUTO_TEST_SUITE(database)

BOOST_AUTO_TEST_CASE(only_one_may_have_it_open)
{
    const TemporaryDirectory directory;
    const auto folder = directory.path() / "db";
    auto first = open_in(folder).value();
    BOOST_TEST(is_refused_as(folder, ErrorKind::busy));
    first.reset();
    BOOST_TEST(open_in(folder).has_value());
}

BOOST_AUTO_TEST_CASE(what_does_not_decode_is_refused)
{
    const struct {
        const char* name;
        void (*damage)(const files::path&);
        bool opens;
    } rows[] = {
        {"untouched", [](const files::path&) {}, true},
        {"the same format", [](const files::path& db) { write_meta(db, "format", "2"); }, true},
        {"a later format", [](const files::path& db) { write_meta(db, "format", "3"); }, false},
        {"no key", [](const files::path& db) { write_meta(db, "key", ""); }, false},
        {"a shorter end of a log",
         [](const files::path& db) { write_meta(db, std::string("last\0\0\0\1", 8), "x"); }, false},
        {"a shorter mark",
         [](const files::path& db) { write_meta(db, std::string("mark\0\0\0\1", 8), "x"); }, false},
        {"a mark behind the end of the log",
         [](const files::path& db) {
             write_meta(db, std::string("mark\0\0\0\1", 8), std::string("\0\0\0\0\0\0\0\2", 8));
         },
         false},
        {"no manifest",
         [](const files::path& db) { std::ofstream(db / "CURRENT") << "MANIFEST-999999\n"; },
         false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const TemporaryDirectory directory;
            const auto folder = directory.path() / "db";
            make_database(folder);
            row.damage(folder);
            if (row.opens)
                BOOST_TEST(open_in(folder).has_value());
            else
                BOOST_TEST(is_refused_as(folder, ErrorKind::corrupt));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
