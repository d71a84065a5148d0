// Acknowledged means durable, also when the power goes; and an error of the disk is never
// acknowledged and never applied half. LRS_CUT_ROUNDS=N cuts N times.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/backends.hpp"
#include "tests/storage/filing.hpp"
#include "tests/storage/watcher.hpp"
#include "tests/storage/workload.hpp"
#include "tests/support/power_cut_env.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace storage_tests;
using support::Fault;
using support::PowerCutEnv;

namespace {

constexpr unsigned writers = 3;

// One database through many power cycles.
class Machine {
public:
    // Its index is flushed for as many statements.
    explicit Machine(bool sync, std::size_t tail = 30) : sync_(sync), tail_(tail) {}

    // Writes until the fault is there and nobody can write any more; or, where it was one error
    // that no writer saw, a little longer.
    void run_into(Fault fault, std::uint64_t call)
    {
        disk_.strike(fault, call);
        if (auto storage = open()) {
            write_until_it_fails(**storage, fault);
            if (fault == Fault::cut_before || fault == Fault::cut_after)
                BOOST_TEST((*storage)->trouble() != "");
        }
        ++run_;
        BOOST_TEST(disk_.has_struck());
    }

    void restart(const PowerCutEnv::Survivors& survivors) { disk_.restart(survivors); }

    void repair() { disk_.repair(); }

    std::vector<std::string> damage_after_opening()
    {
        auto storage = open();
        if (!storage) return {"it does not open: " + storage.error().why};
        auto found = damage(**storage, acknowledged_);
        std::ranges::move(sides_.damage(**storage), std::back_inserter(found));
        return found;
    }

    std::size_t acknowledged() const { return acknowledged_.size(); }

private:
    base::Result<std::unique_ptr<storage::Storage>> open()
    {
        return storage::rocks::open({.path = "/db",
                                     .env = disk_.env(),
                                     .tail_statements = tail_,
                                     .flush_keys = 8,
                                     .sync = sync_});
    }

    // After one error, a little longer: the store goes on by itself.
    void write_until_it_fails(storage::Storage& storage, Fault fault)
    {
        const auto again = [&] {
            while (fault == Fault::error_once && !storage.trouble().empty())
                std::this_thread::sleep_for(1ms);
            return fault == Fault::error_once;
        };
        std::mutex mutex;
        after_ = 0;
        std::vector<std::thread> threads;
        for (unsigned writer = 0; writer < writers; ++writer) {
            threads.emplace_back([&, writer] {
                const auto acknowledged = [&](BatchPlace place) {
                    const std::lock_guard lock(mutex);
                    acknowledged_.insert(place);
                    if (writer == 0) sides_.write(storage);
                    if (disk_.has_struck()) ++after_;
                    return after_ < 50;
                };
                keep_writing(storage, run_, writer, acknowledged, again);
            });
        }
        std::atomic<bool> writing = true;
        std::thread reader([&] {
            Watcher watcher(storage, run_);
            while (writing)
                misread_ += watcher.look();
        });
        for (auto& thread : threads)
            thread.join();
        writing = false;
        reader.join();
        BOOST_TEST(misread_ == "");
    }

    bool sync_;
    std::size_t tail_;
    unsigned run_ = 0;
    unsigned after_ = 0; // Acknowledged since the fault.
    PowerCutEnv disk_;
    std::set<BatchPlace> acknowledged_;
    Sides sides_;
    std::string misread_; // What a reader beside the writers has found wrong.
};

constexpr unsigned machines = 12;
constexpr unsigned cuts = 4;                  // In the life of a machine.
constexpr std::size_t tails[] = {2, 30, 300}; // Flushes of one and of many pieces.

unsigned cut_machines()
{
    const auto* text = std::getenv("LRS_CUT_ROUNDS");
    return text ? (static_cast<unsigned>(std::stoul(text)) + cuts - 1) / cuts : machines;
}

// A few cuts fall into the making of the database, the rest into the writing.
std::uint64_t some_call(Dice& dice)
{
    return dice.percent(20) ? 1 + dice.below(40) : 40 + dice.below(400);
}

} // namespace

BOOST_AUTO_TEST_SUITE(power_cut)

