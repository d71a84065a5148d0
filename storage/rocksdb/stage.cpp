#include "storage/rocksdb/stage.hpp"

#include "base/limits.hpp"
#include "statements/equal.hpp"
#include "statements/parse.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;
using statements::PreparedStatement;

Error unreadable(const Uuid& id)
{
    return {ErrorKind::corrupt, "a stored statement cannot be read: " + base::to_string(id)};
}

Result<boost::json::value> parse_stored(const Uuid& id, std::string_view text)
{
    boost::system::error_code failed;
    auto value = statements::parse_stored(text, failed);
    if (failed) return unreadable(id);
    return value;
}

} // namespace

Result<std::vector<bool>> Stage::check(Tenant tenant, const PreparedBatch& batch)
{
    std::vector<bool> fresh;
    fresh.reserve(batch.statements.size());
    bool refers = false;
    if (auto done = look_up(tenant, batch); !done) return done.error();
    for (const auto& statement : batch.statements) {
        const Id id{tenant, statement.id};
        const auto erased = is_erased(id);
        if (!erased) return erased.error();
        const auto row = id_row(id);
        if (!row) return row.error();
        if (!*erased && row->is(IdRow::present)) {
            const auto known = is_known(id, batch, statement, *row);
            if (!known) return known.error();
        }
        fresh.push_back(!*erased && !row->is(IdRow::present));
        refers = refers || (fresh.back() && statement.refers_to);
    }
    if (refers) {
        if (const auto waiting = check_waiting(tenant, batch, fresh); !waiting)
            return waiting.error();
    }
    return fresh;
}

Result<bool> Stage::is_known(const Id& id, const PreparedBatch& batch,
                             const PreparedStatement& statement, const IdRow& row)
{
    if (row.received == statement.received) return true;
    const auto text = text_of(id, row.sequence);
    if (!text) return text.error();
    const auto stored = parse_stored(id.uuid, *text);
    if (!stored) return stored.error();
    auto received = parse_stored(id.uuid, statement.text);
    if (!received) return received.error();
    // A timestamp that its sender left out is a hole, no difference.
    if (statement.timestamp_at) received->as_object().erase("timestamp");
    if (statements::equal(*received, *stored, batch.version)) return true;
    return Error{ErrorKind::conflict,
                 "the id " + base::to_string(id.uuid) + " is stored with another statement",
                 base::to_string(id.uuid)};
}

Result<> Stage::check_waiting(Tenant tenant, const PreparedBatch& batch,
                              const std::vector<bool>& fresh)
{
    std::unordered_map<Uuid, std::size_t> waiting;
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        if (fresh[at] && batch.statements[at].refers_to) ++waiting[*batch.statements[at].refers_to];
    }
    for (std::size_t at = 0; at < fresh.size(); ++at) {
        if (fresh[at]) waiting.erase(batch.statements[at].id); // Comes with the batch.
    }
    for (const auto& [target, more] : waiting) {
        const auto row = id_row({tenant, target});
        if (!row) return row.error();
        if (row->is(IdRow::present)) continue;
        const auto erased = is_erased({tenant, target});
        if (!erased) return erased.error();
        if (*erased) continue; // It never comes, so nothing waits.
        const auto known = referrers_of({tenant, target}, limits::pending_referrers);
        if (!known) return known.error();
        if (known->size() + more > limits::pending_referrers) {
            return Error{
                ErrorKind::too_many,
                "more than " + std::to_string(limits::pending_referrers) +
                    " statements refer to one that has not come: " + base::to_string(target)};
        }
    }
    return {};
}

Result<> Stage::apply(Tenant tenant, PreparedStatement& statement, Timestamp stored,
                      Sequence sequence)
{
    const Id id{tenant, statement.id};
    auto row = id_row(id);
    if (!row) return row.error();
    const bool referred = row->is(IdRow::referred);
    const bool voided = row->is(IdRow::voided) && !statement.voids;
    row->sequence = sequence;
    row->received = statement.received;
    row->flags = static_cast<std::uint8_t>(IdRow::present | (referred ? IdRow::referred : 0) |
                                           (voided ? IdRow::voided : 0) |
                                           (statement.voids ? IdRow::voiding : 0) |
                                           (statement.definitions.empty() ? 0 : IdRow::defining));

    statement.set_stored(stored);
    ids_[id].staged = &statement;
    put_id_row(id, *row);
    const char kind[] = {static_cast<char>(EntryKind::statement)};
    const ::rocksdb::Slice value[] = {{kind, 1}, statement.text};
    key_ = row_key(tenant, sequence);
    const ::rocksdb::Slice key(key_);
    batch_.Put(database_.family(rows), ::rocksdb::SliceParts(&key, 1),
               ::rocksdb::SliceParts(value, 2));
    if (voided) put_voided(tenant, sequence);
    if (!statement.refers_to && !referred) return {};

    auto chain = Postings{};
    if (statement.refers_to) {
        auto terms = chain_of(tenant, statement);
        if (!terms) return terms.error();
        chain = std::move(*terms);
        if (!chain.empty()) inherited_[{tenant, sequence}] = chain;
        const Id target{tenant, *statement.refers_to};
        if (auto done = refer(target, sequence, statement.id, statement.voids); !done) return done;
    }
    if (!referred) return {};
    chain.insert(chain.end(), statement.postings.begin(), statement.postings.end());
    return hand_up(id, sequence, chain);
}

