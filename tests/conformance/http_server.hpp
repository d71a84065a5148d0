// The smallest HTTP server that stands in for a learning record store: a thread per connection,
// one function that answers.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace stand_in {

namespace asio = boost::asio;
namespace http = boost::beast::http;

using Request = http::request<http::string_body>;
using Reply = http::response<http::string_body>;
using Answer = std::function<Reply(const Request&)>;

// A body that is announced larger than this is not waited for: its request comes without it.
inline constexpr std::uint64_t largest_body = 100u << 20;

Reply reply(unsigned status, std::string body = "");

class HttpServer {
public:
    // `connected` makes what answers the requests of one connection, one after another.
    explicit HttpServer(std::function<Answer()> connected);
    ~HttpServer(); // The clients must have hung up.

    std::uint16_t port() const { return port_; }

private:
    void accept();
    void serve(asio::ip::tcp::socket socket);

    std::function<Answer()> connected_;
    asio::io_context context_;
    asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::vector<std::jthread> connections_; // Of the accepting thread alone.
    std::jthread accepting_;
};

} // namespace stand_in
