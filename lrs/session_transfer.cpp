// How the bodies and the answers of a session move: within the memory that there is, and not slower
// than they must.
#include "lrs/inflate.hpp"
#include "lrs/into.hpp"
#include "lrs/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace lrs {

using boost::system::error_code;

// What the request needs of the memory for all. Else the answer.
std::optional<Response> Session::reserve(std::size_t bytes)
{
    if (memory_->grow_to(bytes)) return std::nullopt;
    app_.metrics.over_budget.fetch_add(1, std::memory_order_relaxed);
    return error_response(no_memory());
}

asio::awaitable<std::optional<Response>> Session::read_body()
{
    const auto length = static_cast<std::size_t>(parser_->content_length().value_or(0));
    if (auto refused = reserve(std::max(length, limits::small_request))) co_return refused;
    error_code failed;
    parser_->body_limit(exchange_->body_limit());
    wait_at_most(app_.config.body_timeout);
    const bool large = parser_->content_length().value_or(body_read_bytes) > read_ahead_bytes;
    if (large) buffer_.reserve(body_read_bytes);
    failed = co_await let_body_come();
    if (!failed) failed = co_await read_into_parser();
    received_ = parser_->get().body().size();
    if (!failed && large && buffer_.size() == 0) {
        buffer_.shrink_to_fit();
        buffer_.reserve(read_ahead_bytes);
    }
    if (!failed && exchange_->is_packed()) co_return co_await unpack();
    if (!failed) co_return std::nullopt;
    auto answer = verdict_on(failed);
    gone_ = !answer;
    co_return answer;
}

asio::awaitable<error_code> Session::let_body_come()
{
    error_code failed;
    if (exchange_->expects_continue() && buffer_.size() == 0) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(transport_, asio::buffer(go_on), into(failed));
    }
    co_return failed;
}

bool Session::is_body_done() const
{
    return upload_parser_ ? upload_parser_->is_done() : parser_->is_done();
}

bool Session::keeps_alive() const
{
    return upload_parser_ ? upload_parser_->keep_alive() : parser_->keep_alive();
}

asio::awaitable<std::optional<Response>> Session::read_upload()
{
    if (auto refused = reserve(upload_piece_bytes)) co_return refused;
    upload_parser_.emplace(std::move(*parser_));
    upload_parser_->body_limit(exchange_->body_limit());
    const auto began = std::chrono::steady_clock::now();
    wait_at_most(app_.config.body_timeout);
    auto failed = co_await let_body_come();
    wait_for_handler();
    auto opened = co_await app_.offload(
        Urgency::bulk, [this] { return Spool::open(app_.config.data / "uploads"); });
    if (!opened) co_return error_response(opened.error());
    upload_ = std::move(*opened);
    std::string piece;
    while (!failed && !is_body_done()) {
        failed = co_await read_piece(piece, began);
        if (failed) break;
        wait_for_handler();
        const auto kept = co_await app_.offload(Urgency::bulk, [&] { return upload_->add(piece); });
        if (!kept) co_return error_response(kept.error());
    }
    if (!failed) co_return std::nullopt;
    auto answer = verdict_on(failed);
    gone_ = !answer;
    co_return answer;
}

asio::awaitable<error_code> Session::read_piece(std::string& piece, Instant began)
{
    piece.resize(upload_piece_bytes);
    auto& body = upload_parser_->get().body();
    body.data = piece.data();
    body.size = piece.size();
    error_code failed;
    while (!failed && !is_body_done() && body.size > 0) {
        keep_pace(began, received_ + piece.size() - body.size, app_.config.upload_timeout);
        co_await http::async_read_some(transport_, buffer_, *upload_parser_, into(failed));
        if (failed == http::error::need_buffer) break;
    }
    if (expired_) app_.metrics.too_slow.fetch_add(1, std::memory_order_relaxed);
    if (failed == http::error::need_buffer) failed = {};
    piece.resize(piece.size() - body.size);
    received_ += piece.size();
    co_return failed;
}

// Into the parser: reading into its message would ignore the limit.
asio::awaitable<error_code> Session::read_into_parser()
{
    error_code failed;
    const auto began = std::chrono::steady_clock::now();
    std::size_t came = 0;
    while (!failed && !parser_->is_done()) {
        keep_pace(began, came, app_.config.body_timeout);
        came += co_await http::async_read_some(transport_, buffer_, *parser_, into(failed));
        // A body of unknown length shows its size as it comes.
        if (!failed && reserve(parser_->get().body().size())) failed = asio::error::no_buffer_space;
    }
    if (expired_) app_.metrics.too_slow.fetch_add(1, std::memory_order_relaxed);
    co_return failed;
}

