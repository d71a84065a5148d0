#include "storage/rocksdb/documents.hpp"

#include "storage/rocksdb/writer.hpp"

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

// What a value begins with.
constexpr std::size_t head_size = 8 + 4;

std::string encode(const Document& document, Timestamp updated)
{
    std::string out;
    out.reserve(head_size + document.content_type.size() + document.body.size());
    append_number(out, to_number(updated));
    append_number(out, static_cast<std::uint32_t>(document.content_type.size()));
    out += document.content_type;
    out += document.body;
    return out;
}

Error damaged()
{
    return {ErrorKind::corrupt, "a document does not decode"};
}

Result<Timestamp> updated_of(std::string_view value)
{
    if (value.size() < head_size) return damaged();
    return to_time(read_number(value.substr(0, 8)));
}

Result<Document> decode(std::string_view value)
{
    const auto updated = updated_of(value);
    if (!updated) return updated.error();
    const auto type_size = read_number(value.substr(8, 4));
    value.remove_prefix(head_size);
    if (value.size() < type_size) return damaged();
    return Document{std::string(value.substr(0, type_size)), std::string(value.substr(type_size)),
                    *updated};
}

} // namespace

Result<> StoredDocuments::submit(Tenant tenant, std::vector<DocumentWrite> writes,
                                 DocumentCompletion completion)
{
    return writer_.submit(tenant, std::move(writes), std::move(completion));
}

Result<std::optional<Document>> StoredDocuments::find(Tenant tenant, const DocumentKey& key) const
{
    const auto value = database_.get(documents, document_key(tenant, key, database_.key()));
    if (!value) return value.error();
    if (!*value) return std::optional<Document>{};
    auto document = decode(**value);
    if (!document) return document.error();
    return std::optional(std::move(*document));
}

Result<std::vector<DocumentName>> StoredDocuments::list(Tenant tenant,
                                                        const DocumentOwner& owner) const
{
    const auto prefix = document_prefix(tenant, owner, database_.key());
    std::vector<DocumentName> out;
    const auto at = database_.iterate(documents, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        auto name = decode_document_name(at->key().ToStringView().substr(prefix.size()));
        const auto updated = updated_of(at->value().ToStringView());
        if (!name || !updated) return damaged();
        name->updated = *updated;
        out.push_back(std::move(*name));
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

Result<std::optional<Timestamp>> DocumentStage::version_of(const std::string& key)
{
    if (const auto known = versions_.find(key); known != versions_.end()) return known->second;
    const auto value = database_.get(documents, key);
    if (!value) return value.error();
    if (!*value) return std::optional<Timestamp>{};
    const auto updated = updated_of(**value);
    if (!updated) return updated.error();
    return std::optional(*updated);
}

Result<> DocumentStage::check(Tenant tenant, std::span<const DocumentWrite> writes)
{
    for (const auto& write : writes) {
        const auto version = version_of(document_key(tenant, write.key, database_.key()));
        if (!version) return version.error();
        if (*version != write.seen)
            return Error{ErrorKind::precondition, "the document has changed meanwhile",
                         write.key.id};
    }
    return {};
}

void DocumentStage::apply(Tenant tenant, const DocumentWrite& write, Timestamp updated,
                          ::rocksdb::WriteBatch& batch)
{
    const auto key = document_key(tenant, write.key, database_.key());
    auto* family = database_.family(documents);
    if (write.document) {
        batch.Put(family, key, encode(*write.document, updated));
        versions_[key] = updated;
    } else {
        batch.Delete(family, key);
        versions_[key] = std::nullopt;
    }
}

std::size_t bytes_of(std::span<const DocumentWrite> writes)
{
    std::size_t bytes = 0;
    for (const auto& write : writes)
        bytes += write.key.id.size() + (write.document ? write.document->body.size() : 0);
    return bytes;
}

} // namespace storage::rocks
