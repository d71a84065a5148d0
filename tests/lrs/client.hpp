// A blunt HTTP client: sends any bytes, reads answers one by one. Over TLS when it gets a context.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace support {

namespace asio = boost::asio;
namespace http = boost::beast::http;

class Client {
public:
    using Answer = http::response<http::string_body>;

    // Throws when the handshake fails.
    explicit Client(std::uint16_t port, asio::ssl::context* tls = nullptr)
    {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(asio::ip::tcp::no_delay(true));
        if (tls) tls_.emplace(socket_, *tls).handshake(asio::ssl::stream_base::client);
    }

    // The server may hang up in the middle; what it answered counts.
    void send(std::string_view bytes)
    {
        boost::system::error_code ignored;
        through([&](auto& stream) { return asio::write(stream, asio::buffer(bytes), ignored); });
    }

    Answer receive(bool to_head = false)
    {
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        parser.skip(to_head);
        through([&](auto& stream) { return http::read(stream, buffer_, parser); });
        return parser.release();
    }

    Answer ask(std::string_view bytes)
    {
        send(bytes);
        return receive();
    }

    // Waits until the server hangs up. What it says before.
    std::string rest()
    {
        std::string out(static_cast<const char*>(buffer_.data().data()), buffer_.size());
        boost::system::error_code failed;
        char bytes[4096];
        while (!failed) {
            out.append(bytes, through([&](auto& stream) {
                           return stream.read_some(asio::buffer(bytes), failed);
                       }));
        }
        ended_cleanly_ = failed == asio::error::eof;
        return out;
    }

    // Whether what rest() came to was an end and no cut. TLS has a word for it.
    bool ended_cleanly() const { return ended_cleanly_; }

    // Without a word of TLS.
    void finish_sending() { socket_.shutdown(asio::socket_base::shutdown_send); }

    asio::ip::tcp::socket& socket() { return socket_; }

    SSL* tls() { return tls_->native_handle(); }

private:
    template <class Use>
    std::size_t through(Use use)
    {
        return tls_ ? use(*tls_) : use(socket_);
    }

    asio::io_context context_;
    asio::ip::tcp::socket socket_{context_};
    std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
    boost::beast::flat_buffer buffer_;
    bool ended_cleanly_ = false;
};

} // namespace support
