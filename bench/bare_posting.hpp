// The bare server's own index key: tenant, kind, term, sequence, one key for each entry.
#pragma once

#include "base/digest.hpp"
#include "statements/terms.hpp"
#include "storage/log.hpp"

#include <algorithm>
#include <array>

namespace bench {

inline constexpr std::size_t posting_kind_at = 4; // Behind the one tenant, which is 0.
inline constexpr std::size_t posting_term_at = posting_kind_at + 1;
inline constexpr std::size_t posting_sequence_at = posting_term_at + sizeof(base::Hash128);

using PostingKey = std::array<char, posting_sequence_at + sizeof(storage::Sequence)>;

inline PostingKey posting_key(statements::TermKind kind, const base::Hash128& term,
                              storage::Sequence sequence)
{
    PostingKey out{};
    out[posting_kind_at] = static_cast<char>(kind);
    std::ranges::copy(term, out.begin() + posting_term_at);
    for (std::size_t at = 0; at < sizeof sequence; ++at) {
        const auto shift = 8 * (sizeof sequence - 1 - at);
        out[posting_sequence_at + at] = static_cast<char>(sequence >> shift);
    }
    return out;
}

} // namespace bench
