// One connection: requests in, answers out, in order, until one side has enough.
//
// Operation    Header, verdict on the header (lrs/exchange.hpp), body, handler, answer. A request
//              that is refused before its body was read ends the connection.
// Concurrency  A session lives on one network thread and is touched by it alone.
// Limits       Every wait for the other side has a deadline, kept by Sessions::sweep().
#pragma once

#include "lrs/alternate.hpp"
#include "lrs/app.hpp"
#include "lrs/exchange.hpp"
#include "lrs/router.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <list>
#include <optional>
#include <string>

namespace lrs {

namespace asio = boost::asio;

// The one place that knows what carries the bytes: with ssl::stream<...> here and a handshake at
// the head of Session::run() the rest stays. It is closed and cancelled by its lowest_layer().
using Stream = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

class Session;

// The sessions of one network thread, touched by it alone.
class Sessions {
public:
    Sessions(App& app, const Router& router) : app_(app), router_(router) {}

    Sessions(const Sessions&) = delete;
    Sessions& operator=(const Sessions&) = delete;

    using Instant = std::chrono::steady_clock::time_point;

    // Ends what waits for longer than it may. One timer for all of them: arming one per step of
    // every request costs more than the deadlines' being late by one round.
    void sweep(Instant now);

    // From now on: idle sessions end, the others with their next answer.
    void drain();

    bool draining() const { return draining_; }

    // Nobody waits for anything any more. Handlers that run still finish.
    void cut();

private:
    friend class Session;
    App& app_;
    const Router& router_;
    std::list<Session*> all_;
    bool draining_ = false;
};

class Session {
public:
    Session(Stream stream, Sessions& sessions);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<void> run();

    // Instead of run(): there are too many connections.
    asio::awaitable<void> turn_away();

private:
    friend class Sessions;
    using Parser = http::request_parser<http::string_body>;
    using Instant = Sessions::Instant;

    // False: that was the last one.
    asio::awaitable<bool> serve_one();
    asio::awaitable<std::optional<Response>> unwrap();
    asio::awaitable<std::optional<Response>> authenticate();
    asio::awaitable<std::optional<Response>> read_body();
    asio::awaitable<std::optional<Response>> unpack();
    asio::awaitable<Response> handle(http::fields headers, std::string body);
    asio::awaitable<bool> send(Response response, bool keep_alive);
    asio::awaitable<void> linger();

    void start_parser();
    bool is_idle() const;
    std::optional<Response> verdict_on(boost::system::error_code failed) const;
    void wait_at_most(std::chrono::milliseconds time);

    void wait_for_handler() { deadline_ = Instant::max(); }

    void expire();
    void reset();

    Stream stream_;
    Sessions& sessions_;
    App& app_;
    std::list<Session*>::iterator place_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::optional<Unwrapped> inner_;   // Of a request that came inside a form.
    std::optional<Exchange> exchange_; // The one under way.
    Instant deadline_ = Instant::max();
    bool reading_header_ = false;
    bool expired_ = false; // The wait that ended last ended by its deadline.
    bool gone_ = false;    // The other side is not there any more.
};

} // namespace lrs