BOOST_AUTO_TEST_CASE(what_was_acknowledged_is_there_after_a_cut)
{
    std::size_t acknowledged = 0; // Of one machine all cuts may come too soon for any.
    for (unsigned seed = 1; seed <= cut_machines(); ++seed) {
        Dice dice(seed);
        Machine machine(true, tails[seed % std::size(tails)]);
        for (unsigned cut = 1; cut <= cuts; ++cut) {
            BOOST_TEST_CONTEXT("seed " << seed << ", cut " << cut)
            {
                const auto fault = dice.percent(50) ? Fault::cut_before : Fault::cut_after;
                machine.run_into(fault, some_call(dice));
                const bool all_is_lost = dice.percent(50);
                machine.restart([&](std::uint64_t count) {
                    return all_is_lost ? 0 : dice.below(static_cast<unsigned>(count) + 1);
                });
                BOOST_TEST(lines_of(machine.damage_after_opening()) == "");
            }
        }
        acknowledged += machine.acknowledged();
        BOOST_TEST_MESSAGE(seed * cuts << " of " << cut_machines() * cuts << " cuts");
    }
    BOOST_TEST(acknowledged > 10 * cut_machines());
}

// A database that does not wait for the disk must be found out, or the test above proves nothing.
BOOST_AUTO_TEST_CASE(a_database_that_does_not_sync_is_caught)
{
    bool caught = false;
    for (unsigned seed = 1; seed <= 10 && !caught; ++seed) {
        Dice dice(seed);
        Machine machine(false);
        machine.run_into(Fault::cut_before, 200 + dice.below(400));
        machine.restart(PowerCutEnv::none);
        caught = !machine.damage_after_opening().empty();
    }
    BOOST_TEST(caught);
}

// Errors without a cut: what the process had written stays, acknowledged or not.
BOOST_AUTO_TEST_CASE(an_error_of_the_disk_is_no_acknowledgement)
{
    for (unsigned seed = 1; seed <= machines; ++seed) {
        Dice dice(1'000 + seed);
        Machine machine(true);
        for (unsigned turn = 1; turn <= cuts; ++turn) {
            BOOST_TEST_CONTEXT("seed " << seed << ", turn " << turn)
            {
                machine.run_into(Fault::errors, some_call(dice));
                machine.repair();
                BOOST_TEST(lines_of(machine.damage_after_opening()) == "");
            }
        }
    }
}

// A sync that failed has lost its pages, and the next sync will not say so. Whatever the store
// acknowledges after an error must not lie behind what the error has lost.
BOOST_AUTO_TEST_CASE(nothing_is_built_on_what_an_error_has_lost)
{
    for (unsigned seed = 1; seed <= 5 * machines; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            Dice dice(2'000 + seed);
            Machine machine(true);
            machine.run_into(Fault::error_once, some_call(dice));
            machine.restart(PowerCutEnv::none);
            BOOST_TEST(lines_of(machine.damage_after_opening()) == "");
        }
    }
}

// What is wrong after so many cuts, in the life of one disk.
std::string damage_of_files(unsigned seed, bool sync, unsigned& done)
{
    Dice dice(seed);
    PowerCutEnv disk;
    const auto open = [&] {
        return storage::rocks::open({.path = "/db", .env = disk.env(), .sync = sync});
    };
    Filing filing;
    for (unsigned cut = 1; cut <= cuts; ++cut) {
        disk.strike(dice.percent(50) ? Fault::cut_before : Fault::cut_after, some_call(dice) / 2);
        if (const auto storage = open()) {
            while (filing.step(**storage))
                continue;
        }
        if (!disk.has_struck()) return "nothing has struck";
        const bool all_is_lost = !sync || dice.percent(50);
        disk.restart([&](std::uint64_t count) {
            return all_is_lost ? 0 : dice.below(static_cast<unsigned>(count) + 1);
        });
        const auto storage = open();
        if (!storage) return "it does not open: " + storage.error().why;
        const auto damage = lines_of(filing.damage(**storage));
        if (!damage.empty()) return damage;
    }
    done += filing.done();
    return "";
}

BOOST_AUTO_TEST_CASE(files_and_records_that_were_acknowledged)
{
    unsigned done = 0; // Of one machine all cuts may come too soon for any.
    for (unsigned seed = 3'001; seed <= 3'000 + cut_machines(); ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        BOOST_TEST(damage_of_files(seed, true, done) == "");
    }
    BOOST_TEST(done > 10 * cut_machines());
}

BOOST_AUTO_TEST_CASE(files_and_records_without_sync_are_caught)
{
    bool caught = false;
    unsigned done = 0;
    for (unsigned seed = 1; seed <= 10 && !caught; ++seed)
        caught = damage_of_files(seed, false, done).starts_with("the count of steps");
    BOOST_TEST(caught);
}

BOOST_AUTO_TEST_SUITE_END()
