#include "storage/memory/tenant_data.hpp"

#include "base/limits.hpp"
#include "statements/equal.hpp"
#include "statements/parse.hpp"
#include "storage/tombstone.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cassert>

namespace storage::memory {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using statements::PreparedStatement;
using statements::Version;

bool same_content(const PreparedStatement& received, const json::value& stored, Version version)
{
    auto json = statements::parse(received.text).value();
    if (received.timestamp_at) json.as_object().erase("timestamp"); // Ours, not the sender's.
    return statements::equal(json, stored, version);
}

Error conflict(const Uuid& id)
{
    return {ErrorKind::conflict, "A statement with this id is stored with other content.",
            to_string(id)};
}

Error too_many(const Uuid& target)
{
    return {ErrorKind::too_many, "Too many statements refer to one that is not stored.",
            to_string(target)};
}

std::size_t page_limit(const Query& query)
{
    if (query.limit == 0) return limits::page_statements;
    return std::min(query.limit, limits::page_statements_max);
}

} // namespace

bool Stamps::clock_jumped() const
{
    return last_ > clock_() + limits::clock_jump;
}

Timestamp Stamps::next()
{
    return last_ = std::max(clock_(), last_ + std::chrono::microseconds(1));
}

Timestamp Stamps::raise_to_now()
{
    return last_ = std::max(clock_(), last_);
}

Result<Committed> TenantData::add(PreparedBatch batch, Stamps& stamps)
{
    Committed done;
    for (const auto& statement : batch.statements)
        done.ids.push_back(statement.id);

    auto trial = stamps; // Kept if the batch is.
    auto sorted = sort_out(batch, trial);
    if (!sorted) return sorted.error();
    if (const auto target = crowded_target(*sorted)) return too_many(*target);

    stamps = trial;
    for (auto& [statement, json, stored] : *sorted) {
        ids_[statement.id] = {entries_.size() + 1, statement.received};
        attach(statement, batch.contents);
        define(statement, json);
        if (statements::is_voiding(json)) void_targets_.insert(*statements::reference_of(json));
        append(EntryKind::statement, std::move(statement.text), std::move(json), stored,
               std::move(statement.postings));
    }
    done.added = sorted->size();
    done.last = published().sequence;
    return done;
}

// Of the statement that is appended next.
void TenantData::attach(const PreparedStatement& statement,
                        const std::vector<statements::Content>& batch)
{
    for (const auto& reference : statement.contents) {
        const auto content = std::ranges::find(batch, reference.sha2, &statements::Content::sha2);
        assert(content != batch.end());
        attached_[entries_.size() + 1][reference.sha2] = {content->bytes, reference.signature};
    }
}

void TenantData::define(const PreparedStatement& statement, const json::value& json)
{
    if (statement.definitions.empty()) return; // Its sender may not.
    for (const auto& [activity, definition] : statements::definitions_in(json))
        definitions_[std::string(activity)].merge(*definition);
}

// Those that are new, each with its time. The others are here already, or were erased.
Result<std::vector<TenantData::Fresh>> TenantData::sort_out(PreparedBatch& batch,
                                                            Stamps& stamps) const
{
    [[maybe_unused]] const auto id_of = [](const Fresh& known) { return known.statement.id; };
    std::vector<Fresh> fresh;
    for (auto& statement : batch.statements) {
        if (const auto known = ids_.find(statement.id); known != ids_.end()) {
            if (known->second.erased || known->second.received == statement.received) continue;
            const auto& stored = at(known->second.sequence).json;
            if (!same_content(statement, stored, batch.version)) return conflict(statement.id);
        } else {
            assert(std::ranges::find(fresh, statement.id, id_of) == fresh.end());
            const auto stored = stamps.next();
            statement.set_stored(stored);
            auto json = statements::parse(statement.text).value();
            fresh.push_back({std::move(statement), std::move(json), stored});
        }
    }
    return fresh;
}

// An id that was never stored, and would have more statements waiting for it than may.
std::optional<Uuid> TenantData::crowded_target(const std::vector<Fresh>& batch) const
{
    std::map<Uuid, std::size_t> waiting;
    for (const auto& fresh : batch) {
        if (const auto target = statements::reference_of(fresh.json)) ++waiting[*target];
    }
    for (const auto& fresh : batch)
        waiting.erase(fresh.statement.id);

    for (auto& [target, count] : waiting) {
        if (ids_.contains(target)) continue;
        for (const auto& entry : entries_) {
            if (entry.kind != EntryKind::statement) continue;
            if (statements::reference_of(entry.json) == target) ++count;
        }
        if (count > limits::pending_referrers) return target;
    }
    return {};
}

void TenantData::append(EntryKind kind, std::string text, json::value json, Timestamp stored,
                        std::vector<statements::Posting> postings)
{
    const auto sequence = entries_.size() + 1;
    entries_.push_back({kind, std::move(text), std::move(json), stored});
    feed_.push_back(
        std::make_shared<FeedItem>(FeedItem{sequence, kind, std::move(postings), stored}));
    if (feed_.size() > limits::feed_statements) feed_.pop_front();
}

