// What the handlers about persons have in common.
#pragma once

#include "lrs/resources/work_off.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <utility>

namespace lrs {

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

// Answers with what `work(request, municipality)` returns, on the pool.
template <class Work>
boost::asio::awaitable<Response> work_on_persons(Request request, App& app, Work work,
                                                 http::status done = http::status::ok)
{
    const auto municipality = municipality_of(request, app);
    if (!municipality) co_return error_response(municipality.error());
    auto response = co_await work_off(app, done, [&] { return work(request, **municipality); });
    if (response.result() == done) response.set(http::field::cache_control, "no-store");
    co_return response;
}

} // namespace lrs
