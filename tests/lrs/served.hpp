// A running server with handlers of its own, for tests over real sockets.
#pragma once

#include "lrs/server.hpp"
#include "tests/lrs/certified.hpp"
#include "tests/lrs/client.hpp"
#include "tests/lrs/fakes.hpp"

#include <atomic>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace served {

using namespace lrs;
using namespace std::chrono_literals;

// The handlers are plain functions: what tests tell them goes through here.
struct Gate {
    std::latch entered{1}; // A request has reached the handler.
    std::latch open{1};    // It may be answered.
};

inline std::shared_ptr<Gate> gate;

inline asio::awaitable<Response> echo(Request request, App&)
{
    co_return json_text_response(http::status::ok, std::move(request.body));
}

inline asio::awaitable<Response> empty(Request, App&)
{
    co_return empty_response(http::status::no_content);
}

inline asio::awaitable<Response> fail(Request, App&)
{
    throw std::runtime_error("the secret cause");
    co_return empty_response(http::status::ok);
}

inline asio::awaitable<Response> big(Request, App&)
{
    co_return json_text_response(http::status::ok, std::string(16u << 20, 'x'));
}

inline asio::awaitable<Response> wait(Request, App& app)
{
    const auto here = gate;
    auto work = [here]() -> base::Result<int> {
        here->entered.count_down();
        here->open.wait();
        return 1;
    };
    co_await app.offload(work);
    co_return json_text_response(http::status::ok, "\"waited\"");
}

// A trailer must not have become a header.
inline asio::awaitable<Response> names(Request request, App&)
{
    std::string out;
    for (const auto& field : request.headers) {
        const auto name = field.name_string();
        out += std::string(name.data(), name.size()) + "\n";
    }
    co_return json_text_response(http::status::ok, std::move(out));
}

inline asio::awaitable<Response> caller(Request request, App&)
{
    const auto& who = request.caller;
    co_return json_text_response(http::status::ok, who.address.to_string() + ' ' +
                                                       (who.https ? "https" : "http") + ' ' +
                                                       who.host);
}

inline asio::awaitable<Response> thread(Request, App&)
{
    const auto id = std::hash<std::thread::id>{}(std::this_thread::get_id());
    co_return json_text_response(http::status::ok, std::to_string(id));
}

using enum http::verb;

inline constexpr Route table[] = {
    {get, "/statements", echo, Scope::statements_read, RouteKind::xapi},
    {post, "/statements", echo, Scope::statements_write, RouteKind::xapi},
    {get, "/about", echo, Scope::none, RouteKind::xapi_open},
    {get, "/echo", echo, Scope::none, RouteKind::open},
    {post, "/echo", echo, Scope::none, RouteKind::open},
    {get, "/empty", empty, Scope::none, RouteKind::open},
    {get, "/fail", fail, Scope::none, RouteKind::open},
    {get, "/big", big, Scope::none, RouteKind::open},
    {get, "/wait", wait, Scope::none, RouteKind::open},
    {post, "/names", names, Scope::none, RouteKind::open},
    {get, "/caller", caller, Scope::none, RouteKind::open},
    {get, "/thread", thread, Scope::none, RouteKind::open},
};

enum class Carrier { plain, tls };

// Tests change `config` before they start the server.
struct Served : fakes::World {
    explicit Served(Carrier carrier = Carrier::plain)
        : World(table), certified(carrier == Carrier::tls ? std::make_unique<Certified>() : nullptr)
    {
        config.listen = {"127.0.0.1", 0};
        config.threads = 2;
        gate = std::make_shared<Gate>();
    }

    Server& start()
    {
        if (const auto started = server.start(); !started) {
            throw std::runtime_error(started.error().why);
        }
        return server;
    }

    asio::ssl::context* trust() { return certified ? &certified->client : nullptr; }

    support::Client connect() { return support::Client(server.port(), trust()); }

    std::unique_ptr<Certified> certified; // Over TLS.
    Server server{app, table, certified ? &certified->tls : nullptr};
};

// A test that runs twice: its name over plain connections, with "_over_tls" behind it over TLS.
#define OVER_PLAIN_AND_TLS(test)                                                                   \
    struct test##_body : served::Served {                                                          \
        using Served::Served;                                                                      \
        void run();                                                                                \
    };                                                                                             \
    struct test##_body_over_tls : test##_body {                                                    \
        test##_body_over_tls() : test##_body(served::Carrier::tls) {}                              \
    };                                                                                             \
    BOOST_FIXTURE_TEST_CASE(test, test##_body)                                                     \
    {                                                                                              \
        run();                                                                                     \
    }                                                                                              \
    BOOST_FIXTURE_TEST_CASE(test##_over_tls, test##_body_over_tls)                                 \
    {                                                                                              \
        run();                                                                                     \
    }                                                                                              \
    void test##_body::run()

inline std::string request(std::string_view line, std::string_view headers = "",
                           std::string_view body = "")
{
    std::string out(line);
    out += " HTTP/1.1\r\nHost: localhost\r\n";
    out += headers;
    if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + std::string(body);
}

} // namespace served
