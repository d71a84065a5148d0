#include "bench/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr std::size_t read_ahead_bytes = 256u << 10;

} // namespace

Connection::Connection(asio::io_context& context, Endpoint server)
    : stream_(context), server_(std::move(server))
{
    buffer_.reserve(read_ahead_bytes);
    open();
}

void Connection::open()
{
    boost::system::error_code ignored;
    stream_.close(ignored);
    buffer_.clear();
    stream_.connect(server_);
    stream_.set_option(asio::ip::tcp::no_delay(true));
}

asio::awaitable<Answer> Connection::exchange(std::string_view request, bool& keeps)
try {
    co_await asio::async_write(stream_, asio::buffer(request), asio::use_awaitable);
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    co_await http::async_read(stream_, buffer_, parser, asio::use_awaitable);
    keeps = parser.keep_alive();
    auto response = parser.release();
    co_return Answer{response.result_int(), std::move(response.body())};
} catch (const boost::system::system_error& closed) {
    co_return Answer{0, closed.what()};
}

asio::awaitable<Answer> Connection::ask(std::string_view request)
{
    bool keeps = false;
    auto answer = co_await exchange(request, keeps);
    if (!keeps) open();
    co_return answer;
}

} // namespace bench
