// Folds in the background what a database of format 1 has brought, and goes on after a restart.
#pragma once

#include "storage/rocksdb/fold.hpp"
#include "storage/rocksdb/index.hpp"

#include <atomic>
#include <mutex>
#include <thread>

namespace storage::rocks {

class Folding {
public:
    Folding(const Database& database, const Index& index) : database_(database), index_(index) {}

    ~Folding(); // Stops; the next start goes on.
    Folding(const Folding&) = delete;
    Folding& operator=(const Folding&) = delete;

    // Goes on where the last run has been stopped, if there is anything to be done.
    Result<> start();

    // Everything, on the caller's thread.
    Result<Folded> run(const GoOn& go_on);

private:
    void go_on_from(const std::string& from);

    const Database& database_;
    const Index& index_;
    std::mutex one_at_a_time_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace storage::rocks
