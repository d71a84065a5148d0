#include "storage/rocksdb/maintenance.hpp"

#include "storage/rocksdb/backup.hpp"
#include "storage/rocksdb/figures.hpp"
#include "storage/rocksdb/first_failure.hpp"
#include "storage/rocksdb/fold.hpp"
#include "storage/rocksdb/verify.hpp"

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

} // namespace

Result<Backup> StoredMaintenance::back_up(const std::string& folder, std::size_t keep, Work& work)
{
    return rocks::back_up(database_, folder, keep, work);
}

Result<std::vector<Backup>> StoredMaintenance::backups(const std::string& folder) const
{
    return backups_in(folder, database_.db().GetEnv());
}

Result<Figures> StoredMaintenance::figures() const
{
    return figures_of(database_);
}

Result<> StoredMaintenance::fold_postings(Work& work)
{
    const auto go_on = [&](const Folded& now) {
        if (now.lists % 1'000 == 0) work.report({"lists of postings", now.lists});
        return !work.cancelled && !database_.failure().error();
    };
    const auto folded = fold(database_, "", go_on);
    if (!folded) return folded.error();
    if (!folded->finished) return Error{ErrorKind::busy, "the compaction was called off"};
    return {};
}

Result<> StoredMaintenance::compact(Work& work)
{
    if (auto folded = fold_postings(work); !folded) return folded;
    ::rocksdb::CompactRangeOptions options;
    options.exclusive_manual_compaction = false; // Those of the server go on beside it.
    options.bottommost_level_compaction = ::rocksdb::BottommostLevelCompaction::kForceOptimized;
    options.blob_garbage_collection_policy = ::rocksdb::BlobGarbageCollectionPolicy::kForce;
    options.blob_garbage_collection_age_cutoff = 1.0;
    options.canceled = &work.cancelled;
    const auto families = database_.family_count();
    for (std::size_t family = 0; family < families; ++family) {
        work.report({"parts compacted", family, families});
        const auto done = database_.db().CompactRange(
            options, database_.family(static_cast<Family>(family)), nullptr, nullptr);
        if (work.cancelled) return Error{ErrorKind::busy, "the compaction was called off"};
        if (!done.ok()) return to_error(done);
    }
    work.report({"parts compacted", families, families});
    return {};
}

Result<Verdict> StoredMaintenance::verify(Work& work) const
{
    return rocks::verify(database_, work);
}

Result<Verdict> StoredMaintenance::repair(Work& work)
{
    if (written_)
        return Error{ErrorKind::busy, "only a database that nobody else writes into is repaired"};
    return rocks::repair(database_, work);
}

Result<std::unique_ptr<Maintenance>> maintain(const Options& options)
{
    auto database = Database::open(options, std::make_shared<FirstFailure>());
    if (!database) return std::move(database).error();
    return std::unique_ptr<Maintenance>(std::make_unique<StoredMaintenance>(std::move(*database)));
}

} // namespace storage::rocks
