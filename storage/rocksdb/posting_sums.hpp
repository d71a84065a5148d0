// Two sets of postings compared without holding either: by sums of keyed hashes of their members,
// which come in any order. Equal sums mean equal sets, but for one chance in 2^128.
//
// Sums are kept apart by kind of term and by stretch of the log, so that where they differ only
// those stretches need a closer look.
#pragma once

#include "statements/terms.hpp"
#include "storage/tenant.hpp"

#include <array>
#include <cstdint>
#include <set>
#include <vector>

namespace storage::rocks {

class PostingSums {
public:
    // Any key that who writes statements cannot know.
    explicit PostingSums(const base::Hash128& key) : key_(key), sums_(stretches * kinds) {}

    void add(Tenant tenant, Sequence sequence, statements::TermKind kind, const base::Hash128& term,
             statements::Roles roles);
    void add(const PostingSums& other);

    // Where two differ.
    std::set<std::size_t> differences(const PostingSums& other) const;

    static std::size_t stretch_of(Tenant tenant, Sequence sequence);

private:
    static constexpr std::size_t kinds = 8;
    static constexpr std::size_t stretches = 4'096;

    using Sum = std::array<std::uint64_t, 2>;

    base::Hash128 key_;
    std::vector<Sum> sums_;
};

} // namespace storage::rocks
