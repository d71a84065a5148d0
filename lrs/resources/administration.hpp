// What the handlers of /api/v1/credentials and /api/v1/tenants have in common.
#pragma once

#include "lrs/app.hpp"
#include "lrs/auth/administration.hpp"
#include "lrs/http_error.hpp"
#include "lrs/request.hpp"
#include "lrs/resources/merge.hpp"
#include "lrs/resources/parameters.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <utility>

namespace lrs {

// Without a body its type does not matter.
inline std::optional<base::Error> refused_type(const Request& request)
{
    const auto type = request.headers[http::field::content_type];
    if (request.body.empty() || is_json({type.data(), type.size()})) return std::nullopt;
    return base::Error{base::ErrorKind::unsupported, "This resource takes application/json",
                       "Content-Type"};
}

// Answers with what `work(administration, request)` returns, 204 for null. Of the parameters only
// `allowed` may be there.
template <class Work>
boost::asio::awaitable<Response> administer(Request request, App& app, http::status done, Work work,
                                            std::string allowed = {})
{
    ParameterReader reader(request);
    if (!allowed.empty()) reader.text(allowed, Need::optional);
    if (auto refused = reader.refusal()) co_return error_response(*refused);
    if (auto refused = refused_type(request)) co_return error_response(*refused);
    const auto answer = co_await app.offload(
        [&]() -> Administration::Answer { return work(app.administration, request); });
    if (!answer) co_return error_response(answer.error());
    if (answer->is_null()) co_return empty_response(http::status::no_content);
    auto response = json_response(done, *answer);
    response.set(http::field::cache_control, "no-store"); // There may be a secret in it.
    co_return response;
}

} // namespace lrs
