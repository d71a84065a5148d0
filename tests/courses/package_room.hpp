// A shelf of packages over stores that are watched.
#pragma once

#include "courses/package_shelf.hpp"
#include "tests/courses/package_makers.hpp"
#include "tests/courses/watched_stores.hpp"
#include "tests/support/manual_clock.hpp"

#include <memory>
#include <string>
#include <utility>

namespace packages {

inline const storage::Tenant tenant{7};

struct Room {
    Room() { shelf.start().value(); }

    base::Result<courses::Imported> try_add(const std::string& bytes,
                                            const courses::ImportOptions& options = {})
    {
        return shelf.add(content::BytesInMemory(bytes), courses::UploadKind::archive, options);
    }

    courses::Imported add(const std::string& bytes, const courses::ImportOptions& options = {})
    {
        return try_add(bytes, options).value();
    }

    // As after a restart.
    std::unique_ptr<courses::PackageShelf> fresh()
    {
        auto out = std::make_unique<courses::PackageShelf>(files, records, tenant, activities_base,
                                                           clock.clock());
        out->start().value();
        return out;
    }

    auto held() const { return std::pair(files.held, records.held); }

    support::ManualClock clock;
    support::StoreFault fault;
    std::unique_ptr<storage::Storage> storage = storage::memory::open({});
    support::WatchedFiles files{storage->files(), fault};
    support::WatchedRecords records{storage->records(), fault};
    courses::PackageShelf shelf{files, records, tenant, activities_base, clock.clock()};
};

} // namespace packages
