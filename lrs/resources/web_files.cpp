#include "lrs/resources/web_files.hpp"

#include "lrs/etag.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"
#include "lrs/resources/parameters.hpp"

#include <algorithm>
#include <string>

namespace lrs {
namespace {

using boost::asio::awaitable;

// The page needs nothing but itself; what it shows is somebody's own, and nobody frames it.
void protect(Response& response)
{
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Content-Security-Policy",
                 "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                 "form-action 'none'; frame-ancestors 'none'");
}

Response courses_file(const Request& request, const std::string& name)
{
    if (auto refused = ParameterReader(request).refusal()) return error_response(*refused);
    const auto* file = name.starts_with("courses") ? web_file(name) : nullptr;
    auto out = file ? web_response(request, *file)
                    : error_response({base::ErrorKind::not_found, "There is no such file"});
    protect(out);
    return out;
}

} // namespace

const web::WebFile* web_file(std::string_view name)
{
    const auto files = web::web_files();
    const auto at = std::ranges::find(files, name, &web::WebFile::name);
    return at == files.end() ? nullptr : &*at;
}

Response web_response(const Request& request, const web::WebFile& file)
{
    Response out = empty_response(http::status::ok);
    out.set(http::field::content_type, file.media_type);
    out.set(http::field::etag, file.etag);
    out.set(http::field::cache_control, "no-cache");
    const auto conditions = read_preconditions(request.headers);
    if (conditions && conditions->if_none_match &&
        conditions->if_none_match->has(std::string(file.etag))) {
        out.result(http::status::not_modified);
        return out;
    }
    out.body() = std::string(file.bytes);
    return out;
}

awaitable<Response> get_courses_page(Request request, App&)
{
    co_return courses_file(request, "courses.html");
}

awaitable<Response> get_courses_file(Request request, App&)
{
    co_return courses_file(request, request.captures.at("file"));
}

} // namespace lrs
