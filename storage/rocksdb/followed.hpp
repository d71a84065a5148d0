// The log, the projections and the settings as RocksDB keeps them.
#pragma once

#include "storage/projection_store.hpp"
#include "storage/rocksdb/database.hpp"
#include "storage/rocksdb/feeds.hpp"
#include "storage/rocksdb/index.hpp"
#include "storage/settings.hpp"

namespace storage::rocks {

class StoredLog final : public Log {
public:
    StoredLog(const Database& database, const Feeds& feeds, const Index& index)
        : database_(database), feeds_(feeds), index_(index)
    {
    }

    Position published(Tenant tenant) const override { return feeds_.published(tenant); }

    Result<std::vector<LogEntry>> read(Tenant tenant, Sequence after,
                                       std::size_t limit) const override;
    Result<Excerpt> read_about(Tenant tenant, Sequence after,
                               std::span<const statements::QueryTerm> terms,
                               std::size_t limit) const override;
    Result<std::optional<LogEntry>> entry(Tenant tenant, Sequence sequence) const override;

    Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                std::chrono::milliseconds wait) const override
    {
        return feeds_.follow(tenant, after, limit, wait);
    }

private:
    Result<bool> has_erasures(Tenant tenant) const;

    const Database& database_;
    const Feeds& feeds_;
    const Index& index_;
};

class StoredProjections final : public ProjectionStore {
public:
    explicit StoredProjections(const Database& database) : database_(database) {}

    Result<> commit(Tenant tenant, std::string_view name, std::span<const Change> changes,
                    Sequence cursor) override;
    Result<std::optional<Sequence>> cursor(Tenant tenant, std::string_view name) const override;
    Result<> scan(Tenant tenant, std::string_view name, std::string_view prefix,
                  const Visit& visit) const override;
    Result<> clear(Tenant tenant, std::string_view name) override;

private:
    const Database& database_;
};

class StoredSettings final : public Settings {
public:
    explicit StoredSettings(const Database& database) : database_(database) {}

    Result<std::optional<std::string>> get(std::string_view name) const override;
    Result<> put(std::string_view name, std::string_view value) override;
    Result<> remove(std::string_view name) override;
    Result<std::map<std::string, std::string>> list(std::string_view prefix) const override;

private:
    const Database& database_;
};

} // namespace storage::rocks
