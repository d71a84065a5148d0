// How the engine's state is persisted: one entry per evidence row, per voiding statement and per
// person's held levels. Keys are bytes; entries of one model only belong together.
//
//   'R' | length, identity | length, evidence id | statement    -> version, the row's other fields
//   'V' | target | voiding statement                            -> version, stored, sequence
//   'H' | identity                                              -> held levels, JSON text
//
// Lengths are 4 bytes, numbers 8, both big-endian; UUIDs are 16 bytes. Kind bytes, the version and
// the order of fields are what lies on disks: never change them, add a version instead. Rows are
// written as version 2; version 1, without expiry and knownSince, is still read.
#pragma once

#include "base/error.hpp"
#include "competency/evidence.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace competency {

struct HeldEntry {
    std::string identity;
    std::string held;

    bool operator==(const HeldEntry&) const = default;
};

using Entry = std::variant<EvidenceRow, Void, HeldEntry>;

std::string entry_key(const EvidenceRow& row);
std::string entry_key(const Void& entry);
std::string held_key(std::string_view identity);
// Of all rows of one identity.
std::string rows_prefix(std::string_view identity);

std::string entry_value(const EvidenceRow& row);
std::string entry_value(const Void& entry);

// corrupt: bytes that none of the functions above writes.
base::Result<Entry> read_entry(std::string_view key, std::string_view value);

} // namespace competency
