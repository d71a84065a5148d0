#include "tests/conformance/http_server.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>
#include <limits>
#include <sys/socket.h>

namespace stand_in {

using asio::ip::tcp;

Reply reply(unsigned status, std::string body)
{
    Reply out{static_cast<http::status>(status), 11};
    out.set(http::field::content_type, "application/json");
    out.body() = std::move(body);
    return out;
}

HttpServer::HttpServer(std::function<Answer()> connected)
    : connected_(std::move(connected)),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()), accepting_([this] { accept(); })
{
}

HttpServer::~HttpServer()
{
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR); // Wakes the thread that accepts.
}

void HttpServer::accept()
{
    while (true) {
        boost::system::error_code failed;
        tcp::socket socket(context_);
        acceptor_.accept(socket, failed);
        if (failed) break;
        socket.set_option(tcp::no_delay(true));
        connections_.emplace_back(
            [this, moved = std::move(socket)]() mutable { serve(std::move(moved)); });
    }
    connections_.clear();
}

void HttpServer::serve(tcp::socket socket)
{
    const auto answer = connected_();
    boost::beast::flat_buffer buffer;
    boost::system::error_code failed;
    while (!failed) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(1u << 20);
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        http::read_header(socket, buffer, parser, failed);
        if (failed == http::error::end_of_stream) return;
        const bool understood = !failed;
        const bool huge = understood && parser.content_length().value_or(0) > largest_body;
        if (understood && !huge) http::read(socket, buffer, parser, failed);

        auto out = reply(400, "{\"error\":\"no HTTP\"}");
        try {
            if (!failed) out = answer(parser.get());
        } catch (const std::exception&) {
            break; // What cannot be answered is hung up on.
        }
        const bool to_head = understood && parser.get().method() == http::verb::head;
        if (to_head) out.body().clear();
        const bool bodiless =
            out.result() == http::status::no_content || out.result() == http::status::not_modified;
        if (bodiless) out.body().clear();
        if (!bodiless && !to_head) out.content_length(out.body().size());
        if (failed || huge) out.keep_alive(false);
        http::response_serializer<http::string_body> serializer(out);
        boost::system::error_code unwritten;
        http::write(socket, serializer, unwritten);
        if (huge || unwritten || !out.keep_alive()) break;
    }
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
}

} // namespace stand_in
