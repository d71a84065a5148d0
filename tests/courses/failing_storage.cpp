#include "tests/courses/failing_storage.hpp"

#include <optional>
#include <utility>

namespace support {
namespace {

using namespace storage;
using base::Error;
using base::ErrorKind;

struct Disk {
    // What becomes of this write. Empty: it is done.
    std::optional<Failure> next()
    {
        if (has_failed) return Failure::before;
        if (left == 0 || --left > 0) return std::nullopt;
        has_failed = true;
        return how;
    }

    int left = 0;
    Failure how = Failure::before;
    bool has_failed = false;
};

Error failed()
{
    return {ErrorKind::unknown, "the disk has failed"};
}

class Statements final : public StatementStore {
public:
    Statements(StatementStore& inner, Disk& disk) : inner_(inner), disk_(disk) {}

    const base::Hash128& key() const override { return inner_.key(); }

    Result<> submit(Tenant tenant, PreparedBatch batch, Completion completion) override
    {
        const auto failure = disk_.next();
        if (!failure) return inner_.submit(tenant, std::move(batch), std::move(completion));
        if (*failure == Failure::before) return failed();
        return inner_.submit(
            tenant, std::move(batch),
            [completion = std::move(completion)](Result<Committed>) { completion(failed()); });
    }

    Result<std::optional<StoredStatement>> find(Tenant tenant, const Uuid& id) const override
    {
        return inner_.find(tenant, id);
    }

    Result<Page> query(Tenant tenant, const Query& query, const std::optional<Cursor>& from,
                       Deadline deadline) const override
    {
        return inner_.query(tenant, query, from, deadline);
    }

    Timestamp consistent_through() const override { return inner_.consistent_through(); }

    Result<Erased> erase(Tenant tenant, std::span<const Uuid> ids, std::string_view reason) override
    {
        return inner_.erase(tenant, ids, reason);
    }

private:
    StatementStore& inner_;
    Disk& disk_;
};

class Documents final : public DocumentStore {
public:
    Documents(DocumentStore& inner, Disk& disk) : inner_(inner), disk_(disk) {}

    Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                    DocumentCompletion completion) override
    {
        const auto failure = disk_.next();
        if (!failure) return inner_.submit(tenant, std::move(writes), std::move(completion));
        if (*failure == Failure::before) return failed();
        return inner_.submit(
            tenant, std::move(writes),
            [completion = std::move(completion)](Result<>) { completion(failed()); });
    }

    Result<std::optional<Document>> find(Tenant tenant, const DocumentKey& key) const override
    {
        return inner_.find(tenant, key);
    }

    Result<std::vector<DocumentName>> list(Tenant tenant, const DocumentOwner& owner) const override
    {
        return inner_.list(tenant, owner);
    }

private:
    DocumentStore& inner_;
    Disk& disk_;
};

class Records final : public RecordStore {
public:
    Records(RecordStore& inner, Disk& disk) : inner_(inner), disk_(disk) {}

    Result<std::optional<std::string>> get(Tenant tenant, std::string_view kind,
                                           std::string_view key) const override
    {
        return inner_.get(tenant, kind, key);
    }

    Result<std::vector<Record>> scan(Tenant tenant, std::string_view kind, std::string_view prefix,
                                     std::string_view after, std::size_t limit) const override
    {
        return inner_.scan(tenant, kind, prefix, after, limit);
    }

    Result<> change(Tenant tenant, std::span<const RecordChange> changes) override
    {
        const auto failure = disk_.next();
        if (failure == Failure::before) return failed();
        auto done = inner_.change(tenant, changes);
        return failure ? failed() : std::move(done);
    }

private:
    RecordStore& inner_;
    Disk& disk_;
};

} // namespace

struct FailingStorage::Stores {
    explicit Stores(Storage& inner)
        : statements(inner.statements(), disk), documents(inner.documents(), disk),
          records(inner.records(), disk)
    {
    }

    Disk disk;
    Statements statements;
    Documents documents;
    Records records;
};

FailingStorage::FailingStorage(Storage& inner)
    : inner_(inner), stores_(std::make_unique<Stores>(inner))
{
}

FailingStorage::~FailingStorage() = default;

void FailingStorage::fail_at(int write, Failure how)
{
    stores_->disk = {write, how, false};
}

void FailingStorage::work_again()
{
    stores_->disk = {};
}

bool FailingStorage::has_failed() const
{
    return stores_->disk.has_failed;
}

StatementStore& FailingStorage::statements()
{
    return stores_->statements;
}

DocumentStore& FailingStorage::documents()
{
    return stores_->documents;
}

RecordStore& FailingStorage::records()
{
    return stores_->records;
}

} // namespace support
