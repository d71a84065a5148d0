#include "content/zip_end.hpp"

#include <algorithm>
#include <ranges>
#include <string>

namespace content {
namespace {

constexpr std::string_view signature = "PK\5\6";
constexpr std::string_view signature_64 = "PK\6\6";
constexpr std::string_view signature_locator = "PK\6\7";
constexpr std::size_t record_bytes = 22;
constexpr std::size_t record_64_bytes = 56;
constexpr std::size_t locator_bytes = 20;
constexpr std::size_t comment_bytes = 0xffff;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::uint64_t out = 0;
    for (auto index = at + size; index-- > at;)
        out = out << 8 | static_cast<unsigned char>(bytes[index]);
    return out;
}

// Fewer bytes at the end of the source.
base::Result<std::string> piece(const ByteSource& source, std::uint64_t offset, std::size_t size)
{
    std::string out(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const auto more = source.read(offset + filled, std::span(out).subspan(filled));
        if (!more) return more.error();
        if (*more == 0) break;
        filled += *more;
    }
    out.resize(filled);
    return out;
}

std::vector<std::size_t> signatures(std::string_view tail)
{
    std::vector<std::size_t> out;
    for (auto at = tail.find(signature); at != tail.npos; at = tail.find(signature, at + 1))
        out.push_back(at);
    return out;
}

std::optional<std::size_t> chosen(std::string_view tail, const std::vector<std::size_t>& found)
{
    std::optional<std::size_t> out;
    for (const auto at : found | std::views::reverse) {
        if (tail.size() - at < record_bytes) continue;
        const auto end = at + record_bytes + number(tail, at + 20, 2);
        if (end == tail.size()) return at;
        if (end < tail.size() && !out) out = at;
    }
    return out;
}

base::Result<ZipEnd> end_at(const ByteSource& masked, std::uint64_t at)
{
    const auto before = std::min<std::uint64_t>(at, locator_bytes);
    const auto bytes = piece(masked, at - before, static_cast<std::size_t>(before) + record_bytes);
    if (!bytes) return bytes.error();
    if (bytes->size() < before + record_bytes) return ZipEnd(); // Of bytes that change meanwhile.
    const auto record = std::string_view(*bytes).substr(static_cast<std::size_t>(before));
    ZipEnd end{number(record, 10, 2), number(record, 12, 4), {}};
    if (before < locator_bytes || !bytes->starts_with(signature_locator)) return end;
    // It tells of a larger record, which then counts.
    const auto larger = piece(masked, number(*bytes, 8, 8), record_64_bytes);
    if (!larger) return larger.error();
    if (larger->size() == record_64_bytes && larger->starts_with(signature_64)) {
        end.entries = number(*larger, 32, 8);
        end.list_bytes = number(*larger, 40, 8);
    }
    return end;
}

} // namespace

base::Result<std::size_t> Masked::read(std::uint64_t offset, std::span<char> into) const noexcept
{
    const auto got = source_.read(offset, into);
    if (!got) return got;
    const auto end = offset + *got;
    const auto reaches = [&](std::uint64_t hidden) { return hidden + signature.size() <= offset; };
    auto hidden = std::ranges::partition_point(hidden_, reaches);
    for (; hidden != hidden_.end() && *hidden < end; ++hidden) {
        const auto from = std::max(*hidden, offset) - offset;
        const auto to = std::min(*hidden + signature.size(), end) - offset;
        std::ranges::fill(into.subspan(from, to - from), '\0');
    }
    return got;
}

base::Result<std::optional<ZipEnd>> find_zip_end(const ByteSource& source)
{
    constexpr std::size_t most = comment_bytes + record_bytes + locator_bytes;
    const auto start = source.size() - std::min<std::uint64_t>(source.size(), most);
    const auto tail = piece(source, start, static_cast<std::size_t>(source.size() - start));
    if (!tail) return tail.error();
    const auto found = signatures(*tail);
    const auto at = chosen(*tail, found);
    if (!at) return std::optional<ZipEnd>();

    std::vector<std::uint64_t> others;
    for (const auto other : found) {
        if (other != *at) others.push_back(start + other);
    }
    auto end = end_at(Masked(source, others), start + *at);
    if (!end) return end.error();
    end->others = std::move(others);
    return std::optional(*std::move(end));
}

} // namespace content
