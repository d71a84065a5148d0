#include "courses/outbox.hpp"

#include "base/limits.hpp"
#include "base/number.hpp"
#include "courses/record.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <vector>

namespace courses {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

constexpr std::string_view waiting_kind = "outbox";
constexpr std::string_view part_kind = "outbox-part";
constexpr std::size_t page = 16;

// Each in a line of its own, as it will be stored: to read and write a number once more may change
// its last digit.
std::string text_of(std::span<const json::object> statements)
{
    std::string out;
    for (const auto& statement : statements)
        out += json::serialize(statement) + '\n';
    return out;
}

std::vector<std::string> statements_in(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return out;
}

} // namespace

Result<> Outbox::put(RecordChanges& changes, std::string_view owner, std::string_view step,
                     std::span<const json::object> statements)
{
    if (statements.empty()) return {};
    auto key = std::string(owner) + '/' + std::string(step);
    auto text = text_of(statements);
    if (text.size() > limits::outbox_inline_bytes) {
        RecordChanges ahead;
        const auto parts = replace_long(ahead, {part_kind, key}, text, 0);
        text = std::to_string(parts);
        for (auto& part : ahead) {
            if (auto done = records_.change(tenant_, std::span(&part, 1)); !done) return done;
        }
    }
    remove_told(changes, owner);
    changes.push_back({std::string(waiting_kind), std::move(key), std::move(text)});
    return {};
}

// Should the changes fail, it is told again, which does no harm.
void Outbox::remove_told(RecordChanges& changes, std::string_view owner)
{
    const auto prefix = std::string(owner) + '/';
    const std::lock_guard lock(mutex_);
    auto at = told_.lower_bound(prefix);
    while (at != told_.end() && at->first.starts_with(prefix)) {
        changes.push_back({std::string(waiting_kind), at->first, std::nullopt});
        remove_long(changes, {part_kind, at->first}, at->second);
        at = told_.erase(at);
    }
}

Result<> Outbox::tell(std::string_view owner)
{
    const auto prefix = std::string(owner) + '/';
    std::string after;
    for (;;) {
        const auto waiting = records_.scan(tenant_, waiting_kind, prefix, after, page);
        if (!waiting) return waiting.error();
        for (const auto& record : *waiting) {
            if (is_told(record.key)) continue;
            if (auto told = tell(record); !told) return told;
        }
        if (waiting->size() < page) return note_told(limits::outbox_told);
        after = waiting->back().key;
    }
}

Result<> Outbox::tell(const storage::Record& waiting)
{
    auto text = waiting.value;
    std::size_t parts = 0;
    if (!text.starts_with('{')) {
        parts = base::parse_number<std::size_t>(text).value_or(0);
        auto read = read_long(records_, tenant_, {part_kind, waiting.key}, parts);
        if (!read) return read.error();
        text = std::move(*read);
    }
    const auto statements = statements_in(text);
    auto told = teller_.tell_texts(statements);
    if (!told && told.error().kind == ErrorKind::invalid) told = tell_singly(statements);
    if (!told) return told;
    const std::lock_guard lock(mutex_);
    told_.emplace(waiting.key, parts);
    return {};
}

Result<> Outbox::tell_singly(std::span<const std::string> statements)
{
    for (const auto& statement : statements) {
        auto told = teller_.tell_texts(std::span(&statement, 1));
        if (told) continue;
        if (told.error().kind != ErrorKind::invalid) return told;
        ++refused_;
    }
    return {};
}

bool Outbox::is_told(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    return told_.contains(key);
}

Result<> Outbox::note_told(std::size_t enough)
{
    std::map<std::string, std::size_t> gone;
    {
        const std::lock_guard lock(mutex_);
        if (told_.size() <= enough) return {};
        gone = told_; // They stay known here until they are gone there.
    }
    RecordChanges changes;
    for (const auto& [key, parts] : gone) {
        if (changes.size() + parts + 1 > limits::record_changes) break;
        changes.push_back({std::string(waiting_kind), key, std::nullopt});
        remove_long(changes, {part_kind, key}, parts);
    }
    if (auto done = records_.change(tenant_, changes); !done) return done;
    const std::lock_guard lock(mutex_);
    for (const auto& change : changes)
        told_.erase(change.key);
    return {};
}

Result<std::string> Outbox::next_owner(std::string_view after) const
{
    const auto next = records_.scan(tenant_, waiting_kind, "", after, 1);
    if (!next) return next.error();
    return next->empty() ? std::string() : next->front().key.substr(0, next->front().key.find('/'));
}

Result<std::string> Outbox::next_part(std::string_view after) const
{
    const auto next = records_.scan(tenant_, part_kind, "", after, 1);
    if (!next) return next.error();
    return next->empty() ? std::string() : next->front().key;
}

Result<> Outbox::remove_orphan(const std::string& part)
{
    const auto waiting = records_.get(tenant_, waiting_kind, part.substr(0, part.rfind('/')));
    if (!waiting) return waiting.error();
    if (*waiting) return {};
    const storage::RecordChange change{std::string(part_kind), part, std::nullopt};
    return records_.change(tenant_, std::span(&change, 1));
}

Result<> Outbox::remove(RecordChanges& changes, std::string_view owner)
{
    const auto prefix = std::string(owner) + '/';
    for (const auto kind : {waiting_kind, part_kind}) {
        for (std::string after;;) {
            const auto some = records_.scan(tenant_, kind, prefix, after, page);
            if (!some) return some.error();
            for (const auto& record : *some)
                changes.push_back({std::string(kind), record.key, std::nullopt});
            if (some->size() < page) break;
            after = some->back().key;
        }
    }
    return {};
}

} // namespace courses
