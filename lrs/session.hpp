// One connection: requests in, answers out, in order, until one side has enough.
//
// Operation    Handshake when it is TLS; then header, verdict on the header (lrs/exchange.hpp),
//              body, handler, answer. A request that is refused before its body was read ends the
//              connection. One that has only to be sent on to HTTPS is answered by its header.
// Concurrency  A session lives on one network thread and is touched by it alone.
// Limits       Every wait for the other side has a deadline, kept by Sessions::sweep(). Bodies and
//              answers must keep a pace (lrs/pace.hpp) and fit the memory for all of them.
#pragma once

#include "lrs/alternate.hpp"
#include "lrs/app.hpp"
#include "lrs/exchange.hpp"
#include "lrs/memory_budget.hpp"
#include "lrs/router.hpp"
#include "lrs/spool.hpp"
#include "lrs/transport.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace lrs {

namespace asio = boost::asio;

// A connection that has just come in.
struct Arrival {
    Socket socket;
    asio::ip::address peer{};
    std::shared_ptr<asio::ssl::context> tls{}; // Empty: plain.
    const Router* router = nullptr;            // Of the surface that it came to.
    std::uint16_t redirect_to = 0; // Not 0: all requests are sent on, to HTTPS at this port.
};

class Session;

// The sessions of one network thread, touched by it alone.
class Sessions {
public:
    explicit Sessions(App& app) : app_(app) {}

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
    std::list<Session*> all_;
    bool draining_ = false;
};

class Session {
public:
    Session(Arrival arrival, Sessions& sessions);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<void> run();

    // Instead of run(): there are too many connections.
    asio::awaitable<void> turn_away();

private:
    friend class Sessions;
    using Parser = http::request_parser<http::string_body>;
    using UploadParser = http::request_parser<http::buffer_body>;
    using Instant = Sessions::Instant;

    // Big enough for a header and a body of the usual size in one system call.
    static constexpr std::size_t read_ahead_bytes = 8u << 10;

    // For the bodies that are not of the usual size, while they come.
    static constexpr std::size_t body_read_bytes = 64u << 10;

    static constexpr std::size_t upload_piece_bytes = 256u << 10; // Written at once.

    // Room for what Beast must see in one piece: a line of the header, the extensions of a chunk.
    static constexpr std::size_t buffer_bytes = 64u << 10;
    static_assert(read_ahead_bytes <= buffer_bytes && body_read_bytes <= buffer_bytes);

    // False: nobody is there to be served.
    asio::awaitable<bool> shake_hands(std::chrono::milliseconds time);
    // False: that was the last one.
    asio::awaitable<bool> serve_one();
    std::optional<Response> verdict_on_header();
    asio::awaitable<std::optional<Response>> unwrap();
    asio::awaitable<std::optional<Response>> authenticate();
    asio::awaitable<std::optional<Response>> read_body();
    asio::awaitable<std::optional<Response>> read_upload();
    asio::awaitable<boost::system::error_code> read_piece(std::string& piece, Instant began);
    asio::awaitable<boost::system::error_code> let_body_come();
    bool is_body_done() const;
    bool keeps_alive() const; // Once the body is done.
    asio::awaitable<boost::system::error_code> read_into_parser();
    asio::awaitable<std::optional<Response>> unpack();
    asio::awaitable<Response> handle(http::fields headers, std::string body);
    asio::awaitable<bool> send(Response response, bool keep_alive);
    asio::awaitable<boost::system::error_code> write(Response response);
    asio::awaitable<boost::system::error_code> write_pieces(BodySource& source, Instant began);
    asio::awaitable<void> linger();
    asio::awaitable<void> say_goodbye();

    void start_parser();
    void begin(MemoryBudget::Share& memory);
    std::optional<Response> reserve(std::size_t bytes);
    void tell(unsigned status, std::size_t bytes_out) const;
    bool is_idle() const;
    std::optional<Response> verdict_on(boost::system::error_code failed) const;
    void wait_at_most(std::chrono::milliseconds time);
    void keep_pace(Instant began, std::size_t bytes, std::chrono::milliseconds at_most);

    void wait_for_handler() { deadline_ = Instant::max(); }

    void expire();
    void reset();

    Transport transport_;
    const asio::ip::address peer_;
    const std::uint16_t redirect_to_;
    const Router& router_;
    Sessions& sessions_;
    App& app_;
    std::list<Session*>::iterator place_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::optional<UploadParser> upload_parser_; // Has taken the other's place.
    std::shared_ptr<Spool> upload_;
    std::optional<Unwrapped> inner_;        // Of a request that came inside a form.
    std::optional<Exchange> exchange_;      // The one under way.
    MemoryBudget::Share* memory_ = nullptr; // Of the request under way ...
    Instant began_{};                       // ... when its header had come ...
    std::size_t received_ = 0;              // ... and how large its body was on the way.
    Instant deadline_ = Instant::max();
    bool shaking_hands_ = false;
    bool reading_header_ = false;
    bool expired_ = false; // The wait that ended last ended by its deadline.
    bool gone_ = false;    // The other side is not there any more.
};

} // namespace lrs
