#include "courses/scorm_store.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"

namespace courses {
namespace {

using base::Result;

constexpr std::string_view state_kind = "scorm-state";
constexpr std::string_view item_kind = "scorm-item";
constexpr std::string_view commit_kind = "scorm-commit";
constexpr std::string_view sequencing_kind = "scorm-sequencing";
constexpr std::string_view objectives_kind = "scorm-objectives";
constexpr std::string_view shared_kind = "scorm-shared";

// Ids of items may be longer than a key.
std::string key_of(const std::string& owner, std::string_view item)
{
    return owner + '/' + base::to_hex(base::sha256(item));
}

} // namespace

Result<ScormState> ScormStore::state(const std::string& owner) const
{
    const auto found = records_.get(tenant_, state_kind, owner);
    if (!found) return found.error();
    return *found ? decode_scorm_state(**found) : ScormState{};
}

Result<ScormItemState> ScormStore::item(const std::string& owner, std::string_view item) const
{
    const auto found = records_.get(tenant_, item_kind, key_of(owner, item));
    if (!found) return found.error();
    return *found ? decode_scorm_item_state(**found) : ScormItemState{.item = std::string(item)};
}

Result<ScormItemStates> ScormStore::items(const std::string& owner) const
{
    const auto found = records_.scan(tenant_, item_kind, owner + '/', "", limits::scorm_items);
    if (!found) return found.error();
    ScormItemStates out;
    for (const auto& record : *found) {
        auto item = decode_scorm_item_state(record.value);
        if (!item) return item.error();
        out.emplace(item->item, *item);
    }
    return out;
}

Result<std::string> ScormStore::text(const LongRecord& record, std::size_t parts) const
{
    return read_long(records_, tenant_, record, parts);
}

void ScormStore::put(RecordChanges& changes, const std::string& owner, const ScormState& state)
{
    changes.push_back({std::string(state_kind), owner, encode(state)});
}

void ScormStore::put(RecordChanges& changes, const std::string& owner, const ScormItemState& item)
{
    changes.push_back({std::string(item_kind), key_of(owner, item.item), encode(item)});
}

LongRecord ScormStore::commit_of(const std::string& owner, std::string_view item)
{
    return {commit_kind, key_of(owner, item)};
}

LongRecord ScormStore::commit_aside(const std::string& owner)
{
    return {commit_kind, owner + "/aside"};
}

LongRecord ScormStore::sequencing(const std::string& owner)
{
    return {sequencing_kind, owner};
}

LongRecord ScormStore::objectives(const std::string& owner)
{
    return {objectives_kind, owner};
}

LongRecord ScormStore::shared_data(const std::string& owner)
{
    return {shared_kind, owner};
}

Result<> ScormStore::forget(const std::string& owner)
{
    constexpr std::size_t page = 16;
    for (const auto kind :
         {state_kind, item_kind, commit_kind, sequencing_kind, objectives_kind, shared_kind}) {
        for (bool more = true; more;) {
            const auto some = records_.scan(tenant_, kind, owner, "", page);
            if (!some) return some.error();
            if (some->empty()) break;
            RecordChanges changes;
            for (const auto& record : *some)
                changes.push_back({std::string(kind), record.key, std::nullopt});
            if (auto done = change(changes); !done) return done;
            more = some->size() == page;
        }
    }
    return {};
}

} // namespace courses
