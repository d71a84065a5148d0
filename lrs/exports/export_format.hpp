// An export: all that answers about a tenant's people follow from, as a file of lines of JSON.
//
//   {"export":{"format":1,"tenant":name,"written":time,
//              "published":{"sequence":n,"stored":time, or null when there is nothing},
//              "own":[the agents whose statements are the system's own]}}
//   {"model":{...}}        each that was ever in force
//   {"publication":{"model":hash,"at":time, or null when nobody knows,"through":sequence}}
//                          when they came into force, and how far their forerunners followed the
//                          log
//   {"person":{...}}       the entries about persons in order (competency/person_json.hpp)
//                          and the tenant's log in order, up to what was published:
//   {"statement":{...},"sequence":n}   voiding statements included
//   {"void":{"target":id,"statement":id,"stored":time},"sequence":n}
//                          in the place of a voiding statement that was erased, under a sealed id
//   {"erasure":{"sequences":[n,...],"reason":text,"erased":time},"sequence":n}
//   {"end":{"lines":n,"sha256":digest}}    how many, with this one; of the bytes of all others
//
// What was erased is a gap in the log, which a later erasure names.
//
// The lines are written exactly so, without blanks between the members shown here: what stands
// between `{"statement":` and the last `,"sequence":` are the bytes as stored. Only line ends
// between two tokens of a statement, blanks to JSON, have become spaces.
//
// THE NAMES AND THE NUMBER OF THE FORMAT ARE PART OF FILES: never change what is here, count the
// number up instead.
#pragma once

#include "base/digest.hpp"
#include "competency/evidence.hpp"
#include "storage/log.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lrs {

inline constexpr std::int64_t export_format = 1;
inline constexpr std::string_view sequence_member = ",\"sequence\":";
inline constexpr std::size_t export_digest_bytes = 32;

struct ExportHeader {
    std::string tenant;
    base::Timestamp written;
    storage::Position published; // Position{}: the log is empty.
    competency::Authorities
        own{}; // Whose statements are evidence only where they were kept for it.
};

// A digest as the last line shows it.
inline std::string hex_of(std::string_view digest)
{
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(digest.data()), digest.size());
}

} // namespace lrs
