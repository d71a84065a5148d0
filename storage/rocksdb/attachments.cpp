#include "storage/rocksdb/attachments.hpp"

#include <algorithm>
#include <cassert>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;
using statements::SignatureOutcome;

// Small enough for a block of RocksDB to hold a few, large enough for few keys.
constexpr std::size_t piece_bytes = 256u << 10;

Error damaged()
{
    return {ErrorKind::corrupt, "the content of an attachment cannot be read"};
}

void put_pieces(const ::rocksdb::Slice& prefix, std::string_view bytes,
                ::rocksdb::ColumnFamilyHandle* family, ::rocksdb::WriteBatch& batch)
{
    std::uint32_t number = 0;
    do {
        const auto piece = bytes.substr(0, piece_bytes);
        bytes.remove_prefix(piece.size());
        auto key = prefix.ToString();
        append_number(key, number++);
        batch.Put(family, key, ::rocksdb::Slice(piece.data(), piece.size()));
    } while (!bytes.empty());
}

Result<std::optional<std::uint64_t>> size_of(const Database& database, Tenant tenant,
                                             Sequence statement, std::string_view sha2,
                                             const ::rocksdb::ReadOptions& options)
{
    const auto digest = encode_sha2(sha2);
    if (!digest) return std::optional<std::uint64_t>{};
    const auto key = content_prefix(tenant, ContentKey::of_statement, statement) + *digest;
    const auto value = database.get(attachments, key, options);
    if (!value) return value.error();
    if (!*value) return std::optional<std::uint64_t>{};
    if ((*value)->size() != 8) return damaged();
    return std::optional(read_number(**value));
}

std::optional<SignatureOutcome> decode_outcome(std::string_view value)
{
    if (value.size() != 1 || value[0] < 1 || value[0] > 3) return std::nullopt;
    return static_cast<SignatureOutcome>(value[0]);
}

} // namespace

Result<std::optional<std::uint64_t>> StoredAttachments::size(Tenant tenant, Sequence statement,
                                                             std::string_view sha2) const
{
    return size_of(database_, tenant, statement, sha2, {});
}

Result<std::optional<std::string>> StoredAttachments::find(Tenant tenant, Sequence statement,
                                                           std::string_view sha2) const
{
    const Snapshot snapshot(database_.db()); // No erasure comes between.
    const auto bytes = size_of(database_, tenant, statement, sha2, snapshot.options());
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<std::string>{};

    std::string out;
    out.reserve(**bytes);
    const auto prefix = content_prefix(tenant, ContentKey::piece, *encode_sha2(sha2));
    const auto at = database_.iterate(attachments, snapshot.options());
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next())
        out += at->value().ToStringView();
    if (!at->status().ok()) return to_error(at->status());
    if (out.size() != **bytes) return damaged();
    return std::optional(std::move(out));
}

Result<std::vector<SignatureRecord>> StoredAttachments::signatures(Tenant tenant, Sequence before,
                                                                   std::size_t limit) const
{
    std::vector<SignatureRecord> out;
    const auto prefix = content_prefix(tenant, ContentKey::signature);
    const auto at = database_.iterate(attachments, {});
    for (at->SeekForPrev(with_number(prefix, before)); at->Valid(); at->Prev()) {
        const auto key = at->key().ToStringView();
        if (!key.starts_with(prefix)) break;
        const auto rest = key.substr(prefix.size());
        const auto sha2 = rest.size() > 8 ? decode_sha2(rest.substr(8)) : std::nullopt;
        const auto outcome = decode_outcome(at->value().ToStringView());
        if (!sha2 || !outcome) return damaged();
        const auto sequence = read_number(rest.substr(0, 8));
        if (out.size() >= limit && out.back().sequence != sequence) break;
        if (sequence < before) out.push_back({sequence, *sha2, *outcome});
    }
    if (!at->status().ok()) return to_error(at->status());
    return out;
}

Result<> AttachmentStage::apply(Tenant tenant, Sequence statement,
                                std::span<const statements::ContentReference> references,
                                std::span<const statements::Content> contents,
                                ::rocksdb::WriteBatch& batch)
{
    auto* family = database_.family(attachments);
    for (const auto& reference : references) {
        const auto digest = encode_sha2(reference.sha2);
        const auto content =
            std::ranges::lower_bound(contents, reference.sha2, {}, &statements::Content::sha2);
        assert(digest && content != contents.end() && content->sha2 == reference.sha2);

        const auto referrers = content_prefix(tenant, ContentKey::referrer, *digest);
        const auto known = is_stored(referrers);
        if (!known) return known.error();
        if (!*known) {
            put_pieces(content_prefix(tenant, ContentKey::piece, *digest), content->bytes, family,
                       batch);
        }
        stored_.insert(referrers);
        batch.Put(family, with_number(referrers, statement), "");
        const auto size = encode_number(static_cast<std::uint64_t>(content->bytes.size()));
        batch.Put(family, content_prefix(tenant, ContentKey::of_statement, statement) + *digest,
                  size);
        if (!reference.signature) continue;
        const char outcome = static_cast<char>(*reference.signature);
        batch.Put(family, content_prefix(tenant, ContentKey::signature, statement) + *digest,
                  ::rocksdb::Slice(&outcome, 1));
    }
    return {};
}

// Whether anything refers to it, as this group will leave it.
Result<bool> AttachmentStage::is_stored(const std::string& referrers)
{
    if (stored_.contains(referrers)) return true;
    const auto at = database_.iterate(attachments, {});
    for (at->Seek(referrers); at->Valid() && at->key().starts_with(referrers); at->Next()) {
        if (!gone_.contains(at->key().ToString())) return true;
    }
    if (!at->status().ok()) return to_error(at->status());
    return false;
}

Result<> AttachmentStage::erase(Tenant tenant, Sequence statement, ::rocksdb::WriteBatch& batch)
{
    auto* family = database_.family(attachments);
    const auto prefix = content_prefix(tenant, ContentKey::of_statement, statement);
    const auto at = database_.iterate(attachments, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        const auto digest = at->key().ToStringView().substr(prefix.size());
        const auto referrers = content_prefix(tenant, ContentKey::referrer, digest);
        const auto own = with_number(referrers, statement);
        gone_.insert(own);
        batch.Delete(family, own);
        batch.Delete(family, at->key());
        batch.Delete(family, content_prefix(tenant, ContentKey::signature, statement) +
                                 std::string(digest));
        const auto needed = is_stored(referrers);
        if (!needed) return needed.error();
        if (*needed) continue;
        const auto pieces = content_prefix(tenant, ContentKey::piece, digest);
        batch.DeleteRange(family, pieces, behind(pieces));
    }
    if (!at->status().ok()) return to_error(at->status());
    return {};
}

} // namespace storage::rocks
