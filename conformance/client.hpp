// A blunt HTTP/1.1 client: sends any bytes, reads one answer after another.
//
// Threads: a client belongs to one of them; several run beside each other. It blocks, but never
// longer than its deadline.
#pragma once

#include "base/error.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace conformance {

namespace http = boost::beast::http;

using Reply = http::response<http::string_body>;

// Where a learning record store is: the endpoint below which its resources lie.
struct Url {
    std::string host;
    std::string port;
    std::string path; // Without a slash at its end.
};

// "http://host[:port][/path]". invalid: anything else.
base::Result<Url> parse_url(std::string_view text);

// There is no answer, or none that is HTTP: refused, hung up, or not within the deadline.
struct NoAnswer : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Client {
public:
    Client(Url url, std::chrono::milliseconds deadline);

    // Sends the bytes of one whole request. An answer to HEAD has a length but no body. A
    // connection that the server has closed meanwhile is opened again.
    // Throws NoAnswer.
    Reply ask(std::string_view bytes, bool to_head = false);

    const Url& url() const { return url_; }

private:
    using Done = std::function<void(boost::system::error_code)>;

    void connect();
    Reply receive(bool to_head);
    void wait_for(const std::function<void(Done)>& start);

    Url url_;
    std::chrono::milliseconds deadline_;
    boost::asio::io_context context_;
    std::optional<boost::beast::tcp_stream> stream_; // Empty: not connected yet.
    boost::beast::flat_buffer buffer_;
    bool connected_ = false;
};

} // namespace conformance
