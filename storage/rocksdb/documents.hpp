// Documents as RocksDB keeps them; they are written through the one writer.
#pragma once

#include "storage/document_store.hpp"
#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <map>
#include <span>

namespace storage::rocks {

class Writer;

class StoredDocuments final : public DocumentStore {
public:
    StoredDocuments(const Database& database, Writer& writer) : database_(database), writer_(writer)
    {
    }

    Result<> submit(Tenant tenant, std::vector<DocumentWrite> writes,
                    DocumentCompletion completion) override;
    Result<std::optional<Document>> find(Tenant tenant, const DocumentKey& key) const override;
    Result<std::vector<DocumentName>> list(Tenant tenant,
                                           const DocumentOwner& owner) const override;

private:
    const Database& database_;
    Writer& writer_;
};

// The documents of one group of writes while it is gathered.
class DocumentStage {
public:
    explicit DocumentStage(const Database& database) : database_(database) {}

    // precondition: a document is not what was seen; nothing was added to the batch.
    Result<> check(Tenant tenant, std::span<const DocumentWrite> writes);
    void apply(Tenant tenant, const DocumentWrite& write, Timestamp updated,
               ::rocksdb::WriteBatch& batch);

private:
    Result<std::optional<Timestamp>> version_of(const std::string& key);

    const Database& database_;
    std::map<std::string, std::optional<Timestamp>> versions_; // As the group will leave them.
};

std::size_t bytes_of(std::span<const DocumentWrite> writes);

} // namespace storage::rocks
