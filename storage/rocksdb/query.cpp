#include "storage/rocksdb/query.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"

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

bool has_passed(Deadline deadline)
{
    return std::chrono::steady_clock::now() >= deadline;
}

class Pager {
public:
    Pager(const Searched& searched, Tenant tenant, const Query& query,
          const std::optional<Cursor>& from)
        : searched_(searched), database_(searched.database), tenant_(tenant), query_(query),
          snapshot_(searched.snapshot), upper_(from ? from->upper : searched.published),
          from_(from), direction_(query.ascending ? Direction::up : Direction::down),
          voided_(database_, searched.view, tenant, statements::TermKind::voided, {},
                  snapshot_.options(), {direction_, statements::role::any})
    {
        limit_ = query.limit == 0 ? limits::page_statements
                                  : std::min(query.limit, limits::page_statements_max);
        page_.upper = upper_;
    }

    Result<Page> run(Deadline deadline)
    {
        auto plan = make_plan(searched_, tenant_, query_, asked_for(), snapshot_.options());
        if (!plan) return plan.error();
        bounds_ = plan->bounds;
        const auto done =
            plan->candidates ? read_found(*plan->candidates, deadline) : read_all(deadline);
        if (!done) return done.error();
        if (!voided_.status().ok()) return to_error(voided_.status());
        if (*done == End::more) page_.next = Cursor{last_, upper_};
        return std::move(page_);
    }

private:
    enum class End : bool { more, last };

    Range asked_for() const;
    Result<End> read_all(Deadline deadline);
    Result<End> read_found(Candidates& candidates, Deadline deadline);
    std::vector<Candidate> take(Candidates& candidates, Deadline deadline) const;
    Result<> fetch(const std::vector<Candidate>& some, Deadline deadline);
    Result<> decide(Candidate candidate, std::string_view row);
    Result<bool> belongs(Candidate candidate, std::string_view text) const;
    Result<bool> matches(std::string_view text) const;
    bool is_voided(Sequence sequence);

    const Searched& searched_;
    const Database& database_;
    Tenant tenant_;
    const Query& query_;
    const Snapshot& snapshot_;
    Sequence upper_;
    const std::optional<Cursor>& from_;
    Direction direction_;
    PostingList voided_;
    std::size_t limit_;
    Bounds bounds_{};

    Page page_;
    std::size_t bytes_ = 0;
    Sequence last_ = 0;        // Of those decided: the walk goes on behind it.
    bool interrupted_ = false; // By the deadline.
    bool full_ = false;        // A statement was found that the page has no room for.
};

// Time left out.
Range Pager::asked_for() const
{
    Range range{1, upper_};
    if (!from_) return range;
    if (query_.ascending)
        range.low = from_->last + 1;
    else if (from_->last == 0)
        return {1, 0};
    else
        range.high = std::min(upper_, from_->last - 1);
    return range;
}

// Without a term the rows themselves are the list.
Result<Pager::End> Pager::read_all(Deadline deadline)
{
    if (bounds_.range.low > bounds_.range.high) return End::last;
    const auto low = row_key(tenant_, bounds_.range.low);
    const auto high = behind(row_key(tenant_, bounds_.range.high));
    const ::rocksdb::Slice lower(low);
    const ::rocksdb::Slice upper(high);
    auto options = snapshot_.options();
    options.iterate_lower_bound = &lower;
    options.iterate_upper_bound = &upper;
    const auto at = database_.iterate(rows, options);
    const bool up = direction_ == Direction::up;
    for (up ? at->SeekToFirst() : at->SeekToLast(); at->Valid(); up ? at->Next() : at->Prev()) {
        const Candidate here{sequence_of_key(at->key().ToStringView()), true};
        if (auto done = decide(here, at->value().ToStringView()); !done) return done.error();
        if (full_ || has_passed(deadline)) return End::more;
    }
    if (!at->status().ok()) return to_error(at->status());
    return End::last;
}

Result<Pager::End> Pager::read_found(Candidates& candidates, Deadline deadline)
{
    while (!full_) {
        const auto some = take(candidates, deadline);
        if (!candidates.status().ok()) return to_error(candidates.status());
        if (auto done = fetch(some, deadline); !done) return done.error();
        if (full_ || interrupted_) break;
        if (const auto at = candidates.interrupted_at()) {
            last_ = direction_ == Direction::up ? *at - 1 : *at + 1;
            break;
        }
        if (some.empty()) return End::last;
        if (has_passed(deadline)) break;
    }
    return End::more;
}

