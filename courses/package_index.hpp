// The records of a tenant's packages: kept in the store, answered from memory.
//
// Operation    A change is made in the store on condition that what it changes is still there, and
//              is seen in memory when it is durable. When the store cannot say whether it was made,
//              the records are read again before the next change.
// Concurrency  Any thread may call anything. Reading takes a look-up in memory, changes block.
#pragma once

#include "courses/package_files.hpp"
#include "courses/package_record.hpp"
#include "storage/record_store.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

namespace courses {

class PackageIndex {
public:
    PackageIndex(storage::RecordStore& records, storage::Tenant tenant)
        : records_(records), tenant_(tenant)
    {
    }

    // Reads what is kept, if something else may be in memory: at first, and after a failure.
    base::Result<> refresh();

    std::optional<PackageRecord> find(const base::Uuid& id) const;
    // In byte order of their ids, those that were not purged.
    std::vector<PackageRecord> list(const std::optional<base::Uuid>& after,
                                    std::size_t limit) const;
    // In byte order, those that have a version which has not been removed.
    std::vector<base::Uuid> courses(const std::optional<base::Uuid>& after,
                                    std::size_t limit) const;
    // The newest version that has not been removed.
    std::optional<base::Uuid> latest_of(const base::Uuid& course) const;
    // Of those that were not purged: how many there are; their lists of files; one of another
    // course that has this IRI.
    std::size_t size() const;
    Digests lists() const;
    std::optional<base::Uuid> other_of_iri(const PackageRecord& record) const;

    // What changes nothing, unless the package is not what it is now. not_found
    base::Result<storage::RecordChange> guard(const base::Uuid& id) const;

    // Adds the record, tells the one that it replaces, and makes the other changes with it.
    // conflict: another has replaced that meanwhile.
    base::Result<> add(const PackageRecord& record, std::vector<storage::RecordChange> with);

    using Edit = std::function<base::Result<>(PackageRecord& record)>;

    // Errors: not_found; those of `edit`; the store's.
    base::Result<> edit(const base::Uuid& id, const Edit& edit,
                        std::vector<storage::RecordChange> with = {});

private:
    using Records = std::map<base::Uuid, PackageRecord>;

    struct Stored {
        PackageRecord record;
        std::string text;
    };

    base::Result<> read_again();
    std::optional<base::Uuid> newest_of(const base::Uuid& course) const; // Under mutex_.
    base::Result<Stored> stored(const base::Uuid& id) const;
    base::Result<> change(std::span<const storage::RecordChange> changes,
                          const std::vector<PackageRecord>& then);
    storage::RecordChange put(const PackageRecord& record, std::optional<std::string> former) const;

    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    std::mutex changing_;             // From what was there to what is.
    bool is_stale_ = true;            // Under changing_.
    mutable std::shared_mutex mutex_; // What is in memory. Never held while the store works.
    Records all_;
};

} // namespace courses
