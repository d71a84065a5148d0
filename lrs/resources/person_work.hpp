// What the handlers about persons have in common.
#pragma once

#include "lrs/persons/person_register.hpp"
#include "lrs/resources/work_off.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <utility>

namespace lrs {

inline std::optional<Response> refused_tenant(const Request& request, const App& app)
{
    return refused_tenant(request, app.persons.tenant(), "persons");
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
    auto response = co_await work_off(app, done, [&] { return work(request, app); });
    if (response.result() == done) response.set(http::field::cache_control, "no-store");
    co_return response;
}

} // namespace lrs