Erased TenantData::erase(std::span<const Uuid> ids, std::string_view reason, Stamps& stamps,
                         const base::Hash128& key)
{
    auto trial = stamps;
    const auto erased = trial.next();
    std::vector<Sequence> gone;
    for (const auto& id : ids) {
        if (!statement_of(id)) continue;
        auto& known = ids_.at(id);
        known.erased = true;
        auto& entry = entries_[known.sequence - 1];
        auto text = tombstone(sealed_id(key, id), reason, erased, entry.json);
        entry = {EntryKind::tombstone, std::move(text), nullptr, entry.stored};
        attached_.erase(known.sequence);
        gone.push_back(known.sequence);
    }
    if (gone.empty()) return {};

    stamps = trial;
    const auto count = gone.size();
    append(EntryKind::erasure, erasure_record(gone, reason, erased), nullptr, erased, {});
    return {count, published().sequence};
}

const TenantData::Entry* TenantData::statement_of(const Uuid& id) const
{
    const auto known = ids_.find(id);
    if (known == ids_.end() || known->second.erased) return nullptr;
    return &at(known->second.sequence);
}

// xAPI 1.0.3 Data 2.3.2: a voiding statement cannot itself be voided.
bool TenantData::is_voided(const Entry& entry) const
{
    return void_targets_.contains(*statements::id_of(entry.json)) &&
           !statements::is_voiding(entry.json);
}

bool TenantData::is_listed(const Entry& entry, const Query& query) const
{
    if (entry.kind != EntryKind::statement || is_voided(entry)) return false;
    return statements::matches(entry.json, query, [this](const Uuid& id) {
        const auto* found = statement_of(id);
        return found ? std::optional(found->json) : std::nullopt;
    });
}

std::optional<StoredStatement> TenantData::find(const Uuid& id) const
{
    const auto* found = statement_of(id);
    if (!found) return {};
    return StoredStatement{ids_.at(id).sequence, found->text, is_voided(*found)};
}

Page TenantData::query(const Query& query, const std::optional<Cursor>& from,
                       Deadline deadline) const
{
    const Sequence newest = entries_.size();
    const auto start =
        from.value_or(query.ascending ? Cursor{0, newest} : Cursor{newest + 1, newest});
    if (start.last == 0 && !query.ascending) return Page{};
    const auto upper = std::min(start.upper, newest);
    const auto first = query.ascending ? start.last + 1 : std::min(upper, start.last - 1);
    const auto end = query.ascending ? upper + 1 : 0;

    Page page{{}, {}, start.upper};
    std::size_t bytes = 0;
    for (auto sequence = first; query.ascending ? sequence < end : sequence > end;
         query.ascending ? ++sequence : --sequence) {
        const auto& entry = at(sequence);
        if (is_listed(entry, query)) {
            bytes += entry.text.size();
            const auto full = page.statements.size() == page_limit(query) ||
                              (bytes > limits::page_bytes && !page.statements.empty());
            if (full) {
                page.next = Cursor{page.statements.back().sequence, start.upper};
                return page;
            }
            page.statements.push_back({sequence, entry.text});
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            page.next = Cursor{sequence, start.upper};
            return page;
        }
    }
    return page;
}

Position TenantData::published() const
{
    return entries_.empty() ? Position{} : Position{entries_.size(), entries_.back().stored};
}

std::vector<LogEntry> TenantData::read(Sequence after, std::size_t limit) const
{
    std::vector<LogEntry> found;
    for (auto sequence = after + 1; sequence <= entries_.size() && found.size() < limit; ++sequence)
        found.push_back(*entry(sequence));
    return found;
}

std::optional<LogEntry> TenantData::entry(Sequence sequence) const
{
    if (sequence == 0 || sequence > entries_.size()) return {};
    return LogEntry{sequence, at(sequence).kind, at(sequence).text};
}

Feed TenantData::feed(Sequence after, std::size_t limit) const
{
    Feed feed{{}, {after, {}}, false};
    const auto reaches_back_to = entries_.size() - feed_.size();
    if (after < reaches_back_to) {
        feed.behind = true;
        return feed;
    }
    for (const auto& item : feed_) {
        if (item->sequence <= after) continue;
        if (feed.items.size() == limit) break;
        feed.items.push_back(item);
        feed.through.sequence = item->sequence;
    }
    const auto& through = feed.through.sequence;
    if (through > 0 && through <= entries_.size()) feed.through.stored = at(through).stored;
    return feed;
}

std::optional<std::string> TenantData::definition(std::string_view activity) const
{
    const auto found = definitions_.find(activity);
    return found == definitions_.end() ? std::nullopt
                                       : std::optional(json::serialize(found->second.json()));
}

const std::string* TenantData::content(Sequence statement, std::string_view sha2) const
{
    const auto attached = attached_.find(statement);
    if (attached == attached_.end()) return nullptr;
    const auto found = attached->second.find(sha2);
    return found == attached->second.end() ? nullptr : &found->second.bytes;
}

std::vector<SignatureRecord> TenantData::signatures(Sequence before, std::size_t limit) const
{
    std::vector<SignatureRecord> out;
    for (auto at = attached_.lower_bound(before); at != attached_.begin() && out.size() < limit;) {
        --at;
        for (auto each = at->second.rbegin(); each != at->second.rend(); ++each) {
            if (each->second.signature)
                out.push_back({at->first, each->first, *each->second.signature});
        }
    }
    return out;
}

} // namespace storage::memory
