#include "lrs/inflate.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <zlib.h>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;

constexpr int gzip_alone = 16 + MAX_WBITS; // No zlib and no bare deflate.

class Stream {
public:
    Stream()
    {
        if (inflateInit2(&z_, gzip_alone) != Z_OK) throw std::bad_alloc();
    }

    ~Stream() { inflateEnd(&z_); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    z_stream* operator->() { return &z_; }

    z_stream* get() { return &z_; }

private:
    z_stream z_{};
};

Error damaged()
{
    return {ErrorKind::invalid, "the body is not gzip as its Content-Encoding says, or is damaged",
            "Content-Encoding"};
}

Error too_large(std::size_t limit)
{
    return {ErrorKind::too_large,
            "The body is larger than " + std::to_string(limit) + " bytes when it is unpacked"};
}

} // namespace

bool is_gzip(std::string_view coding)
{
    return base::equal_but_for_case(coding, "gzip") || base::equal_but_for_case(coding, "x-gzip");
}

base::Result<std::string> inflate(std::string_view bytes, std::size_t limit)
{
    if (bytes.size() > std::numeric_limits<uInt>::max()) return too_large(limit);
    Stream stream;
    stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream->avail_in = static_cast<uInt>(bytes.size());

    std::string out;
    std::array<char, 64u << 10> piece;
    while (true) {
        stream->next_out = reinterpret_cast<Bytef*>(piece.data());
        stream->avail_out = static_cast<uInt>(piece.size());
        const int state = ::inflate(stream.get(), Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return damaged(); // Also: cut short.
        const auto size = piece.size() - stream->avail_out;
        if (size > limit - out.size()) return too_large(limit);
        out.append(piece.data(), size);
        if (state != Z_STREAM_END) continue;
        if (stream->avail_in == 0) return out;
        if (inflateReset(stream.get()) != Z_OK) return damaged();
    }
}

} // namespace lrs
