#include "storage/rocksdb/sparse_times.hpp"

#include "base/limits.hpp"
#include "statements/query.hpp"
#include "storage/rocksdb/check_keys.hpp"

#include <algorithm>

namespace storage::rocks {
namespace {

using namespace std::chrono_literals;

// The writer sets a key at the end of a commit. A commit's statements lie a microsecond apart, and
// documents between them.
constexpr auto commit_span = 2ms;
constexpr Sequence commit_statements = std::max(limits::group_statements, limits::batch_statements);

// Of a row that is no statement the neighbours must tell.
Result<bool> lies_between(const Inspection& inspection, Tenant tenant, Sequence sequence,
                          Timestamp stored)
{
    constexpr int steps = 100;
    const auto prefix = tenant_prefix(tenant);
    const auto at = inspection.database.iterate(rows, inspection.options());
    for (const bool up : {true, false}) {
        at->Seek(row_key(tenant, sequence));
        for (int step = 0; step < steps && at->Valid() && at->key().starts_with(prefix); ++step) {
            const auto here = sequence_of_key(at->key().ToStringView());
            const auto statement = inspection.statement(tenant, here);
            if (!statement) return statement.error();
            const auto time = *statement ? statements::stored_of(**statement) : std::nullopt;
            if (time && here != sequence) {
                if (up ? *time <= stored : *time >= stored) return false;
                break;
            }
            if (up)
                at->Next();
            else
                at->Prev();
        }
    }
    if (!at->status().ok()) return to_error(at->status());
    return true;
}

} // namespace

SparseTimes::SparseTimes(Inspection& inspection)
    : inspection_(inspection), at_(inspection.database.iterate(times, inspection.scan_options()))
{
}

void SparseTimes::follow(Tenant tenant, Position row)
{
    if (!begun_ || tenant != tenant_) {
        begun_ = true;
        tenant_ = tenant;
        marked_ = {};
        at_->Seek(tenant_prefix(tenant));
        load();
    }
    for (; next_ && next_->sequence < row.sequence; load()) {
        marked_ = *next_;
        at_->Next();
    }
    const bool set = next_ && next_->sequence <= row.sequence + commit_statements &&
                     next_->stored <= row.stored + commit_span;
    if (!is_time_due(row, marked_) || set) return;
    marked_ = row;
    const auto right = encode_number(row.sequence);
    inspection_.findings.add(
        {"times", tenant, text_of(row.sequence), "no time near it", base::to_string(row.stored)},
        {{times, time_key(tenant, row.stored), right}});
}

void SparseTimes::load()
{
    next_.reset();
    for (; at_->Valid() && at_->key().starts_with(tenant_prefix(tenant_)); at_->Next()) {
        if (at_->key().size() != 12 || at_->value().size() != 8) continue; // A finding of its own.
        next_ = Position{read_number(at_->value().ToStringView()),
                         to_time(sequence_of_key(at_->key().ToStringView()))};
        return;
    }
}

Result<> check_times(Inspection& inspection)
{
    Sequence before = 0;
    Tenant tenant{};
    const auto look = [&](const std::string& key, std::string_view value) -> Result<> {
        if (key.size() != 12 || value.size() != 8) {
            stray(inspection, times, "times", key, "what does not decode");
            return {};
        }
        if (tenant_of_key(key) != tenant) before = 0;
        tenant = tenant_of_key(key);
        const auto stored = to_time(sequence_of_key(key));
        const auto sequence = read_number(value);
        const auto row = inspection.get(rows, row_key(tenant, sequence));
        if (!row) return row.error();
        const auto statement = inspection.statement(tenant, sequence);
        if (!statement) return statement.error();
        auto fits = Result<bool>(*statement && statements::stored_of(**statement) == stored);
        if (*row && !*statement) fits = lies_between(inspection, tenant, sequence, stored);
        if (!fits) return fits.error();
        if (*fits && sequence > before) {
            before = sequence;
            return {};
        }
        stray(inspection, times, "times", key,
              "a time at which sequence " + text_of(sequence) + " was not stored");
        return {};
    };
    return each_key(inspection, times, "times", look);
}

} // namespace storage::rocks
