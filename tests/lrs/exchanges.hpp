// Headers of requests, and what a server makes of them before anything is read: no socket.
#pragma once

#include "lrs/exchange.hpp"
#include "tests/lrs/fakes.hpp"

#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

namespace exchanges {

using namespace lrs;

inline asio::awaitable<Response> nothing(Request, App&)
{
    co_return empty_response(http::status::no_content);
}

inline constexpr Route table[] = {
    {http::verb::get, "/statements", nothing, Scope::statements_read, RouteKind::xapi},
    {http::verb::post, "/statements", nothing, Scope::statements_write, RouteKind::xapi},
    {http::verb::get, "/agents", nothing, Scope::all_read, RouteKind::xapi},
    {http::verb::get, "/about", nothing, Scope::none, RouteKind::xapi_open},
    {http::verb::get, "/health", nothing, Scope::none, RouteKind::open},
    {http::verb::get, "/api/v1/model", nothing, Scope::admin, RouteKind::api},
};

using Lines = std::initializer_list<std::pair<std::string_view, std::string_view>>;

inline RequestHeader header_of(http::verb method, std::string_view target, Lines lines = {})
{
    RequestHeader header;
    header.method(method);
    header.target({target.data(), target.size()});
    header.version(11);
    header.insert(http::field::host, "localhost");
    for (const auto& [name, value] : lines)
        header.insert(boost::beast::string_view(name.data(), name.size()),
                      boost::beast::string_view(value.data(), value.size()));
    return header;
}

struct Fixture : fakes::World {
    Router router{table, {"/xapi", "/data/xAPI"}};

    std::shared_ptr<const Credential> who(Scope scope) const
    {
        return std::make_shared<const Credential>(
            Credential{"k", {}, static_cast<std::uint32_t>(scope), "{}"});
    }

    // The status at which a header is refused before anyone asks who sends it; 0: it is not.
    unsigned refused(const RequestHeader& header)
    {
        Exchange exchange(app, router, header);
        const auto response = exchange.refusal();
        return response ? response->result_int() : 0;
    }

    Response completed(const RequestHeader& header, http::status status, bool keep_alive = true)
    {
        Exchange exchange(app, router, header);
        auto refusal = exchange.refusal();
        auto response = refusal ? std::move(*refusal) : empty_response(status);
        exchange.complete(response, keep_alive);
        return response;
    }
};

inline constexpr std::pair<std::string_view, std::string_view> v1{"X-Experience-API-Version",
                                                                  "1.0.1"};
inline constexpr std::pair<std::string_view, std::string_view> v2{"X-Experience-API-Version",
                                                                  "2.0.0"};

using enum http::verb;

} // namespace exchanges
