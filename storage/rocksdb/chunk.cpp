#include "storage/rocksdb/chunk.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>
#include <optional>

namespace storage::rocks {
namespace {

void append_varint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

std::optional<std::uint64_t> read_varint(std::string_view& bytes)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        if (shift == 63 && byte > 1) return std::nullopt; // It would not fit.
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

std::optional<statements::Roles> read_roles(std::string_view& bytes)
{
    const auto roles = read_varint(bytes);
    if (!roles || *roles > std::numeric_limits<statements::Roles>::max()) return std::nullopt;
    return static_cast<statements::Roles>(*roles);
}

} // namespace

std::vector<std::span<const Mention>> in_chunks(std::span<const Mention> list)
{
    std::vector<std::span<const Mention>> out;
    for (; !list.empty(); list = list.subspan(out.back().size()))
        out.push_back(list.first(std::min(chunk_mentions, list.size())));
    return out;
}

std::string encode_chunk(std::span<const Mention> mentions)
{
    assert(!mentions.empty());
    std::string out;
    out.reserve(8 + mentions.size() * 3);
    append_varint(out, mentions.size());
    statements::Roles all = 0;
    for (const auto& mention : mentions)
        all |= mention.roles;
    append_varint(out, all);
    Sequence before = mentions.front().sequence;
    std::optional<statements::Roles> roles;
    for (const auto& mention : mentions) {
        const bool other = roles != mention.roles;
        append_varint(out, (mention.sequence - before) << 1 | (other ? 1 : 0));
        if (other) append_varint(out, mention.roles);
        before = mention.sequence;
        roles = mention.roles;
    }
    return out;
}

std::optional<statements::Roles> roles_of_chunk(std::string_view bytes)
{
    if (!read_varint(bytes)) return std::nullopt;
    return read_roles(bytes);
}

bool decode_chunk(Sequence first, std::string_view bytes, std::vector<Mention>& out)
{
    out.clear();
    const auto count = read_varint(bytes);
    const auto all = read_roles(bytes);
    if (!count || !all || *count == 0 || *count > bytes.size()) return false;
    out.reserve(*count);
    Mention mention{first, 0};
    statements::Roles seen = 0;
    for (std::uint64_t at = 0; at < *count; ++at) {
        const auto step = read_varint(bytes);
        if (!step || (at == 0 ? *step != 1 : *step < 2)) return false;
        if (*step >> 1 > std::numeric_limits<Sequence>::max() - mention.sequence) return false;
        mention.sequence += *step >> 1;
        if (*step & 1) {
            const auto roles = read_roles(bytes);
            if (!roles) return false;
            mention.roles = *roles;
        }
        seen |= mention.roles;
        out.push_back(mention);
    }
    return bytes.empty() && seen == *all;
}

} // namespace storage::rocks
