// The course packages of one tenant.
//
// Operation    What is kept of a package is a record and its files, one of which is the list of the
//              others (courses/package_record.hpp). Packages that are asked for are read from that,
//              and the last limits::packages_in_memory stay in memory.
// Versions     A package may replace another: it is then the next version of the same course. Those
//              who are registered stay with theirs. One that is removed takes no new registrations;
//              it and its files stay until purge() finds that nobody uses it. What was removed, by
//              whom and why stays for ever.
// Files        are shared by packages of the same content, and nobody counts them: whoever removes
//              some looks into the lists of all others (courses/package_files.hpp). So imports,
//              removals and purges follow one another, and no other code of a tenant may remove
//              files.
// Failures     All or nothing: what an import or a purge could not finish is written down before it
//              begins, and removed by the next one.
// Concurrency  Any thread may call anything; all of it blocks. Who reads waits for no import. One
//              shelf per tenant.
#pragma once

#include "content/byte_source.hpp"
#include "courses/package_cache.hpp"
#include "courses/package_files.hpp"
#include "courses/package_identity.hpp"
#include "courses/package_index.hpp"
#include "courses/package_summary.hpp"
#include "storage/storage.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace courses {

struct Imported {
    std::shared_ptr<const Package> package;
    base::Complaints warnings;
};

struct PackageDescription {
    PackageRecord record;
    // Empty of a package that has been purged:
    content::CourseTexts titles;
    content::CourseTexts descriptions;
    std::vector<SummedItem> items;
    std::vector<std::string> objectives;
    base::Complaints warnings; // Those of its import.
};

struct PackagePage {
    std::vector<PackageRecord> packages; // In byte order of their ids.
    std::optional<base::Uuid> next;      // What to ask for after. Empty: that was all.
};

class PackageShelf {
public:
    // `activities_base`: an IRI that is the system's own (content/cmi5_ids.hpp). It becomes part of
    // what statements are about: packages keep the one that they were imported with, and so do
    // their versions.
    PackageShelf(storage::FileStore& files, storage::RecordStore& records, storage::Tenant tenant,
                 std::string activities_base, storage::Clock now)
        : files_(files), records_(records), tenant_(tenant), base_(std::move(activities_base)),
          now_(std::move(now)), kept_(files, records, tenant), index_(records, tenant)
    {
    }

    // Reads what is kept. To be called first.
    base::Result<> start() { return index_.refresh(); }

    // Errors:
    //   invalid    complaints of the package (courses/package_import.hpp); or `where` is the option
    //              that is not as it must be: "language", "iri", "by"
    //   not_found  no such package to be replaced
    //   conflict   it has been replaced already; `why` names the last version
    //   too_many   limits::packages are there
    //   others     of the source, the pause and the store
    base::Result<Imported> add(const content::ByteSource& source, UploadKind kind,
                               const ImportOptions& options);

    // Also those that were replaced or removed, but not those that were purged.
    // At most limits::packages_listed.
    PackagePage list(const std::optional<base::Uuid>& after, std::size_t limit) const;

    // Null: there is no such package, or it has been purged.
    base::Result<std::shared_ptr<const Package>> find(const base::Uuid& id);
    // Empty: there never was such a package.
    base::Result<std::optional<PackageDescription>> describe(const base::Uuid& id);

    // In byte order, those that have a version which has not been removed.
    std::vector<base::Uuid> courses(const std::optional<base::Uuid>& after, std::size_t limit) const
    {
        return index_.courses(after, limit);
    }

    // The newest version that has not been removed. Empty: there is none.
    std::optional<base::Uuid> latest_of(const base::Uuid& course) const
    {
        return index_.latest_of(course);
    }

    // To be made together with the records of a new registration: it changes nothing, and fails
    // with a conflict if the package has been removed or replaced meanwhile. Then ask again.
    //   not_found  there is no such package
    //   conflict   it has been removed
    base::Result<storage::RecordChange> admission(const base::Uuid& package) const
    {
        return index_.guard(package);
    }

    // invalid: no reason, or too long a text; not_found; conflict: it has been removed before.
    base::Result<> remove(const base::Uuid& id, const std::string& reason, const std::string& by);

    // Whether somebody is registered for the package. Asked after it has been removed, so that
    // nobody will be who is not yet.
    using InUse = std::function<base::Result<bool>(const base::Uuid& package)>;

    // Gives up the files of removed packages that nobody uses. The number of packages.
    base::Result<std::size_t> purge(const InUse& in_use);

private:
    base::Result<std::optional<PackageRecord>> former_of(const ImportOptions& options) const;
    base::Complaints warnings_of(const Upload& upload, const PackageRecord& record,
                                 const std::optional<PackageRecord>& former) const;
    base::Result<> keep(Upload& upload, const PackageRecord& record,
                        const base::Complaints& warnings);
    base::Result<> put_files(Upload& upload, const PackageRecord& record);
    void undo();
    base::Result<std::shared_ptr<const Package>> load(const PackageRecord& record) const;
    base::Result<> tell_of(const Package& package, PackageDescription& out) const;

    storage::FileStore& files_;
    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    const std::string base_;
    const storage::Clock now_;
    PackageFiles kept_;
    PackageIndex index_;
    PackageCache cache_;
    std::mutex importing_; // Whoever puts or removes files.
};

} // namespace courses
