// What the handlers of one tenant's resources have in common.
#pragma once

#include "lrs/app.hpp"
#include "lrs/http_error.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

namespace lrs {

// The competency side of whose credential asks.
inline base::Result<Municipality*> municipality_of(const Request& request, const App& app)
{
    if (auto* const found = app.municipalities.find(request.credential->tenant)) return found;
    return base::Error{base::ErrorKind::busy, "this tenant is being set up"};
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
