// A store that passes everything on, counts some of it, and can be told to go wrong.
#pragma once

#include "storage/storage.hpp"

#include <atomic>
#include <memory>
#include <optional>

namespace watched {

using base::Result;
using storage::Sequence;
using storage::Tenant;

struct Switches {
    std::atomic<std::size_t> follows = 0;     // Calls of follow(),
    std::atomic<std::size_t> entries = 0;     // entry() and
    std::atomic<std::size_t> reads = 0;       // read().
    std::atomic<bool> behind = false;         // The feed reaches back to nothing.
    std::atomic<bool> unreadable = false;     // The log cannot be read.
    std::atomic<bool> full = false;           // The disk has refused a write.
    std::atomic<bool> kept_back = false;      // The feed does not say that anything has come.
    std::optional<base::Timestamp> through{}; // What consistent_through() says; set at rest.
};

class Statements final : public storage::StatementStore {
public:
    Statements(storage::StatementStore& store, Switches& switches)
        : store_(store), switches_(switches)
    {
    }

    const base::Hash128& key() const override { return store_.key(); }

    Result<> submit(Tenant tenant, storage::PreparedBatch batch,
                    storage::Completion completion) override
    {
        return store_.submit(tenant, std::move(batch), std::move(completion));
    }

    Result<std::optional<storage::StoredStatement>> find(Tenant tenant,
                                                         const base::Uuid& id) const override
    {
        return store_.find(tenant, id);
    }

    Result<storage::Page> query(Tenant tenant, const storage::Query& query,
                                const std::optional<storage::Cursor>& from,
                                storage::Deadline deadline) const override
    {
        return store_.query(tenant, query, from, deadline);
    }

    base::Timestamp consistent_through() const override
    {
        return switches_.through ? *switches_.through : store_.consistent_through();
    }

    Result<storage::Erased> erase(Tenant tenant, std::span<const base::Uuid> ids,
                                  std::string_view reason) override
    {
        return store_.erase(tenant, ids, reason);
    }

private:
    storage::StatementStore& store_;
    Switches& switches_;
};

class Log final : public storage::Log {
public:
    Log(storage::Log& log, Switches& switches) : log_(log), switches_(switches) {}

    storage::Position published(Tenant tenant) const override { return log_.published(tenant); }

    Result<std::vector<storage::LogEntry>> read(Tenant tenant, Sequence after,
                                                std::size_t limit) const override
    {
        ++switches_.reads;
        if (switches_.unreadable) return unreadable();
        return log_.read(tenant, after, limit);
    }

    Result<storage::Excerpt> read_about(Tenant tenant, Sequence after,
                                        std::span<const statements::QueryTerm> terms,
                                        std::size_t limit) const override
    {
        ++switches_.reads;
        if (switches_.unreadable) return unreadable();
        return log_.read_about(tenant, after, terms, limit);
    }

    Result<std::optional<storage::LogEntry>> entry(Tenant tenant, Sequence sequence) const override
    {
        ++switches_.entries;
        if (switches_.unreadable) return unreadable();
        return log_.entry(tenant, sequence);
    }

    storage::Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                         std::chrono::milliseconds wait) const override
    {
        ++switches_.follows;
        auto feed = log_.follow(tenant, after, limit, wait);
        if (switches_.kept_back) feed = {{}, {after, {}}, false};
        if (switches_.behind) feed = {{}, {after, {}}, true};
        return feed;
    }

private:
    static base::Error unreadable() { return {base::ErrorKind::unknown, "the log cannot be read"}; }

    storage::Log& log_;
    Switches& switches_;
};

class Storage final : public storage::Storage {
public:
    explicit Storage(std::unique_ptr<storage::Storage> storage) : storage_(std::move(storage)) {}

    storage::StatementStore& statements() override { return statements_; }

    storage::DocumentStore& documents() override { return storage_->documents(); }

    storage::ActivityStore& activities() override { return storage_->activities(); }

    storage::AttachmentStore& attachments() override { return storage_->attachments(); }

    storage::Log& log() override { return log_; }

    storage::ProjectionStore& projections() override { return storage_->projections(); }

    storage::RegisterStore& registers() override { return storage_->registers(); }

    storage::Settings& settings() override { return storage_->settings(); }

    storage::FileStore& files() override { return storage_->files(); }

    storage::RecordStore& records() override { return storage_->records(); }

    storage::Maintenance* maintenance() override { return storage_->maintenance(); }

    std::string trouble() const override
    {
        return switches.full ? "the disk is full" : storage_->trouble();
    }

    storage::Statistics statistics() const override { return storage_->statistics(); }

    Switches switches;

private:
    std::unique_ptr<storage::Storage> storage_;
    Statements statements_{storage_->statements(), switches};
    Log log_{storage_->log(), switches};
};

} // namespace watched
