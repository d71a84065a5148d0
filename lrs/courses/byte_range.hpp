// A part of a representation that a request asks for (RFC 9110 14): what browsers do who play
// films.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t length = 0; // Not 0.

    bool operator==(const ByteRange&) const = default;
};

struct RangeAnswer {
    enum class Kind {
        whole,          // 200: no range, or one that may be passed over.
        part,           // 206
        not_satisfiable // 416
    };
    Kind kind = Kind::whole;
    ByteRange range{};

    bool operator==(const RangeAnswer&) const = default;
};

// Of a Range header over so many bytes. Several ranges, other units and what does not parse are
// passed over, as 14.2 allows.
RangeAnswer read_range(std::string_view header, std::uint64_t size);

// "bytes 0-9/100"; "bytes */100" without a range.
std::string content_range(const std::optional<ByteRange>& range, std::uint64_t size);

} // namespace lrs
