// Bytes that lie somewhere and are read in pieces: an upload on disk is never in memory as a whole.
//
// One thread at a time; two sources over the same bytes may be read side by side.
#pragma once

#include "base/error.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace content {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const = 0;

    // The bytes from `offset` on, as many as there are and fit. The number of them; 0: `offset` is
    // at the end. Must not throw. Errors: those of what is read from, never of the bytes.
    virtual base::Result<std::size_t> read(std::uint64_t offset,
                                           std::span<char> into) const noexcept = 0;
};

// Over bytes that the caller holds.
class BytesInMemory final : public ByteSource {
public:
    explicit BytesInMemory(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t size() const override { return bytes_.size(); }

    base::Result<std::size_t> read(std::uint64_t offset,
                                   std::span<char> into) const noexcept override
    {
        if (offset >= bytes_.size()) return std::size_t(0);
        return bytes_.copy(into.data(), into.size(), static_cast<std::size_t>(offset));
    }

private:
    std::string_view bytes_;
};

} // namespace content
