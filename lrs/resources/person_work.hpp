// What the handlers about persons have in common.
#pragma once

#include "lrs/app.hpp"
#include "lrs/http_error.hpp"
#include "lrs/persons/person_register.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <utility>

namespace lrs {

// The register is the default tenant's.
inline std::optional<Response> refused_tenant(const Request& request, const App& app)
{
    if (request.credential->tenant == app.persons.tenant()) return std::nullopt;
    return error_response({base::ErrorKind::not_found, "this tenant has no persons"});
}

// Who adds to the register, as its entries say.
inline std::string author(const Request& request)
{
    return "credential:" + request.credential->key;
}

// Of what may not be said.
inline boost::json::value text_or_null(const std::string& text)
{
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

// Answers with what `work(request, app)` returns, on the pool.
template <class Work>
boost::asio::awaitable<Response> work_on_persons(Request request, App& app, Work work,
                                                 http::status done = http::status::ok)
{
    if (auto refused = refused_tenant(request, app)) co_return std::move(*refused);
    const auto answer = co_await app.offload(
        Urgency::bulk, [&]() -> base::Result<boost::json::value> { return work(request, app); });
    if (!answer) co_return error_response(answer.error());
    auto response = json_response(done, *answer);
    response.set(http::field::cache_control, "no-store");
    co_return response;
}

} // namespace lrs