std::vector<Candidate> Pager::take(Candidates& candidates, Deadline deadline) const
{
    // One more than the page still takes tells whether there is another page.
    const auto wanted = std::min<std::size_t>(fetch_at_once, limit_ - page_.statements.size() + 1);
    std::vector<Candidate> out;
    while (out.size() < wanted) {
        const auto next = candidates.next(deadline);
        if (!next) break;
        out.push_back(*next);
    }
    return out;
}

Result<> Pager::fetch(const std::vector<Candidate>& some, Deadline deadline)
{
    std::vector<std::string> keys;
    for (const auto& candidate : some)
        keys.push_back(row_key(tenant_, candidate.sequence));
    const std::vector<::rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<::rocksdb::PinnableSlice> values(some.size());
    std::vector<::rocksdb::Status> states(some.size());
    database_.db().MultiGet(snapshot_.options(), database_.family(rows), some.size(), slices.data(),
                            values.data(), states.data(), direction_ == Direction::up);
    for (std::size_t at = 0; at < some.size() && !full_ && !interrupted_; ++at) {
        interrupted_ = has_passed(deadline); // Behind this one: each page gets on.
        if (states[at].IsNotFound()) {       // A candidate of a group that a crash took back.
            last_ = some[at].sequence;
            continue;
        }
        if (!states[at].ok()) return to_error(states[at]);
        if (auto done = decide(some[at], values[at].ToStringView()); !done) return done;
    }
    return {};
}

Result<> Pager::decide(Candidate candidate, std::string_view row)
{
    const auto sequence = candidate.sequence;
    if (row.empty()) return damaged(sequence);
    if (const auto statement = statement_in(row)) {
        const auto text = *statement;
        const auto belonging = belongs(candidate, text);
        if (!belonging) return belonging.error();
        if (*belonging && !is_voided(sequence)) {
            full_ = page_.statements.size() == limit_ ||
                    (bytes_ > 0 && bytes_ + text.size() > limits::page_bytes);
            if (full_) return {};
            bytes_ += text.size();
            page_.statements.push_back({sequence, std::string(text), false});
        }
    }
    last_ = sequence;
    return {};
}

Result<bool> Pager::belongs(Candidate candidate, std::string_view text) const
{
    if (!candidate.certain) return matches(text);
    return bounds_.certain.has(candidate.sequence) || is_stored_in_time(text, query_);
}

Result<bool> Pager::matches(std::string_view text) const
{
    boost::json::monotonic_resource memory;
    boost::system::error_code failed;
    const auto value = statements::parse_stored(text, failed, &memory);
    if (failed) return damaged(0);
    std::optional<Error> trouble;
    const bool matching = statements::matches(
        value, query_, [&](const Uuid& id) -> std::optional<boost::json::value> {
            const auto target = find(database_, searched_.view, tenant_, id);
            if (!target) trouble = target.error();
            if (!target || !*target) return std::nullopt;
            boost::system::error_code damaged_target;
            auto read = statements::parse_stored((*target)->text, damaged_target);
            if (damaged_target) trouble = damaged((*target)->sequence);
            return damaged_target ? std::nullopt : std::optional(std::move(read));
        });
    if (trouble) return *trouble;
    return matching;
}

bool Pager::is_voided(Sequence sequence)
{
    const auto next = voided_.seek(sequence);
    return next && next->sequence == sequence;
}

} // namespace

Result<std::optional<IdRow>> find_id(const Database& database, const View& view, Tenant tenant,
                                     const Uuid& id)
{
    if (auto row = view.find_id(tenant, id)) return row;
    const auto bytes = database.get(ids, id_key(tenant, id));
    if (!bytes) return bytes.error();
    if (!*bytes) return std::optional<IdRow>{};
    const auto row = decode_id_row(**bytes);
    if (!row) return Error{ErrorKind::corrupt, "an id row does not decode: " + base::to_string(id)};
    if (!row->is(IdRow::present)) return std::optional<IdRow>{};
    return row;
}

Result<std::optional<StoredStatement>> find(const Database& database, const View& view,
                                            Tenant tenant, const Uuid& id)
{
    const auto found = find_id(database, view, tenant, id);
    if (!found) return found.error();
    const auto& row = *found;
    if (!row) return std::optional<StoredStatement>{};
    auto value = database.get(rows, row_key(tenant, row->sequence));
    if (!value) return std::move(value).error();
    if (!*value || (*value)->empty()) return damaged(row->sequence);
    // Erased between the two reads.
    if (!statement_in(**value)) return std::optional<StoredStatement>{};
    (*value)->erase(0, 1);
    return std::optional(
        StoredStatement{row->sequence, std::move(**value), row->is(IdRow::voided)});
}

Result<Page> query(const Searched& searched, Tenant tenant, const Query& query,
                   const std::optional<Cursor>& from, Deadline deadline)
{
    return Pager(searched, tenant, query, from).run(deadline);
}

} // namespace storage::rocks
