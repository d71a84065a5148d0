#include "storage/record_store.hpp"

#include "base/limits.hpp"

namespace storage {
namespace {

using base::Error;
using base::ErrorKind;

Error too_large(const char* what, std::size_t limit, const char* unit)
{
    return {ErrorKind::too_large, std::string(what) + " at most " + std::to_string(limit) + unit};
}

} // namespace

base::Result<> check_changes(std::span<const RecordChange> changes)
{
    if (changes.size() > limits::record_changes)
        return too_large("of records there are", limits::record_changes, " changes at once");
    std::size_t bytes = 0;
    for (const auto& change : changes) {
        const auto size = change.value ? change.value->size() : 0;
        if (change.key.empty()) return Error{ErrorKind::invalid, "a record has a key"};
        if (change.key.size() > limits::record_key_bytes)
            return too_large("the key of a record has", limits::record_key_bytes, " bytes");
        if (size > limits::record_bytes)
            return too_large("a record has", limits::record_bytes, " bytes");
        bytes += size;
    }
    if (bytes > limits::record_change_bytes)
        return too_large("records changed at once have", limits::record_change_bytes, " bytes");
    return {};
}

base::Result<> check_former(const RecordChange& change, const std::optional<std::string>& there)
{
    if (!change.former || change.former->value == there) return {};
    return Error{ErrorKind::conflict, "the record has changed meanwhile", change.key};
}

} // namespace storage
