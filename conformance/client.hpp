// A blunt HTTP/1.1 client: sends any bytes, reads one answer after another.
//
// Threads: a client belongs to one of them; several run beside each other. It blocks, but no step
// (connecting, sending, receiving) takes longer than its deadline.
#pragma once

#include "base/error.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
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
    bool tls = false;
};

// "http://host[:port][/path]", or https. invalid: anything else.
base::Result<Url> parse_url(std::string_view text);

// There is no answer, or none that is HTTP: refused, hung up, or not within the deadline.
struct NoAnswer : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Client {
public:
    // Over https the server must have a certificate that the system trusts.
    Client(Url url, std::chrono::milliseconds deadline);
    ~Client();

    // Sends the bytes of one whole request. An answer to HEAD has a length but no body. A
    // connection that the server has closed meanwhile is opened again.
    // Throws NoAnswer.
    Reply ask(std::string_view bytes, bool to_head = false);

private:
    class Connection;

    Url url_;
    std::chrono::milliseconds deadline_;
    std::unique_ptr<Connection> connection_; // Empty: there is none, or none that can be used.
};

} // namespace conformance
