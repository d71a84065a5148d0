// Entries about persons as bytes, the way they lie on disks:
//
//   version 1 | kind | number | recorded | length, by | length, why | the kind's members
//
// in the order in which said::... shows them: an id is 16 bytes, a text its length and its bytes, a
// time microseconds UTC (an open `until` is the largest number). Lengths are 4 bytes, numbers and
// times 8, all big-endian. Never change what is here: add a version instead.
#pragma once

#include "competency/person_entry.hpp"

#include <string>
#include <string_view>

namespace competency {

std::string encode(const PersonEntry& entry);

// corrupt: bytes that encode() does not write. Whether the entry makes sense is not looked at.
base::Result<PersonEntry> decode(std::string_view bytes);

} // namespace competency
