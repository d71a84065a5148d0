#include "storage/memory/memory_storage.hpp"

#include "statements/parse.hpp"
#include "storage/memory/files.hpp"
#include "storage/memory/records.hpp"
#include "storage/memory/registers.hpp"
#include "storage/memory/settings.hpp"
#include "storage/memory/tenant_data.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace storage::memory {
namespace {

using base::Error;
using base::ErrorKind;

struct Projection {
    std::map<std::string, std::string, std::less<>> rows;
    std::optional<Sequence> cursor;
};

// Everything, under one lock.
struct Shared {
    explicit Shared(Options options) : key(options.key), stamps(std::move(options.clock)) {}

    const TenantData& data_of(Tenant tenant) { return tenants[tenant]; }

    const base::Hash128 key;
    std::mutex mutex;
    std::condition_variable grown;
    Stamps stamps;
    std::map<Tenant, TenantData> tenants;
    std::map<std::pair<Tenant, std::string>, Projection> projections;
    std::map<std::pair<Tenant, DocumentKey>, Document> documents;
};

Error clock_jumped()
{
    return {ErrorKind::busy, "The newest statement is stored ahead of the clock."};
}

class MemoryStatements final : public StatementStore {
public:
    explicit MemoryStatements(Shared& shared) : shared_(shared) {}

    const base::Hash128& key() const override { return shared_.key; }

    Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion) override
    {
        std::unique_lock lock(shared_.mutex);
        if (shared_.stamps.clock_jumped()) return clock_jumped();
        auto committed = shared_.tenants[tenant].add(std::move(batch), shared_.stamps);
        lock.unlock();
        shared_.grown.notify_all();
        completion(std::move(committed));
        return {};
    }

    Result<std::optional<StoredStatement>> find(Tenant tenant, const Uuid& id) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).find(id);
    }

    Result<Page> query(Tenant tenant, const Query& query, const std::optional<Cursor>& from,
                       Deadline deadline) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).query(query, from, deadline);
    }

    Timestamp consistent_through() const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.stamps.raise_to_now();
    }

    Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason) override
    {
        std::unique_lock lock(shared_.mutex);
        if (shared_.stamps.clock_jumped()) return clock_jumped();
        const auto erased = shared_.tenants[tenant].erase(ids, reason, shared_.stamps, shared_.key);
        lock.unlock();
        shared_.grown.notify_all();
        return erased;
    }

private:
    Shared& shared_;
};

class MemoryDocuments final : public DocumentStore {
public:
    explicit MemoryDocuments(Shared& shared) : shared_(shared) {}

    Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                    DocumentCompletion completion) override
    {
        std::unique_lock lock(shared_.mutex);
        if (shared_.stamps.clock_jumped()) return clock_jumped();
        auto done = apply(tenant, std::move(writes));
        lock.unlock();
        completion(std::move(done));
        return {};
    }

    Result<std::optional<Document>> find(Tenant tenant, const DocumentKey& key) const override
    {
        const std::lock_guard lock(shared_.mutex);
        const auto found = shared_.documents.find({tenant, key});
        return found == shared_.documents.end() ? std::nullopt : std::optional(found->second);
    }

    Result<std::vector<DocumentName>> list(Tenant tenant, const DocumentOwner& owner) const override
    {
        const std::lock_guard lock(shared_.mutex);
        std::vector<DocumentName> out;
        for (const auto& [place, document] : shared_.documents) {
            const auto& [whose, key] = place;
            if (whose == tenant && key.owner == owner)
                out.push_back({key.registration, key.id, document.updated});
        }
        return out;
    }

private:
    Result<> apply(Tenant tenant, std::vector<DocumentWrite> writes)
    {
        for (const auto& write : writes) {
            const auto found = shared_.documents.find({tenant, write.key});
            const auto version = found == shared_.documents.end()
                                     ? std::nullopt
                                     : std::optional(found->second.updated);
            if (version != write.seen)
                return Error{ErrorKind::precondition, "the document has changed meanwhile",
                             write.key.id};
        }
        for (auto& write : writes) {
            shared_.documents.erase({tenant, write.key});
            if (!write.document) continue;
            write.document->updated = shared_.stamps.next();
            shared_.documents.emplace(std::pair(tenant, write.key), std::move(*write.document));
        }
        return {};
    }

    Shared& shared_;
};

class MemoryActivities final : public ActivityStore {
public:
    explicit MemoryActivities(Shared& shared) : shared_(shared) {}

    Result<std::optional<std::string>> definition(Tenant tenant,
                                                  std::string_view activity) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).definition(activity);
    }

private:
    Shared& shared_;
};

class MemoryAttachments final : public AttachmentStore {
public:
    explicit MemoryAttachments(Shared& shared) : shared_(shared) {}

    Result<std::optional<std::uint64_t>> size(Tenant tenant, Sequence statement,
                                              std::string_view sha2) const override
    {
        const std::lock_guard lock(shared_.mutex);
        const auto* content = shared_.data_of(tenant).content(statement, sha2);
        return content ? std::optional<std::uint64_t>(content->size()) : std::nullopt;
    }

