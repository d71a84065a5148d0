#include "storage/rocksdb/recovering_storage.hpp"

#include "storage/rocksdb/kept_sides.hpp"

#include <map>
#include <set>
#include <utility>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

class Statements final : public StatementStore {
public:
    explicit Statements(Recovery& recovery) : recovery_(recovery) {}

    void begin() { key_ = recovery_.use_to_read().value()->statements().key(); }

    const base::Hash128& key() const override { return key_; }

    Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion) override
    {
        return writing(recovery_, [&](Storage& engine) {
            return engine.statements().submit(tenant, std::move(batch), std::move(completion));
        });
    }

    Result<std::optional<StoredStatement>> find(Tenant tenant, const Uuid& id) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.statements().find(tenant, id); });
    }

    Result<Page> query(Tenant tenant, const Query& query, const std::optional<Cursor>& from,
                       Deadline deadline) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.statements().query(tenant, query, from, deadline);
        });
    }

    Timestamp consistent_through() const override
    {
        const auto use = recovery_.use_to_read();
        if (!use) return recovery_.promised();
        const auto through = (*use)->statements().consistent_through();
        recovery_.promise(through);
        return through;
    }

    Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason) override
    {
        return writing(recovery_, [&](Storage& engine) {
            return engine.statements().erase(tenant, ids, reason);
        });
    }

private:
    Recovery& recovery_;
    base::Hash128 key_{};
};

class Documents final : public DocumentStore {
public:
    explicit Documents(Recovery& recovery) : recovery_(recovery) {}

    Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                    DocumentCompletion completion) override
    {
        return writing(recovery_, [&](Storage& engine) {
            return engine.documents().submit(tenant, std::move(writes), std::move(completion));
        });
    }

    Result<std::optional<Document>> find(Tenant tenant, const DocumentKey& key) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.documents().find(tenant, key); });
    }

    Result<std::vector<DocumentName>> list(Tenant tenant, const DocumentOwner& owner) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.documents().list(tenant, owner); });
    }

private:
    Recovery& recovery_;
};

class Activities final : public ActivityStore {
public:
    explicit Activities(Recovery& recovery) : recovery_(recovery) {}

    Result<std::optional<std::string>> definition(Tenant tenant,
                                                  std::string_view activity) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.activities().definition(tenant, activity);
        });
    }

private:
    Recovery& recovery_;
};

class Attachments final : public AttachmentStore {
public:
    explicit Attachments(Recovery& recovery) : recovery_(recovery) {}

    Result<std::optional<std::uint64_t>> size(Tenant tenant, Sequence statement,
                                              std::string_view sha2) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.attachments().size(tenant, statement, sha2);
        });
    }

    Result<std::optional<std::string>> find(Tenant tenant, Sequence statement,
                                            std::string_view sha2) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.attachments().find(tenant, statement, sha2);
        });
    }

    Result<std::vector<SignatureRecord>> signatures(Tenant tenant, Sequence before,
                                                    std::size_t limit) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.attachments().signatures(tenant, before, limit);
        });
    }

private:
    Recovery& recovery_;
};

class ReadLog final : public Log {
public:
    explicit ReadLog(Recovery& recovery) : recovery_(recovery) {}

    // While there is no engine: what was said last.
    Position published(Tenant tenant) const override
    {
        const auto use = recovery_.use_to_read();
        const std::lock_guard lock(mutex_);
        auto& last = published_[tenant];
        if (use) last = (*use)->log().published(tenant);
        return last;
    }

    Result<std::vector<LogEntry>> read(Tenant tenant, Sequence after,
                                       std::size_t limit) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.log().read(tenant, after, limit); });
    }

    Result<Excerpt> read_about(Tenant tenant, Sequence after,
                               std::span<const statements::QueryTerm> terms,
                               std::size_t limit) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.log().read_about(tenant, after, terms, limit);
        });
    }

    Result<std::optional<LogEntry>> entry(Tenant tenant, Sequence sequence) const override
    {
        return reading(recovery_,
                       [&](Storage& engine) { return engine.log().entry(tenant, sequence); });
    }

    Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                std::chrono::milliseconds wait) const override
    {
        const auto use = recovery_.use_to_read(wait);
        if (!use) return {{}, {after, {}}, false};
        return (*use)->log().follow(tenant, after, limit, wait);
    }

