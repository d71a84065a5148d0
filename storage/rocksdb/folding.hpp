// Folds in the background what a database of format 1 has brought, and goes on after a restart.
#pragma once

#include "storage/rocksdb/fold.hpp"

#include <atomic>
#include <thread>

namespace storage::rocks {

class Folding {
public:
    explicit Folding(const Database& database) : database_(database) {}

    ~Folding(); // Stops; the next start goes on.
    Folding(const Folding&) = delete;
    Folding& operator=(const Folding&) = delete;

    // Goes on where the last run has been stopped, if there is anything to be done.
    Result<> start();

private:
    void go_on_from(const std::string& from);

    const Database& database_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace storage::rocks
