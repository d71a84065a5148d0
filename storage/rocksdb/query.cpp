#include "storage/rocksdb/query.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"
#include "storage/rocksdb/candidates.hpp"

#include <boost/json/monotonic_resource.hpp>

#include <algorithm>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t fetch_at_once = 128;

Error damaged(Sequence sequence)
{
    return {ErrorKind::corrupt, "a stored row does not decode: " + std::to_string(sequence)};
}

class Pager {
public:
    Pager(const Database& database, Tenant tenant, const Query& query,
          const std::optional<Cursor>& from, Sequence published)
        : database_(database), tenant_(tenant), query_(query), snapshot_(database.db()),
          upper_(from ? from->upper : published), from_(from)
    {
        limit_ = query.limit == 0 ? limits::page_statements
                                  : std::min(query.limit, limits::page_statements_max);
        page_.upper = upper_;
    }

    Result<Page> run(Deadline deadline)
    {
        auto range = bounds();
        if (!range) return std::move(range).error();
        Candidates candidates(database_, tenant_, query_, *range, snapshot_.options());
        while (!full_) {
            const auto chunk = take(candidates);
            if (!candidates.status().ok()) return to_error(candidates.status());
            if (chunk.empty()) return std::move(page_); // The last page: no cursor.
            if (auto done = decide(chunk); !done) return std::move(done).error();
            if (std::chrono::steady_clock::now() >= deadline) break;
        }
        page_.next = Cursor{last_, upper_};
        return std::move(page_);
    }

private:
    Result<Range> bounds() const;
    Result<std::optional<Sequence>> first_above(Timestamp time) const;
    Result<std::optional<Sequence>> last_up_to(Timestamp time) const;

    std::vector<Sequence> take(Candidates& candidates) const
    {
        // One more than the page still takes tells whether there is another page.
        const auto wanted =
            std::min<std::size_t>(fetch_at_once, limit_ - page_.statements.size() + 1);
        std::vector<Sequence> out;
        while (out.size() < wanted) {
            const auto next = candidates.next();
            if (!next) break;
            out.push_back(*next);
        }
        return out;
    }

    Result<> decide(const std::vector<Sequence>& chunk);
    Result<bool> belongs(std::string_view text) const;
    Result<bool> is_voided(Sequence sequence) const;

    const Database& database_;
    Tenant tenant_;
    const Query& query_;
    Snapshot snapshot_;
    Sequence upper_;
    const std::optional<Cursor>& from_;
    std::size_t limit_;

    Page page_;
    std::size_t bytes_ = 0;
    Sequence last_ = 0; // Of those decided: the walk goes on behind it.
    bool full_ = false; // A statement was found that the page has no room for.
};

Result<Range> Pager::bounds() const
{
    Range range{1, upper_};
    if (from_ && query_.ascending) range.low = from_->last + 1;
    if (from_ && !query_.ascending) range.high = std::min(upper_, from_->last - 1);
    if (from_ && !query_.ascending && from_->last == 0) return Range{1, 0};
    // The sparse index gives bounds that are too wide by a little; matches() is exact.
    if (query_.since) {
        const auto low = last_up_to(*query_.since);
        if (!low) return low.error();
        if (*low) range.low = std::max(range.low, **low);
    }
    if (query_.until) {
        const auto high = first_above(*query_.until);
        if (!high) return high.error();
        if (*high) range.high = std::min(range.high, **high);
    }
    return range;
}

Result<std::optional<Sequence>> Pager::last_up_to(Timestamp time) const
{
    const auto at = database_.iterate(times, snapshot_.options());
    at->SeekForPrev(time_key(tenant_, time));
    if (!at->status().ok()) return to_error(at->status());
    if (!at->Valid() || !at->key().starts_with(tenant_prefix(tenant_)))
        return std::optional<Sequence>{};
    return std::optional(read_number(at->value().ToStringView()));
}

