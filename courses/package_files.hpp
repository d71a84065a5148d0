// The files of a tenant's packages in the store, and who may remove one.
//
// Files are shared by packages of the same content. What a package needs is in its list, which is a
// file, too. A count of references beside the lists would be a second truth that a crash can part
// from the first; so before a file goes, the lists of all packages that stay are read
// (docs/decisions/0034-files-of-packages.md). What is to go is written down first: a record names
// the list, and goes when the files are gone, so that after a crash the work is done again.
//
// Threads: one at a time; nobody else may put or remove files of these packages meanwhile. Reading
// is for any. Calls block.
#pragma once

#include "courses/package_record.hpp"
#include "storage/file_store.hpp"
#include "storage/record_store.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

using Digests = std::set<storage::Digest>;

class PackageFiles {
public:
    PackageFiles(storage::FileStore& files, storage::RecordStore& records, storage::Tenant tenant)
        : files_(files), records_(records), tenant_(tenant)
    {
    }

    // corrupt: it is not there, or longer.
    base::Result<std::string> read(const storage::Digest& digest, std::size_t limit) const;
    base::Result<std::vector<PackagedFile>> list(const storage::Digest& digest) const;

    base::Result<> put(std::string_view bytes);

    // That the files of this list, and the list, are to go unless somebody needs them; to be made
    // before the first of them is put, or with what gives them up.
    static storage::RecordChange unfinished(const base::Uuid& package, const storage::Digest& list);
    static storage::RecordChange finished(const base::Uuid& package);

    // Removes what is written down as unfinished, but for what is in one of these lists, or is one.
    base::Result<> sweep(const Digests& needed);

private:
    base::Result<> remove(Digests candidates, const Digests& lists, const Digests& needed);

    storage::FileStore& files_;
    storage::RecordStore& records_;
    const storage::Tenant tenant_;
};

} // namespace courses
