#include "conformance/client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>

namespace conformance {

namespace asio = boost::asio;

using base::Error;
using base::ErrorKind;
using boost::system::error_code;

base::Result<Url> parse_url(std::string_view text)
{
    Url out;
    out.tls = text.starts_with("https://");
    if (!out.tls && !text.starts_with("http://"))
        return Error{ErrorKind::invalid, "the URL must begin with http:// or https://"};
    text.remove_prefix(out.tls ? 8 : 7);
    if (text.find_first_of("?#@") != text.npos)
        return Error{ErrorKind::invalid, "the URL must have neither a query nor a user"};
    const auto authority = text.substr(0, text.find('/'));
    text.remove_prefix(authority.size());
    while (text.ends_with('/'))
        text.remove_suffix(1);
    out.path = text;
    const auto bracket = authority.find(']'); // Of an IPv6 address.
    const auto colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    out.host = authority.substr(0, colon);
    out.port = out.tls ? "443" : "80";
    if (colon != authority.npos) out.port = authority.substr(colon + 1);
    if (out.host.empty() || out.port.empty() ||
        out.port.find_first_not_of("0123456789") != out.port.npos)
        return Error{ErrorKind::invalid, "the URL must name a host and, if any, a port in digits"};
    return out;
}

namespace {

// Connections share these from any thread. Those over TLS trust what the system does: it is read
// once, and not at all for others.
asio::ssl::context& contexts(bool tls)
{
    static asio::ssl::context plain(asio::ssl::context::tls_client);
    if (!tls) return plain;
    static auto trusting = [] {
        asio::ssl::context context(asio::ssl::context::tls_client);
        context.set_default_verify_paths();
        return context;
    }();
    return trusting;
}

} // namespace

class Client::Connection {
public:
    Connection(const Url& url, std::chrono::milliseconds deadline)
        : tls_(url.tls), deadline_(deadline), stream_(context_, contexts(tls_))
    {
        auto host = url.host;
        std::erase_if(host, [](char c) { return c == '[' || c == ']'; });
        asio::ip::tcp::resolver resolver(context_);
        const auto found = resolver.resolve(host, url.port);
        wait_for([&](auto done) {
            plain().async_connect(found, [done](error_code error, const auto&) { done(error); });
        });
        plain().socket().set_option(asio::ip::tcp::no_delay(true));
        if (!tls_) return;
        stream_.set_verify_mode(asio::ssl::verify_peer);
        stream_.set_verify_callback(asio::ssl::host_name_verification(host));
        // Of several sites behind one address the name says which is meant (RFC 6066 3).
        SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str());
        wait_for([&](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
    }

    void send(std::string_view bytes)
    {
        const auto sent = [](auto done) {
            return [done](error_code error, std::size_t) { done(error); };
        };
        wait_for([&](auto done) {
            if (tls_)
                asio::async_write(stream_, asio::buffer(bytes), sent(done));
            else
                asio::async_write(plain(), asio::buffer(bytes), sent(done));
        });
    }

    // The next one, 100 Continue aside.
    Reply receive(bool to_head)
    {
        while (true) {
            http::response_parser<http::string_body> parser;
            parser.body_limit(std::numeric_limits<std::uint64_t>::max());
            parser.skip(to_head);
            wait_for([&](auto done) {
                const auto read = [done](error_code error, std::size_t) { done(error); };
                if (tls_)
                    http::async_read(stream_, buffer_, parser, read);
                else
                    http::async_read(plain(), buffer_, parser, read);
            });
            if (parser.get().result() != http::status::continue_) return parser.release();
        }
    }

private:
    using Done = std::function<void(error_code)>;

    boost::beast::tcp_stream& plain() { return stream_.next_layer(); }

    void wait_for(const std::function<void(Done)>& start)
    {
        error_code failed;
        plain().expires_after(deadline_);
        start([&failed](error_code error) { failed = error; });
        context_.restart();
        context_.run();
        if (failed) throw boost::system::system_error(failed);
    }

    bool tls_;
    std::chrono::milliseconds deadline_;
    asio::io_context context_;
    boost::beast::ssl_stream<boost::beast::tcp_stream> stream_;
    boost::beast::flat_buffer buffer_;
};

Client::Client(Url url, std::chrono::milliseconds deadline)
    : url_(std::move(url)), deadline_(deadline)
{
}

Client::~Client() = default;

Reply Client::ask(std::string_view bytes, bool to_head)
{
    for (bool fresh = !connection_;; fresh = true) {
        try {
            if (fresh) connection_ = std::make_unique<Connection>(url_, deadline_);
            try {
                connection_->send(bytes);
            } catch (const boost::system::system_error&) {
                // A server may refuse and hang up in the middle: what it has answered counts.
            }
            auto reply = connection_->receive(to_head);
            if (!reply.keep_alive() || reply.need_eof()) connection_.reset();
            return reply;
        } catch (const boost::system::system_error& failed) {
            const bool never_read = failed.code() == http::error::end_of_stream ||
                                    failed.code() == asio::error::connection_reset ||
                                    failed.code() == asio::error::broken_pipe;
            connection_.reset();
            if (!fresh && never_read) continue; // It was closed before it saw this request.
            throw NoAnswer(failed.code().message());
        }
    }
}

} // namespace conformance
