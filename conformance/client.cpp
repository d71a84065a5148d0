#include "conformance/client.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <limits>

namespace conformance {

namespace asio = boost::asio;

using base::Error;
using base::ErrorKind;

base::Result<Url> parse_url(std::string_view text)
{
    constexpr std::string_view scheme = "http://";
    if (!text.starts_with(scheme))
        return Error{ErrorKind::invalid, "the URL must begin with " + std::string(scheme)};
    text.remove_prefix(scheme.size());
    const auto slash = std::min(text.find('/'), text.size());
    const auto authority = text.substr(0, slash);
    auto path = text.substr(slash);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    const auto bracket = authority.find(']'); // Of an IPv6 address.
    const auto colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    Url out{std::string(authority.substr(0, colon)),
            colon == authority.npos ? "80" : std::string(authority.substr(colon + 1)),
            std::string(path)};
    if (out.host.empty() || out.port.empty() ||
        out.port.find_first_not_of("0123456789") != out.port.npos)
        return Error{ErrorKind::invalid, "the URL must name a host and, if any, a port in digits"};
    return out;
}

Client::Client(Url url, std::chrono::milliseconds deadline)
    : url_(std::move(url)), deadline_(deadline)
{
}

void Client::wait_for(const std::function<void(Done)>& start)
{
    boost::system::error_code failed;
    stream_->expires_after(deadline_);
    start([&failed](boost::system::error_code error) { failed = error; });
    context_.restart();
    context_.run();
    if (failed) throw boost::system::system_error(failed);
}

void Client::connect()
{
    auto host = url_.host;
    std::erase_if(host, [](char c) { return c == '[' || c == ']'; });
    asio::ip::tcp::resolver resolver(context_);
    const auto found = resolver.resolve(host, url_.port);
    stream_.emplace(context_);
    buffer_.clear();
    wait_for([&](Done done) {
        stream_->async_connect(found, [done](auto error, const auto&) { done(error); });
    });
    stream_->socket().set_option(asio::ip::tcp::no_delay(true));
    connected_ = true;
}

Reply Client::receive(bool to_head)
{
    while (true) {
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        parser.skip(to_head);
        wait_for([&](Done done) {
            http::async_read(*stream_, buffer_, parser,
                             [done](auto error, std::size_t) { done(error); });
        });
        auto reply = parser.release();
        if (reply.result() == http::status::continue_) continue;
        if (!reply.keep_alive() || reply.need_eof()) connected_ = false;
        return reply;
    }
}

Reply Client::ask(std::string_view bytes, bool to_head)
{
    for (bool fresh = !connected_;; fresh = true) {
        try {
            if (fresh) connect();
            try {
                wait_for([&](Done done) {
                    asio::async_write(*stream_, asio::buffer(bytes),
                                      [done](auto error, std::size_t) { done(error); });
                });
            } catch (const boost::system::system_error&) {
                // A server may refuse and hang up in the middle: what it has answered counts.
                if (!fresh) throw;
            }
            return receive(to_head);
        } catch (const boost::system::system_error& failed) {
            const bool never_read = failed.code() == http::error::end_of_stream ||
                                    failed.code() == asio::error::connection_reset ||
                                    failed.code() == asio::error::broken_pipe;
            connected_ = false;
            if (!fresh && never_read) continue;
            throw NoAnswer(failed.code().message());
        }
    }
}

} // namespace conformance