Result<std::optional<Sequence>> Pager::first_above(Timestamp time) const
{
    const auto at = database_.iterate(times, snapshot_.options());
    at->Seek(time_key(tenant_, time + std::chrono::microseconds(1)));
    if (!at->status().ok()) return to_error(at->status());
    if (!at->Valid() || !at->key().starts_with(tenant_prefix(tenant_)))
        return std::optional<Sequence>{};
    return std::optional(read_number(at->value().ToStringView()));
}

Result<> Pager::decide(const std::vector<Sequence>& chunk)
{
    std::vector<std::string> keys;
    for (const auto sequence : chunk)
        keys.push_back(row_key(tenant_, sequence));
    const std::vector<::rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<::rocksdb::PinnableSlice> values(chunk.size());
    std::vector<::rocksdb::Status> states(chunk.size());
    database_.db().MultiGet(snapshot_.options(), database_.family(rows), chunk.size(),
                            slices.data(), values.data(), states.data(), false);

    for (std::size_t at = 0; at < chunk.size(); ++at) {
        if (states[at].IsNotFound()) { // A candidate of a group that a crash took back.
            last_ = chunk[at];
            continue;
        }
        if (!states[at].ok()) return to_error(states[at]);
        const auto value = values[at].ToStringView();
        if (value.empty()) return damaged(chunk[at]);
        if (value[0] == static_cast<char>(EntryKind::statement)) {
            const auto text = value.substr(1);
            const auto matching = belongs(text);
            if (!matching) return matching.error();
            const auto voided = *matching ? is_voided(chunk[at]) : Result<bool>(true);
            if (!voided) return voided.error();
            if (!*voided) {
                full_ = page_.statements.size() == limit_ ||
                        (bytes_ > 0 && bytes_ + text.size() > limits::page_bytes);
                if (full_) return {};
                bytes_ += text.size();
                page_.statements.push_back({chunk[at], std::string(text), false});
            }
        }
        last_ = chunk[at];
    }
    return {};
}

Result<bool> Pager::belongs(std::string_view text) const
{
    if (!query_.has_terms() && !query_.since && !query_.until && !query_.authority) return true;
    boost::json::monotonic_resource memory;
    boost::system::error_code failed;
    const auto value = statements::parse_stored(text, failed, &memory);
    if (failed) return damaged(0);
    std::optional<Error> trouble;
    const bool matching = statements::matches(
        value, query_, [&](const Uuid& id) -> std::optional<boost::json::value> {
            const auto target = find(database_, tenant_, id);
            if (!target) trouble = target.error();
            if (!target || !*target) return std::nullopt;
            return statements::parse_stored((*target)->text);
        });
    if (trouble) return *trouble;
    return matching;
}

Result<bool> Pager::is_voided(Sequence sequence) const
{
    auto key = posting_prefix(tenant_, statements::TermKind::voided, {});
    append_number(key, sequence);
    const auto found = database_.get(postings, key, snapshot_.options());
    if (!found) return found.error();
    return found->has_value();
}

} // namespace

Result<std::optional<StoredStatement>> find(const Database& database, Tenant tenant, const Uuid& id)
{
    const auto bytes = database.get(ids, id_key(tenant, id));
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<StoredStatement>{};
    const auto row = decode_id_row(**bytes);
    if (!row) return Error{ErrorKind::corrupt, "an id row does not decode: " + base::to_string(id)};
    if (!row->is(IdRow::present)) return std::optional<StoredStatement>{};
    auto value = database.get(rows, row_key(tenant, row->sequence));
    if (!value) return std::move(value).error();
    if (!*value || (*value)->empty()) return damaged(row->sequence);
    // Erased between the two reads.
    if ((**value)[0] != static_cast<char>(EntryKind::statement))
        return std::optional<StoredStatement>{};
    (*value)->erase(0, 1);
    return std::optional(
        StoredStatement{row->sequence, std::move(**value), row->is(IdRow::voided)});
}

Result<Page> query(const Database& database, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Sequence published, Deadline deadline)
{
    return Pager(database, tenant, query, from, published).run(deadline);
}

} // namespace storage::rocks
