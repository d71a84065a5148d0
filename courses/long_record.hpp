// A value of a record that may be larger than limits::record_bytes: it lies in several, "<key>/000"
// and so on. How many they are is kept by whoever refers to it, in a record that changes with them.
#pragma once

#include "storage/record_store.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

using RecordChanges = std::vector<storage::RecordChange>;

struct LongRecord {
    std::string_view kind;
    std::string key;
};

// Adds what replaces a text of so many parts (0: there is none). Answers how many it has now; one
// at least.
std::size_t replace_long(RecordChanges& changes, const LongRecord& record, std::string_view text,
                         std::size_t former);
void remove_long(RecordChanges& changes, const LongRecord& record, std::size_t former);

// corrupt: a part is not there.
base::Result<std::string> read_long(const storage::RecordStore& store, storage::Tenant tenant,
                                    const LongRecord& record, std::size_t parts);

} // namespace courses
