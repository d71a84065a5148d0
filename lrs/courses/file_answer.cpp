#include "lrs/courses/file_answer.hpp"

#include "lrs/courses/byte_range.hpp"
#include "lrs/etag.hpp"
#include "lrs/http_error.hpp"
#include "lrs/origins.hpp"

#include <algorithm>
#include <utility>

namespace lrs {
namespace {

using base::Result;

class FileSource final : public BodySource {
public:
    FileSource(storage::FileStore& files, storage::Tenant tenant, const storage::Digest& digest,
               ByteRange range)
        : files_(files), tenant_(tenant), digest_(digest), range_(range)
    {
    }

    std::uint64_t size() const override { return range_.length; }

    Result<std::string> next() override
    {
        // To the next multiple: the store reads such pieces as a whole.
        const auto at = range_.first + went_;
        const auto to_multiple = limits::answer_piece - at % limits::answer_piece;
        const auto length = std::min<std::uint64_t>(to_multiple, range_.length - went_);
        auto piece = files_.read(tenant_, digest_, at, static_cast<std::size_t>(length));
        if (piece) went_ += piece->size();
        return piece;
    }

private:
    storage::FileStore& files_;
    const storage::Tenant tenant_;
    const storage::Digest digest_;
    const ByteRange range_;
    std::uint64_t went_ = 0;
};

RangeAnswer wanted_part(const Request& request, const std::string& tag, std::uint64_t size)
{
    const auto range = request.headers[http::field::range];
    const auto condition = request.headers[http::field::if_range];
    if (!condition.empty() && std::string_view(condition) != tag) return {};
    return read_range({range.data(), range.size()}, size);
}

Response unsatisfiable(std::uint64_t size)
{
    auto out = error_response(http::status::range_not_satisfiable, "The file has no such part");
    out.set(http::field::content_range, content_range(std::nullopt, size));
    return out;
}

} // namespace

Result<Response> file_response(const Request& request, storage::FileStore& files,
                               storage::Tenant tenant, const storage::Digest& digest,
                               std::uint64_t size, std::string_view media_type)
{
    const auto tag = '"' + base::to_hex(digest).substr(0, 32) + '"';
    const auto conditions = read_preconditions(request.headers);
    if (!conditions) return conditions.error();
    const auto part = wanted_part(request, tag, size);
    if (part.kind == RangeAnswer::Kind::not_satisfiable) return unsatisfiable(size);

    const bool is_part = part.kind == RangeAnswer::Kind::part;
    auto out = empty_response(is_part ? http::status::partial_content : http::status::ok);
    out.set(http::field::content_type, media_type);
    out.set(http::field::etag, tag);
    out.set(http::field::accept_ranges, "bytes");
    // Of a token, a name stands for one content; but the token is nobody else's.
    out.set(http::field::cache_control, "private, max-age=3600");
    if (conditions->if_none_match && conditions->if_none_match->has(tag)) {
        out.result(http::status::not_modified);
        return out;
    }
    const auto range = is_part ? part.range : ByteRange{0, size};
    if (is_part) out.set(http::field::content_range, content_range(range, size));
    if (request.method == http::verb::head || range.length > limits::answer_piece) {
        out.source = std::make_shared<FileSource>(files, tenant, digest, range);
        return out;
    }
    if (range.length == 0) return out;
    auto bytes = files.read(tenant, digest, range.first, static_cast<std::size_t>(range.length));
    if (!bytes) return bytes.error();
    out.body() = std::move(*bytes);
    return out;
}

void protect_content(Response& response, const App& app)
{
    response.set("X-Content-Type-Options", "nosniff");
    // Tokens stand in the addresses.
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Resource-Policy", "same-site");
    // What courses may load is not limited: many bring their scripts from elsewhere, and all of
    // them run inline ones.
    response.set("Content-Security-Policy", "frame-ancestors 'self' " + app.origins.main +
                                                "; object-src 'none'; base-uri 'self'");
}

} // namespace lrs
