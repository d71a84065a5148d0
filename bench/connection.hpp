// One HTTP connection of the load generator.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <string>
#include <string_view>

namespace bench {

struct Answer {
    unsigned status; // 0: the server closed the connection instead of answering.
    std::string body;
};

class Connection {
public:
    using Endpoint = boost::asio::ip::tcp::endpoint;

    Connection(boost::asio::io_context& context, Endpoint server);

    // The request's bytes must stay until the answer is there. A connection that the server has
    // closed, with or without an answer, is opened again; throws when that fails.
    boost::asio::awaitable<Answer> ask(std::string_view request);

private:
    void open();
    boost::asio::awaitable<Answer> exchange(std::string_view request, bool& keeps);

    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>
        stream_;
    Endpoint server_;
    boost::beast::flat_buffer buffer_;
};

} // namespace bench
