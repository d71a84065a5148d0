// The disk that the other tests let fail must itself fail where it was told to, and nowhere else.
#include "tests/support/fault_env.hpp"

#include <boost/test/unit_test.hpp>

using support::Call;
using support::DiskError;
using support::Failing;
using support::FaultEnv;

namespace {

// A life of a file that makes a call of each kind; a letter for each that succeeds.
std::string calls(rocksdb::Env& env)
{
    std::string done;
    const auto note = [&](char letter, const rocksdb::Status& status) {
        done += status.ok() ? letter : '-';
    };
    std::unique_ptr<rocksdb::WritableFile> file;
    std::unique_ptr<rocksdb::Directory> folder;
    BOOST_TEST(env.CreateDirIfMissing("/d").ok());
    BOOST_TEST(env.NewDirectory("/d", &folder).ok());
    note('n', env.NewWritableFile("/d/a", &file, {}));
    if (file) {
        note('w', file->Append("1234"));
        note('w', file->Append("5678"));
        note('r', file->RangeSync(0, 4));
        note('s', file->Sync());
        note('s', file->Fsync());
        note('t', file->Truncate(6));
        note('c', file->Close());
        note('m', env.RenameFile("/d/a", "/d/b"));
    }
    note('f', folder->Fsync());
    note('d', env.DeleteFile("/d/b"));
    return done;
}

std::string content(rocksdb::Env& env, const std::string& path)
{
    std::string text;
    const auto found = ReadFileToString(&env, path, &text);
    return found.ok() ? text : "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_env)

BOOST_AUTO_TEST_CASE(what_fails)
{
    const struct {
        const char* name;
        support::FaultPlan plan;
        const char* done;
        bool struck;
    } rows[] = {
        {"the first append", {Call::append, 1}, "n-wrsstcmfd", true},
        {"the second append", {Call::append, 2}, "nw-rsstcmfd", true},
        {"a third append", {Call::append, 3}, "nwwrsstcmfd", false},
        {"every append", {Call::append, 1, Failing::from_then_on}, "n--rsstcmfd", true},
        {"a range sync", {Call::range_sync, 1}, "nww-sstcmfd", true},
        {"a sync", {Call::sync, 2}, "nwwrs-tcmfd", true},
        {"every sync", {Call::sync, 1, Failing::from_then_on}, "nwwr--tcmfd", true},
        {"a truncation", {Call::truncate, 1}, "nwwrss-cmfd", true},
        {"a close", {Call::close, 1}, "nwwrsst-mfd", true},
        {"a new file", {Call::create, 1}, "-f-", true},
        {"a new name", {Call::rename, 1}, "nwwrsstc-f-", true},
        {"a removal", {Call::remove, 1}, "nwwrsstcmf-", true},
        {"a sync of the folder", {Call::sync_folder, 1}, "nwwrsstcm-d", true},
    };

    for (const auto& row : rows) {
        for (const auto error : {DiskError::io, DiskError::no_space}) {
            BOOST_TEST_CONTEXT(row.name)
            {
                FaultEnv disk;
                auto plan = row.plan;
                plan.error = error;
                disk.plan(plan);
                BOOST_TEST(calls(*disk.env()) == row.done);
                BOOST_TEST(disk.has_struck() == row.struck);
                disk.repair();
                BOOST_TEST(disk.has_struck() == row.struck);
                BOOST_TEST(calls(*disk.env()) == "nwwrsstcmfd");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_error_that_was_asked_for)
{
    for (const auto error : {DiskError::io, DiskError::no_space}) {
        FaultEnv disk;
        disk.plan({Call::create, 1, Failing::once, error});
        std::unique_ptr<rocksdb::WritableFile> file;
        const auto made = disk.env()->NewWritableFile("/a", &file, {});
        BOOST_TEST(made.IsIOError());
        BOOST_TEST(made.IsNoSpace() == (error == DiskError::no_space));
    }
}

BOOST_AUTO_TEST_CASE(half_of_a_failed_append_is_written)
{
    FaultEnv disk;
    disk.plan({Call::append, 2});
    std::unique_ptr<rocksdb::WritableFile> file;
    BOOST_TEST(disk.env()->NewWritableFile("/a", &file, {}).ok());
    BOOST_TEST(file->Append("1234").ok());
    BOOST_TEST(!file->Append("5678").ok());
    BOOST_TEST(file->Close().ok());
    BOOST_TEST(content(*disk.env(), "/a") == "123456");
}

BOOST_AUTO_TEST_CASE(a_disk_of_ten_bytes)
{
    FaultEnv disk;
    auto& env = *disk.env();
    disk.limit_size(10);
    std::unique_ptr<rocksdb::WritableFile> file;
    std::uint64_t room = 0;
    BOOST_TEST(env.NewWritableFile("/a", &file, {}).ok());
    BOOST_TEST(file->Append("12345678").ok());
    BOOST_TEST(env.GetFreeSpace("/", &room).ok());
    BOOST_TEST(room == 2u);
    BOOST_TEST(file->Append("abc").IsNoSpace());
    BOOST_TEST(content(env, "/a") == "12345678ab");
    BOOST_TEST(disk.used() == 10u);

    disk.limit_size(11);
    BOOST_TEST(file->Append("c").ok());
    BOOST_TEST(file->Append("d").IsNoSpace());
    file.reset();
    BOOST_TEST(env.RenameFile("/a", "/b").ok());
    BOOST_TEST(disk.used() == 11u);
    BOOST_TEST(env.DeleteFile("/b").ok());
    BOOST_TEST(disk.used() == 0u);
    BOOST_TEST(env.NewWritableFile("/a", &file, {}).ok());
    BOOST_TEST(file->Append("12345").ok());
    BOOST_TEST(env.NewWritableFile("/a", &file, {}).ok());
    BOOST_TEST(disk.used() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
