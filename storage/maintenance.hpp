// What an operator does to a store beside using it: copies, figures, tidying, proof.
//
// Threads and blocking as in statement_store.hpp, but these calls take minutes or hours: not on
// lrs/'s storage threads. Everything but repair() may run while the store is read and written.
#pragma once

#include "storage/log.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct Progress {
    std::string_view what; // "rows", "copied bytes"
    std::uint64_t done = 0;
    std::uint64_t total = 0; // 0: nobody knows.
};

// Long work. It says how far it is, and ends early, as `busy`, once it is cancelled.
struct Work {
    std::function<void(const Progress&)> report = [](const Progress&) {}; // From any thread.
    std::atomic<bool> cancelled = false;
};

struct Backup {
    std::uint32_t number = 0; // Grows; the newest has the highest.
    Timestamp taken{};        // To the second.
    std::uint64_t bytes = 0;  // Of all its files, those that others share included.
    std::uint32_t files = 0;

    bool operator==(const Backup&) const = default;
};

// A column family, an index or whatever else a backend keeps apart.
struct PartFigures {
    std::string name;
    std::uint64_t keys = 0; // An estimate.
    std::uint64_t files = 0;
    std::uint64_t file_bytes = 0;
    std::uint64_t memory_bytes = 0; // Written, and not in files yet.
};

struct TenantFigures {
    Tenant tenant{};
    Position last;
    std::optional<Timestamp> first_stored{}; // Empty: of no statement that is there.
    std::uint64_t statements = 0;            // An estimate.
};

struct Figures {
    std::string format;           // Version of the files.
    std::uint64_t disk_bytes = 0; // Of everything in the folder.
    std::uint64_t log_bytes = 0;  // Of these, what a start after a crash reads again.
    std::vector<PartFigures> parts;
    std::vector<TenantFigures> tenants;
};

struct Finding {
    std::string kind; // What is damaged: "ids", "postings"
    Tenant tenant{};
    std::string where; // A sequence, an id, a key in hexadecimal.
    std::string found;
    std::string expected;
    bool mendable = true; // By repair(): it follows from the rows.

    bool operator==(const Finding&) const = default;
};

struct Verdict {
    std::uint64_t statements = 0; // That were looked at.
    std::uint64_t found = 0;
    std::vector<Finding> findings; // The first limits::findings of them.

    // What could not be told: definitions that may stem from erased statements.
    std::uint64_t undecided = 0;
};

class Maintenance {
public:
    virtual ~Maintenance() = default;
    Maintenance(const Maintenance&) = delete;
    Maintenance& operator=(const Maintenance&) = delete;

    // Adds a backup to a folder and keeps the newest `keep` there (0: all). It holds everything
    // that was acknowledged before the call, and shares with the others what has not changed. A
    // call that ends early leaves the others as they were.
    //   invalid  the folder has backups of another database
    virtual Result<Backup> back_up(const std::string& folder, std::size_t keep, Work& work) = 0;

    // The oldest first. Those that are damaged on sight are left out.
    virtual Result<std::vector<Backup>> backups(const std::string& folder) const = 0;

    // At the price of a few look-ups for each tenant.
    virtual Result<Figures> figures() const = 0;

    // Rewrites everything in the smallest shape; also what erased statements have left on the disk.
    virtual Result<> compact(Work& work) = 0;

    // Recomputes all that follows from the rows and compares it.
    virtual Result<Verdict> verify(Work& work) const = 0;

    // Writes what follows from the rows over what is there, and verifies: what is left. The rows
    // stay as they are.
    //   busy  others may write
    virtual Result<Verdict> repair(Work& work) = 0;

protected:
    Maintenance() = default;
};

} // namespace storage
