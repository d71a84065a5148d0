#include "courses/package_index.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <utility>

namespace courses {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::RecordChange;

namespace {

constexpr std::size_t records_at_once = 200;

Error no_package()
{
    return {ErrorKind::not_found, "there is no such package"};
}

Error replaced_already(const PackageRecord& record)
{
    return {ErrorKind::conflict,
            "this package has a next version already: " + base::to_string(*record.replaced_by),
            "replaces"};
}

} // namespace

Result<> PackageIndex::refresh()
{
    const std::lock_guard lock(changing_);
    return is_stale_ ? read_again() : Result<>();
}

Result<> PackageIndex::read_again()
{
    Records all;
    std::string after;
    while (true) {
        const auto some = records_.scan(tenant_, package_records, "", after, records_at_once);
        if (!some) return some.error();
        for (const auto& each : *some) {
            const auto id = base::parse_uuid(each.key);
            auto record = decode_package(id.value_or(base::Uuid{}), each.value);
            if (!record) return record.error();
            all.insert_or_assign(record->id, std::move(*record));
        }
        if (some->size() < records_at_once) break;
        after = some->back().key;
    }
    const std::unique_lock lock(mutex_);
    all_ = std::move(all);
    is_stale_ = false;
    return {};
}

std::optional<PackageRecord> PackageIndex::find(const base::Uuid& id) const
{
    const std::shared_lock lock(mutex_);
    const auto found = all_.find(id);
    return found == all_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<PackageRecord> PackageIndex::list(const std::optional<base::Uuid>& after,
                                              std::size_t limit) const
{
    const std::shared_lock lock(mutex_);
    std::vector<PackageRecord> out;
    for (auto at = after ? all_.upper_bound(*after) : all_.begin();
         at != all_.end() && out.size() < limit; ++at) {
        if (!at->second.purged) out.push_back(at->second);
    }
    return out;
}

std::vector<base::Uuid> PackageIndex::courses(const std::optional<base::Uuid>& after,
                                              std::size_t limit) const
{
    const std::shared_lock lock(mutex_);
    std::vector<base::Uuid> out;
    for (auto at = after ? all_.upper_bound(*after) : all_.begin();
         at != all_.end() && out.size() < limit; ++at) {
        if (at->first == at->second.course && newest_of(at->first)) out.push_back(at->first);
    }
    return out;
}

std::optional<base::Uuid> PackageIndex::latest_of(const base::Uuid& course) const
{
    const std::shared_lock lock(mutex_);
    return newest_of(course);
}

std::optional<base::Uuid> PackageIndex::newest_of(const base::Uuid& course) const
{
    std::optional<base::Uuid> out;
    // A course has the id of its first version, and none of its records ever goes.
    for (std::optional next(course); next;) {
        const auto at = all_.find(*next);
        if (at == all_.end() || at->second.course != course)
            break; // No course, or a later version.
        if (!at->second.removed) out = *next;
        next = at->second.replaced_by;
    }
    return out;
}

std::size_t PackageIndex::size() const
{
    const std::shared_lock lock(mutex_);
    const auto count =
        std::ranges::count_if(all_, [](const auto& each) { return !each.second.purged; });
    return static_cast<std::size_t>(count);
}

Digests PackageIndex::lists() const
{
    const std::shared_lock lock(mutex_);
    Digests out;
    for (const auto& [id, record] : all_) {
        if (!record.purged) out.insert(record.list);
    }
    return out;
}

std::optional<base::Uuid> PackageIndex::other_of_iri(const PackageRecord& record) const
{
    const std::shared_lock lock(mutex_);
    const auto found = std::ranges::find_if(all_, [&](const auto& each) {
        const auto& other = each.second;
        return !other.purged && other.course != record.course && other.iri == record.iri;
    });
    return found == all_.end() ? std::nullopt : std::optional(found->first);
}

Result<PackageIndex::Stored> PackageIndex::stored(const base::Uuid& id) const
{
    auto text = records_.get(tenant_, package_records, base::to_string(id));
    if (!text) return text.error();
    if (!*text) return no_package();
    auto record = decode_package(id, **text);
    if (!record) return record.error();
    return Stored{std::move(*record), std::move(**text)};
}

RecordChange PackageIndex::put(const PackageRecord& record, std::optional<std::string> former) const
{
    return {std::string(package_records), base::to_string(record.id), encode(record),
            storage::Former{std::move(former)}};
}

Result<RecordChange> PackageIndex::guard(const base::Uuid& id) const
{
    auto now = stored(id);
    if (!now) return now.error();
    RecordChange out{std::string(package_records), base::to_string(id), now->text,
                     storage::Former{now->text}};
    if (now->record.removed)
        return Error{ErrorKind::conflict,
                     "the package has been removed: " + now->record.removed->reason};
    return out;
}

Result<> PackageIndex::change(std::span<const RecordChange> changes,
                              const std::vector<PackageRecord>& then)
{
    const auto changed = records_.change(tenant_, changes);
    if (!changed) {
        is_stale_ = changed.error().kind != ErrorKind::conflict;
        return changed.error();
    }
    const std::unique_lock lock(mutex_);
    for (const auto& record : then)
        all_.insert_or_assign(record.id, record);
    return {};
}

Result<> PackageIndex::add(const PackageRecord& record, std::vector<RecordChange> with)
{
    const std::lock_guard lock(changing_);
    std::vector<PackageRecord> then{record};
    with.push_back(put(record, std::nullopt));
    if (record.replaces) {
        auto former = stored(*record.replaces);
        if (!former) return former.error();
        if (former->record.replaced_by) return replaced_already(former->record);
        former->record.replaced_by = record.id;
        with.push_back(put(former->record, std::move(former->text)));
        then.push_back(std::move(former->record));
    }
    return change(with, then);
}

Result<> PackageIndex::edit(const base::Uuid& id, const Edit& edit, std::vector<RecordChange> with)
{
    const std::lock_guard lock(changing_);
    auto now = stored(id);
    if (!now) return now.error();
    if (auto edited = edit(now->record); !edited) return edited;
    with.push_back(put(now->record, std::move(now->text)));
    return change(with, {now->record});
}

} // namespace courses
