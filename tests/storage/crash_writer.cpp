// Writes batches into a database until it is killed, and reports each that was acknowledged as a
// BatchPlace on standard output. Others read meanwhile; when they find something wrong it ends by
// itself. Started by crash.cpp: crash_writer FOLDER RUN TAIL, where TAIL is how many statements are
// indexed in memory. Where it is 0, it writes files and records instead, and reports their steps.
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/filing.hpp"
#include "tests/storage/watcher.hpp"
#include "tests/storage/workload.hpp"

#include <iostream>
#include <thread>
#include <unistd.h>

using namespace storage_tests;

int main(int count, char** arguments)
{
    if (count != 4) return 2;
    const auto run = static_cast<unsigned>(std::stoul(arguments[2]));
    const auto storage = storage::rocks::open(
        {.path = arguments[1], .tail_statements = std::stoul(arguments[3]), .flush_keys = 8});
    if (!storage) {
        std::cerr << storage.error().why << '\n';
        return 1;
    }

    // One write() of a few bytes to a pipe is never split (POSIX, PIPE_BUF).
    const auto report = [](BatchPlace place) {
        return write(STDOUT_FILENO, &place, sizeof place) == sizeof place;
    };
    if (std::string_view(arguments[3]) == "0") {
        Filing filing;
        filing.resume(**storage);
        while (filing.step(**storage))
            report({run, 0, filing.done()});
        return 3;
    }
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < 4; ++writer)
        threads.emplace_back([&, writer] { keep_writing(**storage, run, writer, report); });
    for (unsigned reader = 0; reader < 2; ++reader) {
        threads.emplace_back([&, reader] {
            Watcher watcher(**storage, 10 * run + reader);
            while (true) {
                const auto wrong = watcher.look();
                if (wrong.empty()) continue;
                std::cerr << wrong + '\n';
                std::_Exit(4);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    return 3; // It should have been killed.
}
