#include "lrs/session.hpp"

#include "lrs/auth/credentials.hpp"
#include "lrs/auth/token_key.hpp"
#include "lrs/courses/launch_access.hpp"
#include "lrs/courses/launch_rules.hpp"
#include "lrs/courses/person_access.hpp"
#include "lrs/forwarded.hpp"
#include "lrs/into.hpp"
#include "lrs/redirect.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using boost::system::error_code;

bool is_http_error(error_code failed)
{
    return failed.category() == http::make_error_code(http::error::end_of_stream).category() &&
           failed != http::error::end_of_stream && failed != http::error::partial_message;
}

} // namespace

void Sessions::sweep(Instant now)
{
    for (auto* session : all_) {
        if (now >= session->deadline_) session->expire();
    }
}

void Sessions::drain()
{
    draining_ = true;
    for (auto* session : all_) {
        // What has arrived but was not looked at yet is a request that shall be answered.
        auto& transport = session->transport_;
        error_code ignored;
        if (session->is_idle() && !transport.has_input()) transport.socket().cancel(ignored);
    }
}

void Sessions::cut()
{
    for (auto* session : all_)
        session->reset();
}

Session::Session(Arrival arrival, Sessions& sessions)
    : transport_(std::move(arrival.socket), arrival.tls.get()), peer_(std::move(arrival.peer)),
      redirect_to_(arrival.redirect_to), router_(*arrival.router), sessions_(sessions),
      app_(sessions.app_), place_(sessions.all_.insert(sessions.all_.end(), this)),
      buffer_(app_.config.header_bytes + buffer_bytes)
{
    buffer_.reserve(read_ahead_bytes);
}

Session::~Session()
{
    sessions_.all_.erase(place_);
}

asio::awaitable<void> Session::run()
{
    // The awaited value in a variable: GCC 12 miscompiles it as the condition of the loop.
    bool more = true;
    if (transport_.is_tls()) {
        more = co_await shake_hands(app_.config.header_timeout);
        if (!more) co_return;
    }
    while (more)
        more = co_await serve_one();
    if (transport_.is_tls()) co_await say_goodbye();
}

asio::awaitable<void> Session::turn_away()
{
    if (transport_.is_tls()) {
        const bool shaken = co_await shake_hands(app_.config.linger_timeout);
        if (!shaken) co_return;
    }
    const auto response = turned_away_response(app_.config);
    error_code failed;
    wait_at_most(app_.config.linger_timeout);
    co_await http::async_write(transport_, response, into(failed));
    if (!failed) co_await linger();
}

asio::awaitable<bool> Session::shake_hands(std::chrono::milliseconds time)
{
    if (sessions_.draining() && !transport_.has_input()) co_return false;
    error_code failed;
    wait_at_most(time);
    shaking_hands_ = true;
    co_await transport_.async_handshake(into(failed));
    shaking_hands_ = false;
    if (!Transport::is_plain_http(failed)) co_return !failed;

    const auto response = speaks_https_response();
    co_await http::async_write(transport_.socket(), response, into(failed));
    if (!failed) co_await linger();
    co_return false;
}

asio::awaitable<bool> Session::serve_one()
{
    start_parser();
    error_code failed;
    wait_at_most(app_.config.header_timeout);
    reading_header_ = true;
    if (sessions_.draining() && is_idle() && !transport_.has_input()) co_return false;
    const auto size = co_await http::async_read_header(transport_, buffer_, *parser_, into(failed));
    // The parser allows so much to the request line and as much again to the rest.
    if (!failed && size > app_.config.header_bytes) failed = http::error::header_limit;
    const bool idle = is_idle();
    reading_header_ = false;
    if (failed && idle) co_return false;

    exchange_.emplace(app_, router_, parser_->get());
    const InFlight counted(app_.metrics);
    MemoryBudget::Share memory(app_.memory);
    begin(memory);
    auto answer = failed ? verdict_on(failed) : verdict_on_header();
    if (failed && !answer) co_return false;
    if (!answer && exchange_->is_alternate()) answer = co_await unwrap();
    if (gone_) co_return false;
    if (!answer) answer = co_await authenticate();
    if (!answer && !parser_->is_done()) answer = exchange_->body_refusal(parser_->content_length());

    // Out of the parser before the body: what comes behind the last chunk is no header.
    http::fields headers = inner_ ? std::move(static_cast<http::fields&>(inner_->header))
                                  : std::move(static_cast<http::fields&>(parser_->get().base()));
    if (!answer && exchange_->takes_file())
        answer = co_await read_upload();
    else if (!answer && !parser_->is_done())
        answer = co_await read_body();
    if (gone_) co_return false;
    if (!answer && !exchange_->is_open()) answer = reserve(limits::small_request);
    if (!answer) {
        auto& body = inner_ ? inner_->body : parser_->get().body();
        answer = co_await handle(std::move(headers), std::move(body));
    }

    const bool more = is_body_done() && keeps_alive() && !sessions_.draining();
    co_return co_await send(std::move(*answer), more);
}

