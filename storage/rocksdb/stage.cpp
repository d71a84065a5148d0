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
    statements_[id] = &statement;
    put_id_row(id, *row);
    const char kind[] = {static_cast<char>(EntryKind::statement)};
    const ::rocksdb::Slice value[] = {{kind, 1}, statement.text};
    key_ = row_key(tenant, sequence);
    const ::rocksdb::Slice key(key_);
    batch_.Put(database_.family(rows), ::rocksdb::SliceParts(&key, 1),
               ::rocksdb::SliceParts(value, 2));
    for (const auto& posting : statement.postings)
        put_posting(index_, tenant, posting, sequence, posting.roles);
    if (voided) put_voided(tenant, sequence);
    if (!statement.refers_to && !referred) return {};

    auto inherited = Postings{};
    if (statement.refers_to) {
        auto terms = terms_along_chain(tenant, *statement.refers_to, statement.id);
        if (!terms) return terms.error();
        inherited = std::move(*terms);
        for (const auto& posting : inherited)
            put_posting(index_, tenant, posting, sequence, statements::role::by_reference);
        const Id target{tenant, *statement.refers_to};
        if (auto done = refer(target, sequence, statement.id, statement.voids); !done) return done;
    }
    if (!referred) return {};
    inherited.insert(inherited.end(), statement.postings.begin(), statement.postings.end());
    return hand_up(id, sequence, inherited);
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

Result<Stage::Postings> Stage::terms_along_chain(Tenant tenant, const Uuid& from, const Uuid& below)
{
    Postings out;
    std::unordered_set<Uuid> seen{below};
    std::optional<Uuid> next = from;
    while (next && seen.size() <= limits::reference_chain && seen.insert(*next).second) {
        const auto link = link_of({tenant, *next});
        if (!link) return link.error();
        if (!*link) break;
        out.insert(out.end(), (*link)->postings.begin(), (*link)->postings.end());
        next = (*link)->refers_to;
    }
    return out;
}

Result<std::optional<Stage::Link>> Stage::link_of(const Id& id)
{
    const auto staged = statements_.find(id);
    if (staged != statements_.end())
        return std::optional(Link{staged->second->postings, staged->second->refers_to});
    const auto row = id_row(id);
    if (!row) return row.error();
    if (!row->is(IdRow::present)) return std::optional<Link>{};
    const auto text = text_of(id, row->sequence);
    if (!text) return text.error();
    const auto value = parse_stored(id.uuid, *text);
    if (!value) return value.error();
    return std::optional(
        Link{statements::terms_of(*value, database_.key()), statements::reference_of(*value)});
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
            // What is written ahead may not meet keys of this group: the group would write the
            // referrer's own roles over the candidate.
            auto& to = statements_.contains({from.tenant, referrer.id}) ? index_ : ahead_;
            for (const auto& posting : postings)
                put_posting(to, from.tenant, posting, referrer.sequence,
                            statements::role::by_reference);
            if (auto done = write_ahead(false); !done) return done;
            const auto row = id_row({from.tenant, referrer.id});
            if (!row) return row.error();
            if (row->is(IdRow::referred)) open.push_back(referrer.id);
        }
    }
    return write_ahead(true);
}

// Few candidate keys join the group. Many are written before it, in pieces, so that no single
// write holds RocksDB's queue for long; the group's own sync makes them durable.
Result<> Stage::write_ahead(bool all)
{
    if (ahead_.size() >= limits::ahead_keys) {
        ::rocksdb::WriteBatch batch;
        put_sorted(ahead_, batch);
        return database_.write(batch, false);
    }
    if (all) {
        index_.insert(index_.end(), ahead_.begin(), ahead_.end());
        ahead_.clear();
    }
    return {};
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
