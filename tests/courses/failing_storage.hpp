// A storage over another one whose disk fails at the n-th write, and from then on: for tests of
// what a crash leaves.
#pragma once

#include "storage/storage.hpp"

#include <atomic>
#include <chrono>
#include <memory>

namespace support {

enum class Failure {
    before, // Nothing of the write is there.
    after,  // It is there, and nobody is told.
#include <thread>
#include <utility>

namespace support {

struct Failure {
    base::ErrorKind kind = base::ErrorKind::busy;
    int after = -1;      // Batches that go well before one fails; below 0: none fails.
    bool stores = false; // The one that fails is stored all the same.
};

class FailingStatements final : public storage::StatementStore {
public:
    explicit FailingStatements(storage::StatementStore& store) : store_(store) {}

    const base::Hash128& key() const override { return store_.key(); }

    base::Result<> submit(storage::Tenant tenant, storage::PreparedBatch batch,
                          storage::Completion completion) override
    {
        ++batches;
        if (slow) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (failure.after < 0 || failure.after-- > 0)
            return store_.submit(tenant, std::move(batch), std::move(completion));
        const base::Error error{failure.kind, "told to fail"};
        if (!failure.stores) return error;
        return store_.submit(
            tenant, std::move(batch),
            [error, completion = std::move(completion)](const auto&) { completion(error); });
    }

    base::Result<std::optional<storage::StoredStatement>> find(storage::Tenant tenant,
                                                               const base::Uuid& id) const override
    {
        return store_.find(tenant, id);
    }

    base::Result<storage::Page> query(storage::Tenant tenant, const storage::Query& query,
                                      const std::optional<storage::Cursor>& from,
                                      storage::Deadline deadline) const override
    {
        return store_.query(tenant, query, from, deadline);
    }

    base::Timestamp consistent_through() const override { return store_.consistent_through(); }

    base::Result<storage::Erased> erase(storage::Tenant tenant, std::span<const base::Uuid> ids,
                                        std::string_view reason) override
    {
        return store_.erase(tenant, ids, reason);
    }

    Failure failure;
    bool slow = false; // So that others get in between if they can. Set at rest.
    std::atomic<int> batches = 0;

private:
    storage::StatementStore& store_;
};

class FailingStorage final : public storage::Storage {
public:
    explicit FailingStorage(storage::Storage& inner);
    ~FailingStorage() override;

    // Counted from now on, from 1.
    void fail_at(int write, Failure how);
    void work_again();
    bool has_failed() const;

    storage::StatementStore& statements() override;
    storage::DocumentStore& documents() override;
    storage::RecordStore& records() override;

    storage::ActivityStore& activities() override { return inner_.activities(); }

    storage::AttachmentStore& attachments() override { return inner_.attachments(); }

    storage::Log& log() override { return inner_.log(); }

    storage::ProjectionStore& projections() override { return inner_.projections(); }

    storage::RegisterStore& registers() override { return inner_.registers(); }

    storage::Settings& settings() override { return inner_.settings(); }

    storage::FileStore& files() override { return inner_.files(); }

    std::string trouble() const override { return inner_.trouble(); }

    storage::Statistics statistics() const override { return inner_.statistics(); }

private:
    struct Stores;

    storage::Storage& inner_;
    std::unique_ptr<Stores> stores_;
};

} // namespace support
