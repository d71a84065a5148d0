// A storage that passes everything on, and can be told to fail when statements are stored.
#pragma once

#include "storage/storage.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

namespace support {

struct StatementFailure {
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

    StatementFailure failure;
    bool slow = false; // So that others get in between if they can. Set at rest.
    std::atomic<int> batches = 0;

private:
    storage::StatementStore& store_;
};

class StorageOfFailingStatements final : public storage::Storage {
public:
    explicit StorageOfFailingStatements(std::unique_ptr<storage::Storage> storage)
        : storage_(std::move(storage)), statements_(storage_->statements())
    {
    }

    FailingStatements& statements() override { return statements_; }

    storage::DocumentStore& documents() override { return storage_->documents(); }

    storage::ActivityStore& activities() override { return storage_->activities(); }

    storage::AttachmentStore& attachments() override { return storage_->attachments(); }

    storage::Log& log() override { return storage_->log(); }

    storage::ProjectionStore& projections() override { return storage_->projections(); }

    storage::RegisterStore& registers() override { return storage_->registers(); }

    storage::Settings& settings() override { return storage_->settings(); }

    storage::FileStore& files() override { return storage_->files(); }

    storage::RecordStore& records() override { return storage_->records(); }

    std::string trouble() const override { return storage_->trouble(); }

    storage::Statistics statistics() const override { return storage_->statistics(); }

private:
    std::unique_ptr<storage::Storage> storage_;
    FailingStatements statements_;
};

} // namespace support
