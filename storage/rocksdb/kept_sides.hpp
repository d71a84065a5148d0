// Settings, registers, files, records and maintenance of an engine that may be closed and opened
// again under them.
#pragma once

#include "storage/rocksdb/recovery.hpp"
#include "storage/storage.hpp"

#include <type_traits>

namespace storage::rocks {

// What the engine answers, or why there is none.
template <class Work>
auto reading(Recovery& recovery, Work work) -> std::invoke_result_t<Work, Storage&>
{
    const auto use = recovery.use_to_read();
    if (!use) return use.error();
    return work(**use);
}

template <class Work>
auto writing(Recovery& recovery, Work work) -> std::invoke_result_t<Work, Storage&>
{
    const auto use = recovery.use_to_write();
    if (!use) return use.error();
    return work(**use);
}

class KeptRegisters final : public RegisterStore {
public:
    explicit KeptRegisters(Recovery& recovery) : recovery_(recovery) {}

    Result<std::uint64_t> append(Tenant tenant, std::string_view name,
                                 std::span<const std::string> entries, std::uint64_t after) override
    {
        return writing(recovery_, [&](Storage& engine) {
            return engine.registers().append(tenant, name, entries, after);
        });
    }

    Result<> scan(Tenant tenant, std::string_view name, std::uint64_t after,
                  const Visit& visit) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.registers().scan(tenant, name, after, visit);
        });
    }

private:
    Recovery& recovery_;
};

class KeptSettings final : public Settings {
public:
    explicit KeptSettings(Recovery& recovery) : recovery_(recovery) {}

    Result<std::optional<std::string>> get(std::string_view name) const override
    {
        return reading(recovery_, [&](Storage& engine) { return engine.settings().get(name); });
    }

    Result<> put(std::string_view name, std::string_view value) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.settings().put(name, value); });
    }

    Result<> remove(std::string_view name) override
    {
        return writing(recovery_, [&](Storage& engine) { return engine.settings().remove(name); });
    }

    Result<std::map<std::string, std::string>> list(std::string_view prefix) const override
    {
        return reading(recovery_, [&](Storage& engine) { return engine.settings().list(prefix); });
    }

private:
    Recovery& recovery_;
};

class KeptFiles final : public FileStore {
public:
    explicit KeptFiles(Recovery& recovery) : recovery_(recovery) {}

    Result<StoredFile> put(Tenant tenant, const Pull& next) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.files().put(tenant, next); });
    }

    Result<std::optional<std::uint64_t>> size(Tenant tenant, const Digest& digest) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.files().size(tenant, digest); });
    }

    Result<std::string> read(Tenant tenant, const Digest& digest, std::uint64_t offset,
                             std::size_t length) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.files().read(tenant, digest, offset, length);
        });
    }

    Result<> remove(Tenant tenant, std::span<const Digest> digests) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.files().remove(tenant, digests); });
    }

private:
    Recovery& recovery_;
};

class KeptRecords final : public RecordStore {
public:
    explicit KeptRecords(Recovery& recovery) : recovery_(recovery) {}

    Result<std::optional<std::string>> get(Tenant tenant, std::string_view kind,
                                           std::string_view key) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.records().get(tenant, kind, key); });
    }

    Result<std::vector<Record>> scan(Tenant tenant, std::string_view kind, std::string_view prefix,
                                     std::string_view after, std::size_t limit) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.records().scan(tenant, kind, prefix, after, limit);
        });
    }

    Result<> change(Tenant tenant, std::span<const RecordChange> changes) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.records().change(tenant, changes); });
    }

private:
    Recovery& recovery_;
};

// A backup holds the engine open: it is not opened again before the backup has ended, or failed as
// everything else does.
class KeptMaintenance final : public Maintenance {
public:
    explicit KeptMaintenance(Recovery& recovery) : recovery_(recovery) {}

    Result<Backup> back_up(const std::string& folder, std::size_t keep, Work& work) override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.maintenance()->back_up(folder, keep, work);
        });
    }

    Result<std::vector<Backup>> backups(const std::string& folder) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.maintenance()->backups(folder); });
    }

    Result<Figures> figures() const override
    {
        return reading(recovery_, [](Storage& engine) { return engine.maintenance()->figures(); });
    }

    Result<> compact(Work& work) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.maintenance()->compact(work); });
    }

    Result<Verdict> verify(Work& work) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.maintenance()->verify(work); });
    }

    Result<Verdict> repair(Work& work) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.maintenance()->repair(work); });
    }

private:
    Recovery& recovery_;
};

} // namespace storage::rocks
