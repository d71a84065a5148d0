#include "storage/rocksdb/rocksdb_storage.hpp"

#include "storage/rocksdb/activities.hpp"
#include "storage/rocksdb/attachments.hpp"
#include "storage/rocksdb/documents.hpp"
#include "storage/rocksdb/erasure_list.hpp"
#include "storage/rocksdb/feeds.hpp"
#include "storage/rocksdb/files.hpp"
#include "storage/rocksdb/flush.hpp"
#include "storage/rocksdb/folding.hpp"
#include "storage/rocksdb/followed.hpp"
#include "storage/rocksdb/maintenance.hpp"
#include "storage/rocksdb/properties.hpp"
#include "storage/rocksdb/query.hpp"
#include "storage/rocksdb/records.hpp"
#include "storage/rocksdb/recovering_storage.hpp"
#include "storage/rocksdb/registers.hpp"
#include "storage/rocksdb/writer.hpp"

#include <mutex>

namespace storage::rocks {
namespace {

class Statements final : public StatementStore {
public:
    Statements(Database& database, Feeds& feeds, Index& index, Writer& writer,
               std::string erasure_list)
        : database_(database), feeds_(feeds), index_(index), writer_(writer),
          erasure_list_(std::move(erasure_list))
    {
    }

    const base::Hash128& key() const override { return database_.key(); }

    Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion) override
    {
        return writer_.submit(tenant, std::move(batch), std::move(completion));
    }

    Result<std::optional<StoredStatement>> find(Tenant tenant, const Uuid& id) const override
    {
        return rocks::find(database_, index_.pin(tenant), tenant, id);
    }

    Result<Page> query(Tenant tenant, const Query& query, const std::optional<Cursor>& from,
                       Deadline deadline) const override
    {
        const auto published = feeds_.published(tenant).sequence;
        while (true) { // Until no flush has ended in between.
            auto view = index_.pin(tenant);
            const Snapshot snapshot(database_.db());
            const auto mark = mark_of(database_, tenant, snapshot.options());
            if (!mark) return mark.error();
            if (*mark != view.mark) continue;
            const Searched searched{database_, std::move(view), published, snapshot};
            return rocks::query(searched, tenant, query, from, deadline);
        }
    }

    Timestamp consistent_through() const override { return writer_.consistent_through(); }

    Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason) override
    {
        const auto done = writer_.erase(tenant, ids, reason);
        if (!done || erasure_list_.empty()) return done;
        const auto gone = erased_of(database_, tenant, ids);
        if (!gone) return gone.error();
        const std::lock_guard lock(list_mutex_);
        auto listed = add_erasures(*database_.db().GetEnv(), erasure_list_, *gone);
        if (!listed) return listed.error();
        return done;
    }

private:
    Database& database_;
    Feeds& feeds_;
    Index& index_;
    Writer& writer_;
    const std::string erasure_list_;
    std::mutex list_mutex_;
};

class RocksStorage final : public Storage {
public:
    RocksStorage(std::unique_ptr<Database> database, Options options)
        : database_(std::move(database)),
          index_(*database_, options.tail_statements, options.flush_keys),
          writer_(*database_, feeds_, index_, std::move(options.clock)), folding_(*database_),
          statements_(*database_, feeds_, index_, writer_, options.erasure_list),
          documents_(*database_, writer_), activities_(*database_), attachments_(*database_),
          log_(*database_, feeds_, index_), projections_(*database_), registers_(*database_),
          settings_(*database_), files_(*database_), records_(*database_), maintenance_(*database_)
    {
    }

    ~RocksStorage() override { feeds_.close(); }

    Result<> start()
    {
        if (auto started = writer_.start(); !started) return started;
        if (auto swept = files_.sweep(); !swept) return swept;
        return folding_.start();
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

    std::string trouble() const override { return writer_.trouble(); }

    Statistics statistics() const override
    {
        Statistics out;
        writer_.read(out);
        index_.read(out);
        read_properties(*database_, out);
        return out;
    }

private:
    std::unique_ptr<Database> database_;
    Feeds feeds_;
    Index index_;
    Writer writer_; // Uses all of them, so it ends before.
    Folding folding_;
    Statements statements_;
    StoredDocuments documents_;
    StoredActivities activities_;
    StoredAttachments attachments_;
    StoredLog log_;
    StoredProjections projections_;
    StoredRegisters registers_;
    StoredSettings settings_;
    StoredFiles files_;
    StoredRecords records_;
    StoredMaintenance maintenance_;
};

base::Result<std::unique_ptr<Storage>> open_engine(const Options& options,
                                                   std::shared_ptr<FirstFailure> failure)
{
    auto database = Database::open(options, std::move(failure));
    if (!database) return std::move(database).error();
    auto storage = std::make_unique<RocksStorage>(std::move(*database), options);
    if (auto started = storage->start(); !started) return std::move(started).error();
    return std::unique_ptr<Storage>(std::move(storage));
}

} // namespace

base::Result<std::unique_ptr<Storage>> open(Options options)
{
    return open_recovering(options, [options](std::shared_ptr<FirstFailure> failure) {
        return open_engine(options, std::move(failure));
    });
}

} // namespace storage::rocks
