// The disk that the other tests cut must itself lose what a disk loses, and nothing else.
#include "tests/support/power_cut_env.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using rocksdb::Env;
using rocksdb::Status;
using support::Fault;
using support::PowerCutEnv;

namespace {

class Folder {
public:
    explicit Folder(PowerCutEnv& disk) : env_(*disk.env())
    {
        ok(env_.CreateDirIfMissing("/db"));
        ok(env_.NewDirectory("/db", &directory_));
    }

    void write(const std::string& name, const std::string& text, bool sync)
    {
        std::unique_ptr<rocksdb::WritableFile> file;
        ok(env_.NewWritableFile("/db/" + name, &file, {}));
        ok(file->Append(text));
        if (sync) ok(file->Sync());
        ok(file->Close());
    }

    void rename(const std::string& from, const std::string& to)
    {
        ok(env_.RenameFile("/db/" + from, "/db/" + to));
    }

    void remove(const std::string& name) { ok(env_.DeleteFile("/db/" + name)); }

    void sync() { ok(directory_->Fsync()); }

    // "name=text ", in order of name.
    std::string content()
    {
        std::vector<std::string> names;
        ok(env_.GetChildren("/db", &names));
        std::map<std::string, std::string> files;
        for (const auto& name : names)
            ok(ReadFileToString(&env_, "/db/" + name, &files[name]));
        std::string text;
        for (const auto& [name, content] : files)
            text += name + "=" + content + " ";
        return text;
    }

private:
    static void ok(const Status& status) { BOOST_TEST(status.ok(), status.ToString()); }

    Env& env_;
    std::unique_ptr<rocksdb::Directory> directory_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(power_cut_env)

BOOST_AUTO_TEST_CASE(what_a_cut_takes_back)
{
    const struct {
        const char* name;
        void (*change)(Folder&);
        const char* before;
        const char* after;
    } rows[] = {
        {"nothing", [](Folder&) {}, "a=1 b=2 ", "a=1 b=2 "},
        {"a file, nothing synced", [](Folder& f) { f.write("c", "3", false); }, "a=1 b=2 c=3 ",
         "a=1 b=2 "},
        {"a file without its name", [](Folder& f) { f.write("c", "3", true); }, "a=1 b=2 c=3 ",
         "a=1 b=2 "},
        {"a name without its bytes",
         [](Folder& f) {
             f.write("c", "3", false);
             f.sync();
         },
         "a=1 b=2 c=3 ", "a=1 b=2 c= "},
        {"a file and its name",
         [](Folder& f) {
             f.write("c", "3", true);
             f.sync();
         },
         "a=1 b=2 c=3 ", "a=1 b=2 c=3 "},
        {"a renamed file", [](Folder& f) { f.rename("a", "c"); }, "b=2 c=1 ", "a=1 b=2 "},
        {"renamed over another", [](Folder& f) { f.rename("a", "b"); }, "b=1 ", "a=1 b=2 "},
        {"renamed and synced",
         [](Folder& f) {
             f.rename("a", "b");
             f.sync();
         },
         "b=1 ", "b=1 "},
        {"a deleted file", [](Folder& f) { f.remove("a"); }, "b=2 ", "a=1 b=2 "},
        {"deleted and synced",
         [](Folder& f) {
             f.remove("a");
             f.sync();
         },
         "b=2 ", "b=2 "},
        {"written anew", [](Folder& f) { f.write("a", "9", true); }, "a=9 b=2 ", "a=1 b=2 "},
        {"several",
         [](Folder& f) {
             f.write("c", "3", true);
             f.rename("c", "a");
             f.remove("b");
             f.rename("a", "b");
         },
         "b=3 ", "a=1 b=2 "},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            PowerCutEnv disk;
            Folder folder(disk);
            folder.write("a", "1", true);
            folder.write("b", "2", true);
            folder.sync();
            row.change(folder);
            BOOST_TEST(folder.content() == row.before);
            disk.restart();
            BOOST_TEST(folder.content() == row.after);
        }
    }
}

BOOST_AUTO_TEST_CASE(some_of_it_may_survive)
{
    PowerCutEnv disk;
    Folder folder(disk);
    folder.write("a", "123456", false);
    folder.write("b", "2", false);
    disk.restart([](std::uint64_t count) { return count / 2; });
    BOOST_TEST(folder.content() == "a=123 ");
}

BOOST_AUTO_TEST_CASE(after_a_fault)
{
    const struct {
        const char* name;
        Fault fault;
        bool next_works;
        const char* after; // A restart with everything that was done on the disk.
    } rows[] = {
        {"cut before", Fault::cut_before, false, "a=1 "},
        {"cut after", Fault::cut_after, false, "a=12 "},
        {"one error", Fault::error_once, true, "a=13 "},
        {"errors", Fault::errors, false, "a=1 "},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            PowerCutEnv disk;
            std::unique_ptr<rocksdb::WritableFile> file;
            BOOST_TEST(disk.env()->CreateDirIfMissing("/db").ok());
            BOOST_TEST(disk.env()->NewWritableFile("/db/a", &file, {}).ok());
            disk.strike(row.fault, 2);
            BOOST_TEST(file->Append("1").ok());
            BOOST_TEST(!disk.has_struck());
            BOOST_TEST(!file->Append("2").ok());
            BOOST_TEST(disk.has_struck());
            BOOST_TEST(file->Append("3").ok() == row.next_works);
            file.reset();
            disk.restart([](std::uint64_t count) { return count; });
            BOOST_TEST(Folder(disk).content() == row.after);
        }
    }
}

// Linux says so once and marks the pages clean.
BOOST_AUTO_TEST_CASE(a_failed_sync_loses_its_pages_for_good)
{
    PowerCutEnv disk;
    Folder folder(disk);
    std::unique_ptr<rocksdb::WritableFile> file;
    BOOST_TEST(disk.env()->NewWritableFile("/db/a", &file, {}).ok());
    folder.sync();
    BOOST_TEST(file->Append("1").ok());
    BOOST_TEST(file->Sync().ok());
    BOOST_TEST(file->Append("2").ok());
    disk.strike(Fault::error_once, 1);
    BOOST_TEST(!file->Sync().ok());
    BOOST_TEST(file->Append("3").ok());
    BOOST_TEST(file->Sync().ok());
    file.reset();
    disk.restart();
    BOOST_TEST(folder.content() == "a=1 ");
}

BOOST_AUTO_TEST_SUITE_END()
