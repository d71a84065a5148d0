#include "storage/rocksdb/posting_sums.hpp"

#include <cstring>

namespace storage::rocks {

void PostingSums::add(Tenant tenant, Sequence sequence, statements::TermKind kind,
                      const base::Hash128& term, statements::Roles roles)
{
    std::array<std::uint8_t, 16 + 8 + 4 + 4 + 1> bytes;
    auto* to = bytes.data();
    const auto put = [&](const auto& value) {
        std::memcpy(to, &value, sizeof value);
        to += sizeof value;
    };
    put(term);
    put(sequence);
    put(tenant);
    put(roles);
    put(kind);
    const auto hash = base::siphash128(key_, base::as_text(bytes));
    auto& sum =
        sums_[stretch_of(tenant, sequence) * kinds + static_cast<std::size_t>(kind) % kinds];
    Sum halves;
    std::memcpy(halves.data(), hash.data(), hash.size());
    sum[0] += halves[0];
    sum[1] += halves[1];
}

void PostingSums::add(const PostingSums& other)
{
    for (std::size_t at = 0; at < sums_.size(); ++at) {
        sums_[at][0] += other.sums_[at][0];
        sums_[at][1] += other.sums_[at][1];
    }
}

std::set<std::size_t> PostingSums::differences(const PostingSums& other) const
{
    std::set<std::size_t> out;
    for (std::size_t at = 0; at < sums_.size(); ++at) {
        if (sums_[at] != other.sums_[at]) out.insert(at / kinds);
    }
    return out;
}

std::size_t PostingSums::stretch_of(Tenant tenant, Sequence sequence)
{
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15u; // Neighbours apart.
    return static_cast<std::size_t>(
        ((sequence >> 10) + static_cast<std::uint64_t>(tenant) * spread) % stretches);
}

} // namespace storage::rocks
