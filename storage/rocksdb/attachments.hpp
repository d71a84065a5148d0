// Contents of attachments: how they are read, and what a commit group does to them.
#pragma once

#include "storage/attachment_store.hpp"
#include "storage/rocksdb/database.hpp"

#include <rocksdb/write_batch.h>

#include <set>
#include <span>
#include <string>
#include <unordered_map>

namespace storage::rocks {

class StoredAttachments final : public AttachmentStore {
public:
    explicit StoredAttachments(const Database& database) : database_(database) {}

    Result<std::optional<std::uint64_t>> size(Tenant tenant, Sequence statement,
                                              std::string_view sha2) const override;
    Result<std::optional<std::string>> find(Tenant tenant, Sequence statement,
                                            std::string_view sha2) const override;
    Result<std::vector<SignatureRecord>> signatures(Tenant tenant, Sequence before,
                                                    std::size_t limit) const override;

private:
    const Database& database_;
};

// The writer's thread only. A content is written with the first statement that refers to it and
// goes with the last: who refers is a key of its own each, so there is no counter to go wrong.
class AttachmentStage {
public:
    explicit AttachmentStage(const Database& database) : database_(database) {}

    // What a statement brings. The contents must stay where they are until the group is written.
    Result<> apply(Tenant tenant, Sequence statement,
                   std::span<const statements::ContentReference> references,
                   std::span<const statements::Content> contents, ::rocksdb::WriteBatch& batch);

    Result<> erase(Tenant tenant, Sequence statement, ::rocksdb::WriteBatch& batch);

private:
    Result<bool> is_stored(const std::string& references);

    const Database& database_;
    std::set<std::string> stored_; // Prefixes of the references to what this group has written.
    std::set<std::string> gone_;   // References that it has removed.
};

} // namespace storage::rocks