    Result<std::optional<std::string>> find(Tenant tenant, Sequence statement,
                                            std::string_view sha2) const override
    {
        const std::lock_guard lock(shared_.mutex);
        const auto* content = shared_.data_of(tenant).content(statement, sha2);
        return content ? std::optional(*content) : std::nullopt;
    }

    Result<std::vector<SignatureRecord>> signatures(Tenant tenant, Sequence before,
                                                    std::size_t limit) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).signatures(before, limit);
    }

private:
    Shared& shared_;
};

class MemoryLog final : public Log {
public:
    explicit MemoryLog(Shared& shared) : shared_(shared) {}

    Position published(Tenant tenant) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).published();
    }

    Result<std::vector<LogEntry>> read(Tenant tenant, Sequence after,
                                       std::size_t limit) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).read(after, limit);
    }

    Result<Excerpt> read_about(Tenant tenant, Sequence after,
                               std::span<const statements::QueryTerm> terms,
                               std::size_t limit) const override
    {
        const std::lock_guard lock(shared_.mutex);
        const auto& data = shared_.data_of(tenant);
        Excerpt out{{}, data.published().sequence};
        for (auto& entry : data.read(after, std::string::npos)) {
            if (out.entries.size() == limit) break;
            if (entry.kind == EntryKind::statement && !mentions(entry.text, terms)) continue;
            out.entries.push_back(std::move(entry));
        }
        if (out.entries.size() == limit)
            out.through = limit == 0 ? after : out.entries.back().sequence;
        return out;
    }

    Result<std::optional<LogEntry>> entry(Tenant tenant, Sequence sequence) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.data_of(tenant).entry(sequence);
    }

    Feed follow(Tenant tenant, Sequence after, std::size_t limit,
                std::chrono::milliseconds wait) const override
    {
        std::unique_lock lock(shared_.mutex);
        const auto& data = shared_.data_of(tenant);
        shared_.grown.wait_for(lock, wait, [&] { return data.published().sequence > after; });
        return data.feed(after, limit);
    }

private:
    bool mentions(const std::string& text, std::span<const statements::QueryTerm> terms) const
    {
        const auto all = statements::terms_of(statements::parse_stored(text), shared_.key);
        return std::ranges::any_of(all, [&](const statements::Posting& posting) {
            return std::ranges::any_of(terms, [&](const statements::QueryTerm& term) {
                return posting.kind == term.kind && posting.term == term.term &&
                       (posting.roles & term.mask) != 0;
            });
        });
    }

    Shared& shared_;
};

class MemoryProjections final : public ProjectionStore {
public:
    explicit MemoryProjections(Shared& shared) : shared_(shared) {}

    base::Result<> commit(Tenant tenant, std::string_view name, std::span<const Change> changes,
                          Sequence cursor) override
    {
        const std::lock_guard lock(shared_.mutex);
        auto& projection = shared_.projections[{tenant, std::string(name)}];
        for (const auto& [key, value] : changes) {
            if (value) {
                projection.rows[key] = *value;
            } else {
                projection.rows.erase(key);
            }
        }
        projection.cursor = cursor;
        return {};
    }

    base::Result<std::optional<Sequence>> cursor(Tenant tenant,
                                                 std::string_view name) const override
    {
        const std::lock_guard lock(shared_.mutex);
        return shared_.projections[{tenant, std::string(name)}].cursor;
    }

    base::Result<> scan(Tenant tenant, std::string_view name, std::string_view prefix,
                        const Visit& visit) const override
    {
        std::unique_lock lock(shared_.mutex);
        const auto rows = shared_.projections[{tenant, std::string(name)}].rows;
        lock.unlock(); // The visitor may call us.
        for (const auto& [key, value] : rows) {
            if (key.starts_with(prefix)) visit(key, value);
        }
        return {};
    }

    base::Result<> clear(Tenant tenant, std::string_view name) override
    {
        const std::lock_guard lock(shared_.mutex);
        shared_.projections.erase({tenant, std::string(name)});
        return {};
    }

private:
    Shared& shared_;
};

class MemoryStorage final : public Storage {
public:
    explicit MemoryStorage(Options options) : shared_(std::move(options)) {}

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

    std::string trouble() const override { return {}; }

    Statistics statistics() const override
    {
        Statistics out;
        const std::lock_guard lock(shared_.mutex);
        for (const auto& [tenant, data] : shared_.tenants)
            out.rows += data.published().sequence;
        return out;
    }

private:
    mutable Shared shared_;
    MemoryStatements statements_{shared_};
    MemoryDocuments documents_{shared_};
    MemoryActivities activities_{shared_};
    MemoryAttachments attachments_{shared_};
    MemoryLog log_{shared_};
    MemoryProjections projections_{shared_};
    MemoryRegisters registers_;
    MemorySettings settings_;
    MemoryFiles files_;
    MemoryRecords records_;
};

} // namespace

std::unique_ptr<Storage> open(Options options)
{
    return std::make_unique<MemoryStorage>(std::move(options));
}

} // namespace storage::memory
