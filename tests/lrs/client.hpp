// A blunt HTTP client: sends any bytes, reads answers one by one.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace support {

namespace asio = boost::asio;
namespace http = boost::beast::http;

class Client {
public:
    using Answer = http::response<http::string_body>;

    explicit Client(std::uint16_t port)
    {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(asio::ip::tcp::no_delay(true));
    }

    // The server may hang up in the middle; what it answered counts.
    void send(std::string_view bytes)
    {
        boost::system::error_code ignored;
        asio::write(socket_, asio::buffer(bytes), ignored);
    }

    Answer receive(bool to_head = false)
    {
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        parser.skip(to_head);
        http::read(socket_, buffer_, parser);
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
            const auto size = socket_.read_some(asio::buffer(bytes), failed);
            out.append(bytes, size);
        }
        return out;
    }

    void finish_sending() { socket_.shutdown(asio::socket_base::shutdown_send); }

    asio::ip::tcp::socket& socket() { return socket_; }

private:
    asio::io_context context_;
    asio::ip::tcp::socket socket_{context_};
    boost::beast::flat_buffer buffer_;
};

} // namespace support
