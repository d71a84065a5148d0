#include "storage/register_store.hpp"

#include "base/limits.hpp"

namespace storage {

using base::Error;
using base::ErrorKind;

base::Result<> check_entries(std::span<const std::string> entries)
{
    if (entries.size() > limits::register_entries_at_once) {
        return Error{ErrorKind::too_large, "at most " +
                                               std::to_string(limits::register_entries_at_once) +
                                               " entries can be added at once"};
    }
    for (const auto& entry : entries) {
        if (entry.size() <= limits::register_entry_bytes) continue;
        return Error{ErrorKind::too_large, "an entry has at most " +
                                               std::to_string(limits::register_entry_bytes) +
                                               " bytes"};
    }
    return {};
}

base::Error changed_meanwhile()
{
    return {ErrorKind::conflict, "others have added entries meanwhile"};
}

} // namespace storage