private:
    Recovery& recovery_;
    mutable std::mutex mutex_;
    mutable std::map<Tenant, Position> published_;
};

// Changes that were committed without sync may be gone when the engine is opened again: a follower
// goes on only from the cursor that it has read since.
class Projections final : public ProjectionStore {
public:
    explicit Projections(Recovery& recovery) : recovery_(recovery) {}

    Result<> commit(Tenant tenant, std::string_view name, std::span<const Change> changes,
                    Sequence cursor) override
    {
        return writing(recovery_, [&](Storage& engine) -> Result<> {
            if (!is_known(tenant, name)) {
                return Error{ErrorKind::unknown, "the store was opened again since the cursor of "
                                                 "this projection was read"};
            }
            return engine.projections().commit(tenant, name, changes, cursor);
        });
    }

    Result<std::optional<Sequence>> cursor(Tenant tenant, std::string_view name) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            learn(tenant, name);
            return engine.projections().cursor(tenant, name);
        });
    }

    Result<> scan(Tenant tenant, std::string_view name, std::string_view prefix,
                  const Visit& visit) const override
    {
        return reading(recovery_, [&](Storage& engine) {
            return engine.projections().scan(tenant, name, prefix, visit);
        });
    }

    Result<> clear(Tenant tenant, std::string_view name) override
    {
        return writing(recovery_,
                       [&](Storage& engine) { return engine.projections().clear(tenant, name); });
    }

private:
    using Name = std::pair<Tenant, std::string>;

    bool is_known(Tenant tenant, std::string_view name) const
    {
        const auto openings = recovery_.openings();
        const std::lock_guard lock(mutex_);
        const auto read = read_.find(Name(tenant, name));
        return openings == 1 || (read != read_.end() && read->second == openings);
    }

    void learn(Tenant tenant, std::string_view name) const
    {
        const auto openings = recovery_.openings();
        const std::lock_guard lock(mutex_);
        read_[Name(tenant, name)] = openings;
    }

    Recovery& recovery_;
    mutable std::mutex mutex_;
    mutable std::map<Name, unsigned> read_; // In which opening its cursor was.
};

class RecoveringStorage final : public Storage {
public:
    RecoveringStorage(Options options, Recovery::Open open)
        : recovery_(std::move(options), std::move(open)), statements_(recovery_),
          documents_(recovery_), activities_(recovery_), attachments_(recovery_), log_(recovery_),
          projections_(recovery_), registers_(recovery_), settings_(recovery_), files_(recovery_),
          records_(recovery_), maintenance_(recovery_)
    {
    }

    Result<> start()
    {
        if (auto started = recovery_.start(); !started) return started;
        statements_.begin();
        return {};
    }

    StatementStore& statements() override { return statements_; }

    DocumentStore& documents() override { return documents_; }

    ActivityStore& activities() override { return activities_; }

    AttachmentStore& attachments() override { return attachments_; }

    Log& log() override { return log_; }

    ProjectionStore& projections() override { return projections_; }

    RegisterStore& registers() override { return registers_; }

    Settings& settings() override { return settings_; }

    FileStore& files() override { return files_; }

    RecordStore& records() override { return records_; }

    Maintenance* maintenance() override { return &maintenance_; }

    std::string trouble() const override { return recovery_.trouble(); }

    // All at their start while the engine is closed.
    Statistics statistics() const override
    {
        const auto use = recovery_.use_to_read(std::chrono::milliseconds(0));
        return use ? (*use)->statistics() : Statistics{};
    }

private:
    mutable Recovery recovery_;
    Statements statements_;
    Documents documents_;
    Activities activities_;
    Attachments attachments_;
    ReadLog log_;
    Projections projections_;
    KeptRegisters registers_;
    KeptSettings settings_;
    KeptFiles files_;
    KeptRecords records_;
    KeptMaintenance maintenance_;
};

} // namespace

Result<std::unique_ptr<Storage>> open_recovering(Options options, Recovery::Open open)
{
    auto storage = std::make_unique<RecoveringStorage>(std::move(options), std::move(open));
    if (auto started = storage->start(); !started) return started.error();
    return std::unique_ptr<Storage>(std::move(storage));
}

} // namespace storage::rocks