void Stage::publish(Tenant tenant, const PreparedStatement& statement, Sequence sequence) const
{
    const auto& row = ids_.find(Id{tenant, statement.id})->second.row;
    const auto found = inherited_.find({tenant, sequence});
    if (found == inherited_.end())
        index_.add(tenant, statement.id, row, statement.postings);
    else
        index_.add(tenant, statement.id, row, joined(statement.postings, found->second));
}

void Stage::publish_changes()
{
    overlaying_ = {};
    for (const auto& id : changed_)
        index_.update(id.tenant, id.uuid, ids_.find(id)->second.row.flags);
}

Result<> Stage::refer(const Id& target, Sequence sequence, const Uuid& referrer, bool voids)
{
    auto row = id_row(target);
    if (!row) return row.error();
    const bool takes_effect = voids && !row->is(IdRow::voiding) && !row->is(IdRow::voided);
    row->flags = static_cast<std::uint8_t>(row->flags | IdRow::referred |
                                           (takes_effect ? IdRow::voided : 0));
    put_id_row(target, *row);
    if (takes_effect && row->is(IdRow::present)) put_voided(target.tenant, row->sequence);

    key_ = reference_prefix(target.tenant, target.uuid);
    append_number(key_, sequence);
    batch_.Put(database_.family(references), key_, std::string(base::as_text(referrer.bytes)));
    references_[target].push_back({sequence, referrer});
    return {};
}

Result<Postings> Stage::chain_of(Tenant tenant, const PreparedStatement& statement)
{
    return terms_along_chain(*statement.refers_to, statement.id, [&](const Uuid& each) {
        return link_of({tenant, each});
    });
}

Result<std::optional<Link>> Stage::link_of(const Id& id) const
{
    if (const auto* here = staged(id)) return std::optional(Link{here->postings, here->refers_to});
    return stored_link(database_, view_, id.tenant, id.uuid);
}

Result<> Stage::hand_up(const Id& from, Sequence own, const Postings& postings)
{
    std::unordered_set<Uuid> seen{from.uuid};
    std::vector<Uuid> open{from.uuid};
    while (!open.empty()) {
        const Id target{from.tenant, open.back()};
        open.pop_back();
        const auto referrers = referrers_of(target, std::string::npos);
        if (!referrers) return referrers.error();
        for (const auto& referrer : *referrers) {
            if (referrer.sequence == own || !seen.insert(referrer.id).second) continue;
            for (const auto& posting : postings)
                lay_over(from.tenant, posting, referrer.sequence, statements::role::by_reference);
            if (auto done = write_ahead(); !done) return done;
            const auto row = id_row({from.tenant, referrer.id});
            if (!row) return row.error();
            if (row->is(IdRow::referred)) open.push_back(referrer.id);
        }
    }
    return {};
}

// Few keys of the overlay join the group. Many are written before it, in pieces, so that no single
// write holds RocksDB's queue for long; the group's own sync makes them durable. Voids are never
// among them: they are put last.
Result<> Stage::write_ahead()
{
    if (overlay_.size() < limits::ahead_keys) return {};
    ::rocksdb::WriteBatch batch;
    if (auto done = put_overlay(batch); !done) return done;
    auto written = database_.write(batch, false);
    overlaying_.unlock();
    return written;
}

Result<std::vector<Stage::Referrer>> Stage::referrers_of(const Id& target, std::size_t limit) const
{
    std::vector<Referrer> out;
    const auto prefix = reference_prefix(target.tenant, target.uuid);
    const auto at = database_.iterate(rocks::references, {});
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
        if (out.size() == limit) return out;
        Referrer referrer{sequence_of_key(at->key().ToStringView()), {}};
        if (at->value().size() != referrer.id.bytes.size()) return unreadable(target.uuid);
        std::copy_n(at->value().data(), referrer.id.bytes.size(),
                    reinterpret_cast<char*>(referrer.id.bytes.data()));
        out.push_back(referrer);
    }
    if (!at->status().ok()) return to_error(at->status());
    const auto staged = references_.find(target);
    if (staged != references_.end())
        out.insert(out.end(), staged->second.begin(), staged->second.end());
    return out;
}

} // namespace storage::rocks
