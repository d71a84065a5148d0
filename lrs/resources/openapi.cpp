#include "lrs/openapi.hpp"

#include "lrs/etag.hpp"
#include "lrs/http_error.hpp"
#include "lrs/resources/handlers.hpp"

namespace lrs {

boost::asio::awaitable<Response> get_openapi(Request request, App&)
{
    static const std::string tag = etag_of(openapi_document);
    const auto conditions = read_preconditions(request.headers);
    if (!conditions) co_return error_response(conditions.error());
    const auto& unless = conditions->if_none_match;
    const bool known = unless && unless->has(tag);
    auto response = known ? empty_response(http::status::not_modified)
                          : json_text_response(http::status::ok, std::string(openapi_document));
    response.set(http::field::etag, tag);
    co_return response;
}

} // namespace lrs
