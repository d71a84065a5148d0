// What an operator does to a database, open or not (storage/maintenance.hpp).
#pragma once

#include "storage/maintenance.hpp"
#include "storage/rocksdb/database.hpp"

#include <memory>

namespace storage::rocks {

class StoredMaintenance final : public Maintenance {
public:
    // Others may write into the database meanwhile.
    explicit StoredMaintenance(const Database& database) : database_(database), written_(true) {}

    // Nobody else has it.
    explicit StoredMaintenance(std::unique_ptr<Database> own)
        : own_(std::move(own)), database_(*own_), written_(false)
    {
    }

    Result<Backup> back_up(const std::string& folder, std::size_t keep, Work& work) override;
    Result<std::vector<Backup>> backups(const std::string& folder) const override;
    Result<Figures> figures() const override;
    Result<> compact(Work& work) override;
    Result<Verdict> verify(Work& work) const override;
    Result<Verdict> repair(Work& work) override;

private:
    Result<> fold_postings(Work& work);

    const std::unique_ptr<Database> own_; // Or null.
    const Database& database_;
    const bool written_;
};

// A database that no server has open, for an operator: nothing is written that was not asked for.
// Errors as open().
Result<std::unique_ptr<Maintenance>> maintain(const Options& options);

} // namespace storage::rocks
