#include "tests/support/zip_writer.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <zlib.h>

namespace support {
namespace {

constexpr std::uint64_t in_extra = 0xffff'ffff; // Of a size that a zip64 field tells.

void put(std::string& out, std::uint64_t value, int bytes)
{
    for (; bytes > 0; --bytes, value >>= 8)
        out += static_cast<char>(value & 0xff);
}

class Deflater {
public:
    explicit Deflater(int level)
    {
        [[maybe_unused]] const auto done =
            deflateInit2(&stream_, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        assert(done == Z_OK);
    }

    ~Deflater() { deflateEnd(&stream_); }

    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    void add(std::string_view bytes, bool is_last)
    {
        // zlib does not write through it.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        std::array<char, 16u << 10> piece;
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
            stream_.avail_out = piece.size();
            deflate(&stream_, is_last ? Z_FINISH : Z_NO_FLUSH);
            out_.append(piece.data(), piece.size() - stream_.avail_out);
        } while (stream_.avail_out == 0);
    }

    std::string take() { return std::move(out_); }

private:
    z_stream stream_{};
    std::string out_;
};

std::uint32_t crc_of(std::uint32_t before, std::string_view bytes)
{
    return static_cast<std::uint32_t>(::crc32(before, reinterpret_cast<const Bytef*>(bytes.data()),
                                              static_cast<uInt>(bytes.size())));
}

// The sizes, or that they stand in an extra field.
void put_sizes(std::string& out, const ZipEntry& said)
{
    put(out, said.zip64 ? in_extra : *said.packed_size, 4);
    put(out, said.zip64 ? in_extra : *said.size, 4);
}

// Version, flags, method, time, of both headers.
void put_common(std::string& out, std::string_view name, const ZipEntry& said)
{
    const bool ascii =
        std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    put(out, said.zip64 ? 45 : 20, 2);
    put(out, said.flags | (said.descriptor ? 8u : 0u) | (said.utf8 && !ascii ? 0x800u : 0u), 2);
    put(out, *said.method, 2);
    put(out, 0x6000, 2); // Noon ...
    put(out, 0x5a21, 2); // ... of the first day of 2025.
}

std::string zip64_field(const ZipEntry& said, bool with_offset)
{
    std::string out;
    if (!said.zip64) return out;
    put(out, 1, 2);
    put(out, with_offset ? 24 : 16, 2);
    put(out, *said.size, 8);
    put(out, *said.packed_size, 8);
    if (with_offset) put(out, *said.offset, 8);
    return out;
}

} // namespace

void ZipWriter::list(std::string_view name, const ZipEntry& said)
{
    constexpr std::uint64_t made_on_unix = 3u << 8;
    const auto extra = zip64_field(said, true) + said.extra;
    list_ += "PK\1\2";
    put(list_, (said.unix_mode ? made_on_unix : 0) | 20, 2);
    put_common(list_, name, said);
    put(list_, *said.crc, 4);
    put_sizes(list_, said);
    put(list_, name.size(), 2);
    put(list_, extra.size(), 2);
    put(list_, 0,
        8); // Length of its comment, disk, internal attributes: two each; two of external.
    put(list_, said.unix_mode, 2);
    put(list_, said.zip64 ? in_extra : *said.offset, 4);
    list_.append(name).append(extra);
    ++entries_;
    last_ = said;
}

void ZipWriter::write(std::string_view name, const Packed& packed, const ZipEntry& how)
{
    auto said = how;
    said.size = how.size.value_or(packed.size);
    said.packed_size = how.packed_size.value_or(packed.bytes.size());
    said.crc = how.crc.value_or(packed.crc);
    said.method = how.method.value_or(how.deflate ? 8 : 0);
    said.offset = how.offset.value_or(files_.size());

    const auto extra = zip64_field(said, false);
    files_ += "PK\3\4";
    put_common(files_, name, said);
    if (said.descriptor) {
        put(files_, 0, 12);
    } else {
        put(files_, *said.crc, 4);
        put_sizes(files_, said);
    }
    put(files_, name.size(), 2);
    put(files_, extra.size(), 2);
    files_.append(name).append(extra).append(packed.bytes);
    if (said.descriptor) {
        files_ += "PK\7\10";
        put(files_, *said.crc, 4);
        put(files_, *said.packed_size, said.zip64 ? 8 : 4);
        put(files_, *said.size, said.zip64 ? 8 : 4);
    }
    list(name, said);
}

ZipWriter& ZipWriter::add(std::string_view name, std::string_view content, const ZipEntry& how)
{
    Packed packed{std::string(content), content.size(), crc_of(0, content)};
    if (how.deflate) {
        Deflater deflater(Z_DEFAULT_COMPRESSION);
        deflater.add(content, true);
        packed.bytes = deflater.take();
    }
    write(name, packed, how);
    return *this;
}

ZipWriter& ZipWriter::add_zeros(std::string_view name, std::uint64_t size, const ZipEntry& how)
{
    const std::string zeros(1u << 20, '\0');
    Packed packed{"", size, 0};
    Deflater deflater(Z_BEST_SPEED);
    for (auto left = size; left > 0;) {
        const auto piece = std::string_view(zeros).substr(
            0, static_cast<std::size_t>(std::min<std::uint64_t>(left, zeros.size())));
        packed.crc = crc_of(packed.crc, piece);
        deflater.add(piece, false);
        left -= piece.size();
    }
    deflater.add("", true);
    packed.bytes = deflater.take();
    write(name, packed, how);
    return *this;
}

ZipWriter& ZipWriter::add_again(std::string_view name)
{
    assert(entries_ > 0);
    list(name, ZipEntry(last_));
    return *this;
}

std::string ZipWriter::bytes(const ZipTail& tail) const
{
    const auto entries = tail.entries.value_or(entries_);
    const auto list_bytes = tail.list_bytes.value_or(list_.size());
    const auto list_offset = tail.list_offset.value_or(files_.size());
    auto out = files_ + list_;
    if (tail.zip64) {
        const auto record = out.size();
        out += "PK\6\6";
        put(out, 44, 8); // Bytes of the record from here on.
        put(out, 45, 2);
        put(out, 45, 2);
        put(out, 0, 8); // This disk and the list's.
        put(out, entries, 8);
        put(out, entries, 8);
        put(out, list_bytes, 8);
        put(out, list_offset, 8);
        out += "PK\6\7";
        put(out, 0, 4);
        put(out, record, 8);
        put(out, 1, 4); // Disks.
    }
    out += "PK\5\6";
    put(out, tail.disk, 2);
    put(out, tail.disk, 2);
    put(out, tail.zip64 ? 0xffff : entries, 2);
    put(out, tail.zip64 ? 0xffff : entries, 2);
    put(out, tail.zip64 ? in_extra : list_bytes, 4);
    put(out, tail.zip64 ? in_extra : list_offset, 4);
    put(out, tail.comment.size(), 2);
    return out + tail.comment;
}

} // namespace support