void Session::begin(MemoryBudget::Share& memory)
{
    memory_ = &memory;
    began_ = std::chrono::steady_clock::now();
    received_ = 0;
}

void Session::start_parser()
{
    inner_.reset();
    upload_.reset();
    upload_parser_.reset();
    parser_.emplace();
    const auto header_bytes = std::min<std::size_t>(app_.config.header_bytes, UINT32_MAX);
    parser_->header_limit(static_cast<std::uint32_t>(header_bytes));
    // The limit is set once the header has been judged: who may not write at all hears so first.
    parser_->body_limit(boost::none);
}

bool Session::is_idle() const
{
    return shaking_hands_ || (reading_header_ && !parser_->got_some() && buffer_.size() == 0);
}

std::optional<Response> Session::verdict_on_header()
{
    if (redirect_to_ == 0) return exchange_->refusal();
    const auto& config = app_.config;
    const RequestHeader& header = parser_->get();
    const auto caller = caller_of(peer_, transport_.is_tls(), header, config.trusted_proxies);
    return redirect_response(header, caller, config, redirect_to_);
}

// From here on the request is the one in the form; its body is there already.
asio::awaitable<std::optional<Response>> Session::unwrap()
{
    std::optional<Response> answer;
    const RequestHeader header = parser_->get().base(); // Without what follows the last chunk.
    if (!parser_->is_done()) {
        answer = exchange_->body_refusal(parser_->content_length());
        if (!answer) answer = co_await read_body();
        if (answer || gone_) co_return answer;
    }
    wait_for_handler();
    auto inner = co_await app_.offload([&] { return lrs::unwrap(header, parser_->get().body()); });
    if (!inner) co_return error_response(inner.error());
    inner_ = std::move(*inner);
    exchange_.emplace(app_, router_, inner_->header, std::move(inner_->parameters));
    co_return exchange_->refusal();
}

asio::awaitable<std::optional<Response>> Session::authenticate()
{
    exchange_->set_peer(peer_, transport_.is_tls());
    const auto authorization = exchange_->authorization();
    if (!authorization) co_return exchange_->admit(nullptr);

    std::optional<Credentials::Checked> checked;
    if (auto launch = token_of(launch_keys, *authorization)) {
        wait_for_handler();
        checked = co_await admit_content(std::move(*launch), app_);
    } else if (auto person = token_of(person_keys, *authorization)) {
        wait_for_handler();
        checked = co_await admit_person(std::move(*person), app_);
    } else if (checked = app_.credentials.remembered(*authorization); !checked) {
        wait_for_handler();
        checked = co_await app_.credentials.check(std::string(*authorization));
    }
    if (!*checked) co_return error_response(checked->error());
    co_return exchange_->admit(**checked);
}

asio::awaitable<Response> Session::handle(http::fields headers, std::string body)
{
    wait_for_handler();
    exchange_->before_handler();
    std::string failed;
    try {
        auto request =
            exchange_->take(std::move(headers), std::move(body), std::exchange(upload_, nullptr));
        if (request.credential && request.credential->launch) {
            const auto allowed = co_await app_.offload(Urgency::soon, [&] {
                return admit_content_request(*request.credential->launch, exchange_->route()->path,
                                             request);
            });
            if (!allowed) co_return error_response(allowed.error());
        }
        co_return co_await exchange_->handler()(std::move(request), app_);
    } catch (const std::exception& error) {
        failed = error.what();
    }
    co_return error_response(Error{ErrorKind::internal, failed});
}

// What a failed read deserves. Empty: nobody is there to be answered.
std::optional<Response> Session::verdict_on(error_code failed) const
{
    if (expired_) {
        return error_response(http::status::request_timeout, "The request took too long to come");
    }
    if (failed == http::error::header_limit) {
        // Without a target the limit was met within the request line.
        return !parser_->is_header_done() && parser_->get().target().empty()
                   ? error_response(http::status::uri_too_long, "The URL is too long")
                   : error_response(http::status::request_header_fields_too_large,
                                    "The header is larger than " +
                                        std::to_string(app_.config.header_bytes) + " bytes");
    }
    if (failed == http::error::body_limit) {
        return error_response(
            Error{ErrorKind::too_large,
                  "The body is larger than " + std::to_string(exchange_->body_limit()) + " bytes"});
    }
    if (failed == asio::error::no_buffer_space) return error_response(no_memory());
    if (is_http_error(failed)) {
        return error_response(Error{ErrorKind::invalid, "This is not HTTP: " + failed.message()});
    }
    return std::nullopt;
}

void Session::wait_at_most(std::chrono::milliseconds time)
{
    expired_ = false;
    deadline_ = std::chrono::steady_clock::now() + time;
}

void Session::expire()
{
    expired_ = true;
    error_code ignored;
    transport_.socket().cancel(ignored);
}

// Without a farewell: what the other side has not read by now it shall not be sent any more.
void Session::reset()
{
    error_code ignored;
    auto& socket = transport_.socket();
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

} // namespace lrs
