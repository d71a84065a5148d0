// Canonical definitions of activities: how they are read, and how a commit group merges them.
#pragma once

#include "statements/accept.hpp"
#include "statements/definition.hpp"
#include "storage/activity_store.hpp"
#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace storage::rocks {

class StoredActivities final : public ActivityStore {
public:
    explicit StoredActivities(const Database& database) : database_(database) {}

    Result<std::optional<std::string>> definition(Tenant tenant,
                                                  std::string_view activity) const override;

private:
    const Database& database_;
};

// What need not be merged again, because it changed nothing when it came last: nearly everything,
// as a course describes itself with the same words each time. Bounded: it forgets all at once, and
// all of an activity of which too many are known.
class MergedDefinitions {
public:
    bool has(const std::string& activity, const base::Hash128& definition) const;
    void add(const std::string& activity, const base::Hash128& definition);

    // Another definition is canonical from now on: what changed nothing before may do so now.
    void forget(const std::string& activity);

private:
    std::unordered_map<std::string, std::vector<base::Hash128>> merged_;
    std::size_t size_ = 0;
};

// The writer's thread only.
class ActivityStage {
public:
    ActivityStage(const Database& database, MergedDefinitions& merged)
        : database_(database), merged_(merged)
    {
    }

    // Merges what a statement that is staged brings, in the order in which it stands there.
    Result<> apply(Tenant tenant, const statements::PreparedStatement& statement);

    // Writes what has changed, once nothing more is staged.
    void finish(::rocksdb::WriteBatch& batch) const;

private:
    struct Staged { // As the group will leave it.
        statements::CanonicalDefinition definition;
        bool changed = false;
    };

    Result<Staged*> canonical(const std::string& key);

    const Database& database_;
    MergedDefinitions& merged_;
    std::unordered_map<std::string, Staged> canonical_;
};

} // namespace storage::rocks
