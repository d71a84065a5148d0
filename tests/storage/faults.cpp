// An error of the disk is never acknowledged and never half applied, at whatever call it comes;
// and when the disk works again the store goes on by itself.
//
// Every kind of call fails at its first time, at its second, ... until nothing fails any more.
// LRS_FAULTS=all tries each of them; otherwise some are left out.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/filing.hpp"
#include "tests/storage/story.hpp"
#include "tests/storage/workload.hpp"
#include "tests/support/fault_env.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <thread>

using namespace storage_tests;
using support::Call;
using support::DiskError;
using support::Failing;
using support::FaultEnv;
using support::FaultPlan;

namespace {

constexpr unsigned steps = 24;

bool all_of_them()
{
    const auto* text = std::getenv("LRS_FAULTS");
    return text && std::string_view(text) == "all";
}

// A store on a disk of its own: in memory, or in a folder of a real one.
class Machine {
public:
    explicit Machine(const std::string& folder)
        : disk(folder.empty() ? nullptr : rocksdb::Env::Default()), path_(folder + "/db")
    {
    }

    // Opens what may have been made half; a fault that stays is repaired first.
    void open()
    {
        storage_.reset();
        auto opened = open_once();
        if (!opened) {
            if (plan_.failing == Failing::from_then_on) disk.repair();
            opened = open_once();
        }
        storage_ = std::move(opened).value();
    }

    void plan(const FaultPlan& plan)
    {
        plan_ = plan;
        disk.plan(plan);
    }

    // Reads go on meanwhile.
    void recover()
    {
        if (!storage_->trouble().empty()) BOOST_TEST(reads());
        if (plan_.failing == Failing::from_then_on) disk.repair();
        while (!storage_->trouble().empty())
            std::this_thread::sleep_for(1ms);
    }

    bool reads() const
    {
        return storage_->statements().query(home, {}, {}, no_deadline).has_value();
    }

    Storage& storage() { return *storage_; }

    FaultEnv disk;

private:
    base::Result<std::unique_ptr<Storage>> open_once()
    {
        return storage::rocks::open(
            {.path = path_, .env = disk.env(), .tail_statements = 4, .flush_keys = 8});
    }

    const std::string path_;
    FaultPlan plan_{};
    std::unique_ptr<Storage> storage_;
};

struct Seen {
    unsigned kept = 0;
    unsigned lost = 0;
};

// False: the fault did not come, the life was too short.
bool comes_through(const FaultPlan& plan, bool on_files, Seen& seen)
{
    std::optional<support::TemporaryDirectory> directory;
    if (on_files) directory.emplace();
    Machine machine(on_files ? directory->path().string() : "");
    machine.plan(plan);
    machine.open();
    Story story(1, machine.storage());
    story.play(machine.storage(), steps, [&] { machine.recover(); });
    BOOST_TEST(story.differences(machine.storage()) == "");
    const bool struck = machine.disk.has_struck();
    machine.open(); // Closing it, and opening it again, may meet the fault too.
    machine.disk.repair();
    machine.recover();
    BOOST_TEST(story.differences(machine.storage()) == "");
    seen.kept += story.kept();
    seen.lost += story.lost();
    return struck;
}

// Files and records, as comes_through().
bool files_come_through(const FaultPlan& plan)
{
    constexpr unsigned few_steps = 9;
    Machine machine("");
    machine.plan(plan);
    machine.open();
    Filing filing;
    int attempts = 0;
    while (filing.done() < few_steps) {
        if (filing.step(machine.storage())) continue;
        BOOST_REQUIRE(++attempts < 100);
        machine.recover();
        BOOST_TEST(lines_of(filing.damage(machine.storage())) == "");
    }
    const bool struck = machine.disk.has_struck();
    machine.open();
    machine.disk.repair();
    machine.recover();
    BOOST_TEST(lines_of(filing.damage(machine.storage())) == "");
    return struck;
}

// At its first time, its second, ... until it does not come so often.
void fail_each(const char* name, FaultPlan plan, unsigned stride, bool on_files, Seen& seen)
{
    bool struck = true;
    for (; struck; plan.call += stride) {
        BOOST_TEST_CONTEXT(name << ", call " << plan.call << ", "
                                << (plan.failing == Failing::once ? "once" : "for good")
                                << (plan.error == DiskError::io ? "" : ", no space"))
        {
            struck = comes_through(plan, on_files, seen);
        }
    }
}

// Four ways to fail.
void fail_all(const char* name, Call kind, unsigned stride, bool on_files, Seen& seen)
{
    for (const auto failing : {Failing::once, Failing::from_then_on}) {
        for (const auto error : {DiskError::io, DiskError::no_space}) {
            fail_each(name, {kind, 1, failing, error}, all_of_them() ? 1 : stride, on_files, seen);
        }
    }
    BOOST_TEST_MESSAGE(name << ": done; of all that was unknown " << seen.kept << " were there and "
                            << seen.lost << " were not");
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(at_the_nth_call)
{
    const struct {
        const char* name;
        Call kind;
        unsigned stride; // Of the short form.
    } rows[] = {
        {"append", Call::append, 13},
        {"sync", Call::sync, 5},
        {"range sync", Call::range_sync, 1},
        {"truncate", Call::truncate, 1},
        {"close", Call::close, 7},
        {"create", Call::create, 7},
        {"rename", Call::rename, 3},
        {"remove", Call::remove, 7},
        {"sync of a folder", Call::sync_folder, 5},
    };

    Seen seen;
    for (const auto& row : rows)
        fail_all(row.name, row.kind, row.stride, false, seen);
    // Both outcomes of an unknown write have been met.
    BOOST_TEST(seen.kept > 0u);
    BOOST_TEST(seen.lost > 0u);
}

BOOST_AUTO_TEST_CASE(of_files_and_records)
{
    for (const auto kind : {Call::append, Call::sync, Call::create, Call::close}) {
        for (const auto failing : {Failing::once, Failing::from_then_on}) {
            FaultPlan plan{kind, 1, failing, DiskError::no_space};
            for (bool struck = true; struck; plan.call += all_of_them() ? 1 : 5) {
                BOOST_TEST_CONTEXT("kind " << int(kind) << ", call " << plan.call)
                struck = files_come_through(plan);
            }
        }
    }
}

// Whose log is synced beside its writes, as the one in memory is not.
BOOST_AUTO_TEST_CASE(on_files_of_the_system)
{
    Seen seen;
    fail_all("append", Call::append, 7, true, seen);
    fail_all("sync", Call::sync, 11, true, seen);
}

BOOST_AUTO_TEST_SUITE_END()
