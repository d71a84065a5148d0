// What followers derive from the log, kept beside it.
//
// A projection is a named set of (key, value) rows of one tenant with a cursor: the sequence up
// to which the rows reflect the log. Rows and cursor change together or not at all. A crash may
// take back the newest changes, never reorder them: the follower replays from the cursor it finds.
//
// So may a failure of the disk, from which the store has gone on by itself. Commits are then
// refused as `unknown` until the cursor has been read again.
#pragma once

#include "base/error.hpp"
#include "storage/tenant.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace storage {

struct Change {
    std::string key;
    std::optional<std::string> value; // Empty: the row goes.
};

class ProjectionStore {
public:
    virtual ~ProjectionStore() = default;
    ProjectionStore(const ProjectionStore&) = delete;
    ProjectionStore& operator=(const ProjectionStore&) = delete;

    virtual base::Result<> commit(Tenant tenant, std::string_view name,
                                  std::span<const Change> changes, Sequence cursor) = 0;

    // Empty: nothing was ever committed, or it was cleared.
    virtual base::Result<std::optional<Sequence>> cursor(Tenant tenant,
                                                         std::string_view name) const = 0;

    // The rows whose keys begin like this, in order of key.
    using Visit = std::function<void(std::string_view key, std::string_view value)>;
    virtual base::Result<> scan(Tenant tenant, std::string_view name, std::string_view prefix,
                                const Visit& visit) const = 0;

    // Removes the rows and the cursor.
    virtual base::Result<> clear(Tenant tenant, std::string_view name) = 0;

protected:
    ProjectionStore() = default;
};

} // namespace storage
