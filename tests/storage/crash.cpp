// Acknowledged means durable, also when the process is killed, while others read and the index is
// flushed all the time. LRS_CRASH_ROUNDS=N kills N times.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/filing.hpp"
#include "tests/storage/workload.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdlib>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace storage_tests;
using support::TemporaryDirectory;

namespace {

// A writing process, until kill().
class WriterProcess {
public:
    WriterProcess(const std::string& folder, unsigned run, unsigned tail)
    {
        int ends[2];
        BOOST_REQUIRE(pipe(ends) == 0);
        reports_ = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addclose(&actions, ends[0]);
        posix_spawn_file_actions_addclose(&actions, ends[1]);

        auto program = std::string(CRASH_WRITER);
        auto path = folder;
        auto number = std::to_string(run);
        auto limit = std::to_string(tail);
        char* arguments[] = {program.data(), path.data(), number.data(), limit.data(), nullptr};
        BOOST_REQUIRE(posix_spawn(&process_, arguments[0], &actions, nullptr, arguments, environ) ==
                      0);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
    }

    WriterProcess(const WriterProcess&) = delete;
    WriterProcess& operator=(const WriterProcess&) = delete;

    ~WriterProcess()
    {
        kill();
        close(reports_);
    }

    // The next acknowledged batch. Empty: the process is gone.
    std::optional<BatchPlace> next()
    {
        BatchPlace place{};
        if (read(reports_, &place, sizeof place) != sizeof place) return {};
        return place;
    }

    void kill()
    {
        if (process_ == 0) return;
        ::kill(process_, SIGKILL);
        int status = 0;
        waitpid(process_, &status, 0);
        BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)); // Not by itself.
        process_ = 0;
    }

private:
    pid_t process_ = 0;
    int reports_ = -1;
};

unsigned rounds()
{
    const auto* text = std::getenv("LRS_CRASH_ROUNDS");
    return text ? static_cast<unsigned>(std::stoul(text)) : 15;
}

} // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(what_was_acknowledged_is_there_after_a_kill)
{
    constexpr unsigned kills_of_one = 5;
    std::size_t total = 0;
    for (unsigned round = 0; round < rounds();) {
        const TemporaryDirectory directory;
        const auto folder = (directory.path() / "db").string();
        std::set<BatchPlace> acknowledged;
        for (unsigned run = 0; run < kills_of_one && round < rounds(); ++run, ++round) {
            BOOST_TEST_CONTEXT("round " << round)
            {
                Dice dice(round);
                constexpr unsigned tails[] = {2, 30, 300}; // Flushes of one and of many pieces.
                WriterProcess writer(folder, run, tails[dice.below(3)]);
                // Some are killed while they open or create the database.
                for (auto count = dice.percent(20) ? 0 : 1 + dice.below(150); count > 0; --count)
                    acknowledged.insert(writer.next().value());
                std::this_thread::sleep_for(std::chrono::microseconds(dice.below(5'000)));
                writer.kill();
                while (const auto place = writer.next())
                    acknowledged.insert(*place);

                // Sometimes the next one finds it as this one has left it.
                if (run + 1 < kills_of_one && dice.percent(30)) continue;
                const auto storage = storage::rocks::open({.path = folder});
                BOOST_REQUIRE_MESSAGE(storage, storage.error().why);
                BOOST_TEST(lines_of(damage(**storage, acknowledged)) == "");
            }
        }
        total += acknowledged.size();
        BOOST_TEST_MESSAGE(round << " of " << rounds() << " kills, " << total << " batches");
    }
    BOOST_TEST(total > 0u);
}

BOOST_AUTO_TEST_CASE(files_and_records_are_there_after_a_kill)
{
    const TemporaryDirectory directory;
    const auto folder = (directory.path() / "db").string();
    Filing filing;
    for (unsigned round = 0; round < rounds(); ++round) {
        BOOST_TEST_CONTEXT("round " << round)
        {
            Dice dice(round);
            WriterProcess writer(folder, round, 0);
            for (auto count = 1 + dice.below(10); count > 0; --count)
                filing.acknowledge(writer.next().value().batch);
            // Mostly in the middle of a file.
            std::this_thread::sleep_for(std::chrono::microseconds(dice.below(20'000)));
            writer.kill();
            while (const auto place = writer.next())
                filing.acknowledge(place->batch);
            const auto storage = storage::rocks::open({.path = folder});
            BOOST_REQUIRE_MESSAGE(storage, storage.error().why);
            BOOST_TEST(lines_of(filing.damage(**storage)) == "");
        }
    }
    BOOST_TEST(filing.done() > rounds());
}

BOOST_AUTO_TEST_SUITE_END()
