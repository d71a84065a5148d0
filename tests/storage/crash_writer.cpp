// Writes batches into a database until it is killed, and reports each that was acknowledged as a
// BatchPlace on standard output. Started by crash.cpp: crash_writer FOLDER RUN
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/storage/workload.hpp"

#include <iostream>
#include <thread>
#include <unistd.h>

using namespace storage_tests;

int main(int count, char** arguments)
{
    if (count != 3) return 2;
    const auto run = static_cast<unsigned>(std::stoul(arguments[2]));
    const auto storage = storage::rocks::open({.path = arguments[1]});
    if (!storage) {
        std::cerr << storage.error().why << '\n';
        return 1;
    }

    // One write() of a few bytes to a pipe is never split (POSIX, PIPE_BUF).
    const auto report = [](BatchPlace place) {
        return write(STDOUT_FILENO, &place, sizeof place) == sizeof place;
    };
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < 4; ++writer)
        threads.emplace_back([&, writer] { keep_writing(**storage, run, writer, report); });
    for (auto& thread : threads)
        thread.join();
    return 3; // It should have been killed.
}
