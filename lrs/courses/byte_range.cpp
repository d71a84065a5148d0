#include "lrs/courses/byte_range.hpp"

#include "base/number.hpp"

#include <algorithm>

namespace lrs {

RangeAnswer read_range(std::string_view header, std::uint64_t size)
{
    using enum RangeAnswer::Kind;
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return {};
    const auto spec = header.substr(unit.size());
    const auto dash = spec.find('-');
    if (dash == spec.npos || spec.find(',') != spec.npos) return {};
    const auto before = spec.substr(0, dash);
    const auto behind = spec.substr(dash + 1);
    const auto last = base::parse_number<std::uint64_t>(behind);
    if (!behind.empty() && !last) return {};
    if (before.empty()) { // So many at the end.
        if (!last) return {};
        if (*last == 0 || size == 0) return {not_satisfiable, {}};
        const auto length = std::min(*last, size);
        return {part, {size - length, length}};
    }
    const auto first = base::parse_number<std::uint64_t>(before);
    if (!first || (last && *last < *first)) return {};
    if (*first >= size) return {not_satisfiable, {}};
    const auto end = last ? std::min(*last, size - 1) : size - 1;
    return {part, {*first, end - *first + 1}};
}

std::string content_range(const std::optional<ByteRange>& range, std::uint64_t size)
{
    const auto all = "/" + std::to_string(size);
    if (!range) return "bytes *" + all;
    return "bytes " + std::to_string(range->first) + '-' +
           std::to_string(range->first + range->length - 1) + all;
}

} // namespace lrs
