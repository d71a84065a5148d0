// What carries the bytes of a connection: TCP, or TLS over it. Beast reads and writes both alike.
//
// Operation    A plain transport hands everything to its socket; what TLS needs is not there.
// Concurrency  That of a socket: one reader and one writer at a time, all on one thread.
// Ownership    The socket's. TLS keeps its own hold on what it needs of the context.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <optional>
#include <utility>

namespace lrs {

namespace asio = boost::asio;

using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

class Transport {
public:
    using executor_type = Socket::executor_type;

    // No context: plain.
    Transport(Socket socket, asio::ssl::context* tls) : socket_(std::move(socket))
    {
        if (tls) tls_.emplace(socket_, *tls);
    }

    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    executor_type get_executor() { return socket_.get_executor(); }

    bool is_tls() const { return tls_.has_value(); }

    // Beneath TLS: to cancel, to close, and for what is not to be understood.
    Socket& socket() { return socket_; }

    // Whether something has arrived that nobody has read, be it half a record.
    bool has_input();

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token)
        -> decltype(std::declval<Socket&>().async_read_some(buffers, std::forward<Token>(token)))
    {
        if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
        return socket_.async_read_some(buffers, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token)
        -> decltype(std::declval<Socket&>().async_write_some(buffers, std::forward<Token>(token)))
    {
        if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
        return socket_.async_write_some(buffers, std::forward<Token>(token));
    }

    // Only over TLS, as are the next ones.
    template <class Token>
    auto async_handshake(Token&& token)
    {
        return tls_->async_handshake(asio::ssl::stream_base::server, std::forward<Token>(token));
    }

    // Tells the other side that nothing follows (RFC 8446 6.1), and does not wait for its answer.
    // Nothing is read through TLS afterwards. A second call does nothing.
    template <class Token>
    auto async_close_notify(Token&& token)
    {
        expect_no_answer();
        return tls_->async_shutdown(std::forward<Token>(token));
    }

    // Whether the handshake has failed with this because the other side speaks HTTP without TLS.
    static bool is_plain_http(boost::system::error_code failed);

private:
    void expect_no_answer();

    Socket socket_;
    std::optional<asio::ssl::stream<Socket&>> tls_;
};

} // namespace lrs
