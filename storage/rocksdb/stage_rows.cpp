// The single rows of a group: how they are read through it and written into it.
#include "statements/parse.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/stage.hpp"
#include "storage/tombstone.hpp"

#include <algorithm>

namespace storage::rocks {

using base::Error;
using base::ErrorKind;

namespace {

Result<IdRow> decoded(const Uuid& id, std::string_view bytes)
{
    const auto row = decode_id_row(bytes);
    if (!row) return Error{ErrorKind::corrupt, "an id row does not decode: " + to_string(id)};
    return *row;
}

} // namespace

// All at once costs RocksDB half of what they cost one by one.
Result<> Stage::look_up(Tenant tenant, const PreparedBatch& batch)
{
    std::vector<std::string> keys;
    std::vector<Id> wanted;
    for (const auto& statement : batch.statements) {
        const Id id{tenant, statement.id};
        if (ids_.contains(id)) continue;
        if (const auto row = view_.find_id(id.tenant, id.uuid)) {
            ids_[id] = {*row, nullptr, true};
            continue;
        }
        wanted.push_back(id);
        keys.push_back(id_key(tenant, statement.id));
    }
    const std::vector<::rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<::rocksdb::PinnableSlice> values(keys.size());
    std::vector<::rocksdb::Status> states(keys.size());
    database_.db().MultiGet({}, database_.family(ids), keys.size(), slices.data(), values.data(),
                            states.data(), false);
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!states[at].ok() && !states[at].IsNotFound()) return to_error(states[at]);
        IdRow row;
        if (states[at].ok()) {
            const auto known = decoded(wanted[at].uuid, values[at].ToStringView());
            if (!known) return known.error();
            row = *known;
        }
        ids_[wanted[at]].row = row;
    }
    return {};
}

Result<IdRow> Stage::id_row(const Id& id)
{
    const auto known = ids_.find(id);
    if (known != ids_.end()) return known->second.row;
    if (const auto row = view_.find_id(id.tenant, id.uuid)) {
        ids_[id] = {*row, nullptr, true};
        return *row;
    }
    const auto bytes = database_.get(ids, id_key(id.tenant, id.uuid));
    if (!bytes) return bytes.error();
    const auto row = *bytes ? decoded(id.uuid, **bytes) : Result<IdRow>(IdRow{});
    if (row) ids_[id].row = *row;
    return row;
}

// That of a new statement is written when its tail is. Of one whose definitions do not count that
// could not be told from its text after a crash.
void Stage::put_id_row(const Id& id, const IdRow& row)
{
    auto& known = ids_[id];
    known.row = row;
    if (known.staged && known.staged->defines) return;
    if (known.in_tail) {
        index_.announce(id.tenant, id.uuid, row);
        changed_.push_back(id);
    }
    batch_.Put(database_.family(ids), id_key(id.tenant, id.uuid), encode(row));
}

const statements::PreparedStatement* Stage::staged(const Id& id) const
{
    const auto known = ids_.find(id);
    return known == ids_.end() ? nullptr : known->second.staged;
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
    if (const auto* here = staged(id)) return here->text;
    const auto row = database_.get(rows, row_key(id.tenant, sequence));
    if (!row) return row.error();
    const auto text = *row ? statement_in(**row) : std::nullopt;
    if (!text) return Error{ErrorKind::corrupt, "no row for the id " + to_string(id.uuid)};
    return std::string(*text);
}

// Of equal keys one is written, with the roles of all.
void Stage::lay_over(Tenant tenant, const statements::Posting& posting, Sequence sequence,
                     statements::Roles roles)
{
    key_ = posting_prefix(tenant, posting.kind, posting.term);
    append_number(key_, sequence);
    overlay_[key_] |= roles;
}

// A key may be there with roles of its own: from format 1, or from a repair.
Result<> Stage::put_overlay(::rocksdb::WriteBatch& batch)
{
    if (overlay_.empty()) return {};
    auto& changes = database_.overlay_changes();
    if (!overlaying_.owns_lock()) overlaying_ = std::unique_lock(changes.mutex);
    for (const auto& [key, roles] : overlay_) {
        const auto known = database_.get(rocks::overlay, key);
        if (!known) return known.error();
        const auto before = *known ? decode_roles(**known) : statements::Roles{};
        if (*known && (before | roles) != before) ++changes.count;
        batch.Put(database_.family(rocks::overlay), key, encode_roles(before | roles));
    }
    overlay_.clear();
    return {};
}

Result<::rocksdb::WriteBatch*> Stage::finish()
{
    if (auto done = put_overlay(batch_); !done) return done.error();
    return &batch_;
}

void Stage::put_voided(Tenant tenant, Sequence sequence)
{
    batch_.Put(database_.family(rocks::overlay), voided_key(tenant, sequence),
               encode_roles(statements::role::any));
}

void Stage::forget_postings(Tenant tenant, const Postings& gone, Sequence sequence)
{
    for (const auto& posting : gone) {
        const auto key = posting_key(tenant, posting.kind, posting.term, sequence);
        batch_.Delete(database_.family(rocks::overlay), key);
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

    // Chunks keep their entries, which lead to the tombstone.
    Postings gone;
    if (const auto target = statements::reference_of(statement)) {
        auto inherited = terms_along_chain(*target, uuid, [&](const Uuid& each) {
            return link_of({tenant, each});
        });
        if (!inherited) return inherited.error();
        gone = std::move(*inherited);
        const auto reference = with_number(reference_prefix(tenant, *target), row->sequence);
        batch_.Delete(database_.family(references), reference);
    }
    gone.push_back({statements::TermKind::voided, {}, 0});
    forget_postings(tenant, gone, row->sequence);

    const auto sealed = sealed_id(database_.key(), uuid);
    std::string value(1, static_cast<char>(EntryKind::tombstone));
    value += tombstone(sealed, reason, stored, statement);
    batch_.Put(database_.family(rows), row_key(tenant, row->sequence), value);
    const auto when = encode_number(to_number(stored));
    batch_.Put(database_.family(erased), erased_key(tenant, sealed), when);
    batch_.Delete(database_.family(ids), id_key(tenant, uuid));
    const auto prefix = reference_prefix(tenant, uuid);
    batch_.DeleteRange(database_.family(references), prefix, behind(prefix));
    const bool in_tail = ids_[id].in_tail;
    ids_[id] = {};
    if (in_tail) changed_.push_back(id);
    return std::optional(row->sequence);
}

} // namespace storage::rocks
