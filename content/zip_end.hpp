// The end record of a zip archive (APPNOTE 6.3.10, 4.3.14 to 4.3.16): what it says of the list of
// entries, before anybody allocates memory by it.
#pragma once

#include "content/byte_source.hpp"

#include <optional>
#include <vector>

namespace content {

// Another source's bytes, with zeros in the place of some signatures.
class Masked final : public ByteSource {
public:
    // `hidden`: offsets of four bytes each, ascending.
    Masked(const ByteSource& source, std::vector<std::uint64_t> hidden)
        : source_(source), hidden_(std::move(hidden))
    {
    }

    std::uint64_t size() const override { return source_.size(); }

    base::Result<std::size_t> read(std::uint64_t offset,
                                   std::span<char> into) const noexcept override;

private:
    const ByteSource& source_;
    std::vector<std::uint64_t> hidden_;
};

struct ZipEnd {
    std::uint64_t entries = 0; // Declared.
    std::uint64_t list_bytes = 0;
    // Where else, near the end of the archive, an end record seems to begin: in its comment, or in
    // an archive within the archive. Whoever tries each of them reads many lists of entries.
    std::vector<std::uint64_t> others;
};

// The last record whose comment ends where the archive ends; without one, the last that has room
// for its comment. It is read with the others masked. Empty: there is none. Errors: the source's.
base::Result<std::optional<ZipEnd>> find_zip_end(const ByteSource& source);

} // namespace content