asio::awaitable<std::optional<Response>> Session::unpack()
{
    wait_for_handler();
    auto& body = parser_->get().body();
    auto text = co_await app_.offload([&] { return inflate(body, exchange_->body_limit()); });
    if (!text) co_return error_response(text.error());
    body = std::move(*text);
    memory_->set(std::max(body.size(), limits::small_request)); // It is there already.
    co_return std::nullopt;
}

asio::awaitable<bool> Session::send(Response response, bool keep_alive)
{
    exchange_->complete(response, keep_alive);
    if (app_.config.hsts && transport_.is_tls()) {
        response.set(http::field::strict_transport_security, "max-age=31536000");
    }
    const auto size = static_cast<std::size_t>(response.size());
    const auto status = response.result_int();
    memory_->set(response.source ? limits::answer_piece : size);
    const auto failed = co_await write(std::move(response));
    memory_->set(0); // Before any lingering: who waits for that has nothing here any more.
    tell(status, exchange_->head_only() ? 0 : size);
    if (failed) {
        reset();
        co_return false;
    }
    const bool unread = !is_body_done() || buffer_.size() > 0;
    if (!keep_alive && (unread || sessions_.draining())) co_await linger();
    co_return keep_alive;
}

asio::awaitable<error_code> Session::write(Response response)
{
    error_code failed;
    const auto began = std::chrono::steady_clock::now();
    std::size_t went = 0;
    http::response_serializer<http::string_body> serializer(response);
    serializer.split(exchange_->head_only());
    const auto is_done = [&] {
        return exchange_->head_only() ? serializer.is_header_done() : serializer.is_done();
    };
    while (!failed && !is_done()) {
        keep_pace(began, went, app_.config.write_timeout);
        went += co_await http::async_write_some(transport_, serializer, into(failed));
    }
    if (!failed && response.source && !exchange_->head_only())
        failed = co_await write_pieces(*response.source, began);
    if (expired_) app_.metrics.too_slow.fetch_add(1, std::memory_order_relaxed);
    co_return failed;
}

// Of what follows the header. The answer's length is out already: when the rest cannot be had, the
// connection is cut, and the client sees that some is missing.
asio::awaitable<error_code> Session::write_pieces(BodySource& source, Instant began)
{
    error_code failed;
    std::uint64_t went = 0;
    while (!failed && went < source.size()) {
        wait_for_handler();
        const auto piece = co_await app_.offload(Urgency::bulk, [&] { return source.next(); });
        if (!piece || piece->empty()) co_return asio::error::connection_aborted;
        for (std::size_t at = 0; !failed && at < piece->size();) {
            keep_pace(began, static_cast<std::size_t>(went), app_.config.upload_timeout);
            const auto rest = std::string_view(*piece).substr(at);
            const auto more =
                co_await transport_.async_write_some(asio::buffer(rest), into(failed));
            at += more;
            went += more;
        }
    }
    co_return failed;
}

void Session::tell(unsigned status, std::size_t bytes_out) const
{
    const auto took = std::chrono::steady_clock::now() - began_;
    const Answered answered{exchange_->route(), status,
                            std::chrono::duration_cast<std::chrono::microseconds>(took), received_,
                            bytes_out};
    app_.metrics.answered(answered);
    if (app_.journal.writes(Level::info))
        app_.journal.write(Level::info, exchange_->record(answered));
}

void Session::keep_pace(Instant began, std::size_t bytes, std::chrono::milliseconds at_most)
{
    expired_ = false;
    deadline_ = began + app_.config.pace.allowed(bytes, at_most);
}

// Closing with unread input makes the kernel send a reset, which can overtake the answer
// (RFC 9112 9.6). So the other side is told that nothing follows, and listened to until it hangs
// up, for a short while.
asio::awaitable<void> Session::linger()
{
    error_code failed;
    auto& socket = transport_.socket();
    if (transport_.is_tls()) co_await say_goodbye();
    socket.shutdown(asio::socket_base::shutdown_send, failed);
    wait_at_most(app_.config.linger_timeout);
    std::array<char, 4096> ignored;
    while (!failed && std::chrono::steady_clock::now() < deadline_)
        co_await socket.async_read_some(asio::buffer(ignored), into(failed));
}

// So that the other side can tell the end from a cut.
asio::awaitable<void> Session::say_goodbye()
{
    error_code ignored;
    wait_at_most(app_.config.linger_timeout);
    co_await transport_.async_close_notify(into(ignored));
}

} // namespace lrs
