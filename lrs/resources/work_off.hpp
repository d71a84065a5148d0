// What the handlers of one tenant's resources have in common.
#pragma once

#include "lrs/app.hpp"
#include "lrs/http_error.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace lrs {

// Persons and models are the default tenant's; another tenant's credential must not see them.
inline std::optional<Response> refused_tenant(const Request& request, storage::Tenant owner,
                                              std::string_view what)
{
    if (request.credential->tenant == owner) return std::nullopt;
    return error_response({base::ErrorKind::not_found, "this tenant has no " + std::string(what)});
}

// Answers with what `work()` returns, on the pool; 204 for null.
template <class Work>
boost::asio::awaitable<Response> work_off(App& app, http::status done, Work work)
{
    const auto answer = co_await app.offload(
        Urgency::bulk, [&]() -> base::Result<boost::json::value> { return work(); });
    if (!answer) co_return error_response(answer.error());
    if (answer->is_null()) co_return empty_response(http::status::no_content);
    co_return json_response(done, *answer);
}

} // namespace lrs
