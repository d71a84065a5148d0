// Bytes in memory that count what is read of them, and fail when a test says so.
#pragma once

#include "content/byte_source.hpp"

#include <limits>
#include <string>

namespace support {

class CountedSource final : public content::ByteSource {
public:
    explicit CountedSource(std::string bytes) : bytes_(std::move(bytes)) {}

    std::uint64_t size() const override { return bytes_.size(); }

    base::Result<std::size_t> read(std::uint64_t offset,
                                   std::span<char> into) const noexcept override
    {
        if (++reads >= fails_at)
            return base::Error{base::ErrorKind::internal, "The disk has gone."};
        const auto got = content::BytesInMemory(bytes_).read(offset, into);
        bytes_read += *got;
        return got;
    }

    mutable std::uint64_t reads = 0;
    mutable std::uint64_t bytes_read = 0;
    std::uint64_t fails_at = std::numeric_limits<std::uint64_t>::max(); // From which read on.

private:
    std::string bytes_;
};

// "rule where found" of each, a line each.
inline std::string told(const base::Complaints& complaints)
{
    std::string out;
    for (const auto& each : complaints)
        out += (out.empty() ? "" : "\n") + each.rule + " " + each.where + " " + each.found;
    return out;
}

} // namespace support
