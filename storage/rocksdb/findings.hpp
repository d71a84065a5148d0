// What verify() finds, and what would mend it.
#pragma once

#include "storage/maintenance.hpp"
#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace storage::rocks {

struct Mend {
    Family family;
    std::string key;
    std::optional<std::string> value; // Empty: the key goes.
};

// Any thread may add. The first findings are kept, all are counted; when they are to be mended,
// that is written as they come, so that no number of them needs memory.
class Findings {
public:
    Findings(const Database& database, bool mends) : database_(database), mends_(mends) {}

    // Without mends only a person can help.
    void add(Finding finding, std::vector<Mend> mends = {});

    // What could not be told.
    void undecided(std::uint64_t count = 1);

    std::uint64_t count() const;

    // Once nothing is added any more.
    Result<Verdict> verdict(std::uint64_t statements);

private:
    Result<> write();

    const Database& database_;
    const bool mends_;
    mutable std::mutex mutex_;
    Verdict verdict_;
    ::rocksdb::WriteBatch batch_;
    std::optional<base::Error> failed_;
};

std::string hex_of(std::string_view bytes);

} // namespace storage::rocks
