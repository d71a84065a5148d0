// A run of postings of one term, in order of sequence, as one value.
//
//   number of entries; the roles of all of them together; then of each entry
//     the distance to the sequence before it, doubled, plus one when its roles follow
//     roles, when they are other ones than those before
//
// All of them unsigned numbers in base 128, the low digits first, the high bit set in all but the
// last byte. The first sequence is in the key, so the first distance is 0.
//
// THIS IS A FILE FORMAT.
#pragma once

#include "statements/terms.hpp"
#include "storage/tenant.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace storage::rocks {

// How a statement mentions a term.
struct Mention {
    Sequence sequence;
    statements::Roles roles;

    bool operator==(const Mention&) const = default;
};

// More would make a seek slower, fewer a scan.
inline constexpr std::size_t chunk_mentions = 512;

// A list as runs of at most that many.
std::vector<std::span<const Mention>> in_chunks(std::span<const Mention> list);

// Not empty, sequences strictly increasing.
std::string encode_chunk(std::span<const Mention> mentions);

// Of all entries together: whoever looks for others need not read on. Empty: this is no chunk.
std::optional<statements::Roles> roles_of_chunk(std::string_view bytes);

// Into `out`, from its start. False: this is no chunk that begins with `first`.
bool decode_chunk(Sequence first, std::string_view bytes, std::vector<Mention>& out);

} // namespace storage::rocks
