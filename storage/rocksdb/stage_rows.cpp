// The single rows of a group: how they are read through it and written into it.
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/stage.hpp"
#include "storage/tombstone.hpp"

#include <algorithm>
#include <cstring>

namespace storage::rocks {

using base::Error;
using base::ErrorKind;

Result<IdRow> Stage::id_row(const Id& id)
{
    const auto known = ids_.find(id);
    if (known != ids_.end()) return known->second;
    const auto bytes = database_.get(ids, id_key(id.tenant, id.uuid));
    if (!bytes) return bytes.error();
    IdRow row;
    if (*bytes) {
        const auto decoded = decode_id_row(**bytes);
        if (!decoded)
            return Error{ErrorKind::corrupt, "an id row does not decode: " + to_string(id.uuid)};
        row = *decoded;
    }
    ids_[id] = row;
    return row;
}

void Stage::put_id_row(const Id& id, const IdRow& row)
{
    ids_[id] = row;
    batch_.Put(database_.family(ids), id_key(id.tenant, id.uuid), encode(row));
}

Result<bool> Stage::is_erased(const Id& id) const
{
    if (!tenants_with_erasures_.contains(id.tenant)) return false;
    const auto found =
        database_.get(erased, erased_key(id.tenant, sealed_id(database_.key(), id.uuid)));
    if (!found) return found.error();
    return found->has_value();
}

Result<std::string> Stage::text_of(const Id& id, Sequence sequence) const
{
    const auto staged = statements_.find(id);
    if (staged != statements_.end()) return staged->second->text;
    const auto row = database_.get(rows, row_key(id.tenant, sequence));
    if (!row) return row.error();
    if (!*row || (*row)->empty() || (**row)[0] != static_cast<char>(EntryKind::statement)) {
        return Error{ErrorKind::corrupt, "no row for the id " + to_string(id.uuid)};
    }
    return (*row)->substr(1);
}

void Stage::put_posting(IndexKeys& keys, Tenant tenant, const statements::Posting& posting,
                        Sequence sequence, statements::Roles roles)
{
    key_.clear();
    append_number(key_, static_cast<std::uint32_t>(tenant));
    key_.push_back(static_cast<char>(posting.kind));
    key_ += base::as_text(posting.term);
    append_number(key_, sequence);
    auto& entry = keys.emplace_back();
    entry.roles = roles;
    std::ranges::copy(key_, entry.key.begin());
}

// Of equal keys one is written, with the roles of all.
void Stage::put_sorted(IndexKeys& keys, ::rocksdb::WriteBatch& batch) const
{
    std::ranges::sort(keys, [](const IndexKey& a, const IndexKey& b) {
        return std::memcmp(a.key.data(), b.key.data(), posting_key_size) < 0;
    });
    for (std::size_t at = 0; at < keys.size();) {
        const auto& key = keys[at].key;
        statements::Roles roles = 0;
        for (; at < keys.size() && keys[at].key == key; ++at)
            roles |= keys[at].roles;
        batch.Put(database_.family(postings), ::rocksdb::Slice(key.data(), key.size()),
                  encode_roles(roles));
    }
    keys.clear();
}

::rocksdb::WriteBatch& Stage::finish()
{
    put_sorted(index_, batch_);
    return batch_;
}

void Stage::put_voided(Tenant tenant, Sequence sequence)
{
    put_posting(index_, tenant, {statements::TermKind::voided, {}, 0}, sequence,
                statements::role::any);
}

void Stage::forget_postings(Tenant tenant, const Postings& gone, Sequence sequence)
{
    for (const auto& posting : gone) {
        auto key = posting_prefix(tenant, posting.kind, posting.term);
        append_number(key, sequence);
        batch_.Delete(database_.family(postings), key);
    }
}

Result<std::optional<Sequence>> Stage::erase(Tenant tenant, const Uuid& uuid, Timestamp stored,
                                             std::string_view reason)
{
    const Id id{tenant, uuid};
    const auto row = id_row(id);
    if (!row) return row.error();
    if (!row->is(IdRow::present)) return std::optional<Sequence>{};
    const auto text = text_of(id, row->sequence);
    if (!text) return text.error();
    boost::system::error_code failed;
    const auto statement = statements::parse_stored(*text, failed);
    if (failed) return Error{ErrorKind::corrupt, "cannot read the statement " + to_string(uuid)};

    auto gone = statements::terms_of(statement, database_.key());
    if (const auto target = statements::reference_of(statement)) {
        const auto inherited = terms_along_chain(tenant, *target, uuid);
        if (!inherited) return inherited.error();
        gone.insert(gone.end(), inherited->begin(), inherited->end());
        auto reference = reference_prefix(tenant, *target);
        append_number(reference, row->sequence);
        batch_.Delete(database_.family(references), reference);
    }
    gone.push_back({statements::TermKind::voided, {}, 0});
    forget_postings(tenant, gone, row->sequence);

    const auto sealed = sealed_id(database_.key(), uuid);
    std::string value(1, static_cast<char>(EntryKind::tombstone));
    value += tombstone(sealed, reason, stored, statement);
    batch_.Put(database_.family(rows), row_key(tenant, row->sequence), value);
    std::string when;
    append_number(when, to_number(stored));
    batch_.Put(database_.family(erased), erased_key(tenant, sealed), when);
    batch_.Delete(database_.family(ids), id_key(tenant, uuid));
    const auto prefix = reference_prefix(tenant, uuid);
    batch_.DeleteRange(database_.family(references), prefix, behind(prefix));
    ids_[id] = IdRow{};
    return std::optional(row->sequence);
}

} // namespace storage::rocks
