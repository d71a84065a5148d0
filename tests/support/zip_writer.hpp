// Zip archives byte by byte, good ones and such as no program would write:
//   ZipWriter().add("imsmanifest.xml", text).add("a/index.html", page).bytes()
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace support {

// How an entry is written, and what is said of it instead of the truth, in both of its headers.
struct ZipEntry {
    bool deflate = true;
    bool descriptor = false;     // The sizes stand behind the content, and zeros before it.
    bool zip64 = false;          // The sizes and the place stand in an extra field.
    bool utf8 = true;            // Says that a name beyond ASCII is in UTF-8.
    std::uint32_t unix_mode = 0; // 0: made on DOS.
    std::uint16_t flags = 0;     // Further ones: 1 is "encrypted".
    std::string extra{};         // Further fields in the list.
    std::optional<std::uint64_t> size{};
    std::optional<std::uint64_t> packed_size{};
    std::optional<std::uint64_t> offset{};
    std::optional<std::uint32_t> crc{};
    std::optional<std::uint16_t> method{};
};

// The same for the end record.
struct ZipTail {
    std::string comment{};
    bool zip64 = false;
    std::uint16_t disk = 0;
    std::optional<std::uint64_t> entries{};
    std::optional<std::uint64_t> list_bytes{};
    std::optional<std::uint64_t> list_offset{};
};

class ZipWriter {
public:
    // `before`: what stands before the archive, which counts in its offsets.
    explicit ZipWriter(std::string_view before = {}) : files_(before) {}

    ZipWriter& add(std::string_view name, std::string_view content, const ZipEntry& how = {});
    // So many zeros, which are nowhere held.
    ZipWriter& add_zeros(std::string_view name, std::uint64_t size, const ZipEntry& how = {});
    // The content of the last one once more: a further entry of the list, for the same bytes.
    ZipWriter& add_again(std::string_view name);

    std::string bytes(const ZipTail& tail = {}) const;

private:
    struct Packed {
        std::string bytes;
        std::uint64_t size = 0;
        std::uint32_t crc = 0;
    };

    void write(std::string_view name, const Packed& packed, const ZipEntry& how);
    void list(std::string_view name, const ZipEntry& said);

    std::string files_;
    std::string list_;
    std::uint64_t entries_ = 0;
    ZipEntry last_;
};

} // namespace support
