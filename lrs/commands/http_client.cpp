#include "lrs/commands/http_client.hpp"

#include "base/base64.hpp"
#include "base/utf8.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <utility>

namespace lrs {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;

using asio::use_awaitable;
using asio::ip::tcp;
using base::Error;
using base::ErrorKind;
using base::Result;
using Message = http::request<http::string_body>;

constexpr std::chrono::seconds patience(30);
constexpr std::uint64_t answer_bytes = 64u << 20; // The longest list of credentials fits.

Message message_of(const ServerUrl& server, const KeyAndSecret& caller, http::verb method,
                   const std::string& target, const std::string& body)
{
    Message out{method, server.path + target, 11};
    out.set(http::field::host, to_string(server.endpoint));
    out.set(http::field::authorization,
            "Basic " + base::to_base64(caller.key + ":" + caller.secret));
    out.set(http::field::connection, "close");
    if (!body.empty()) out.set(http::field::content_type, "application/json");
    out.body() = body;
    out.prepare_payload();
    return out;
}

template <class Stream>
asio::awaitable<Reply> talk(Stream& stream, Message message)
{
    co_await http::async_write(stream, message, use_awaitable);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    const unsigned status = parser.get().result_int();
    co_return Reply{status, std::move(parser.get().body())};
}

asio::awaitable<Reply> talk_to(ServerUrl server, Message message)
{
    const auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    const auto places = co_await resolver.async_resolve(
        server.endpoint.host, std::to_string(server.endpoint.port), use_awaitable);
    if (!server.tls) {
        tcp::socket socket(executor);
        co_await asio::async_connect(socket, places, use_awaitable);
        co_return co_await talk(socket, std::move(message));
    }
    ssl::context context(ssl::context::tls_client);
    context.set_default_verify_paths();
    ssl::stream<tcp::socket> stream(executor, context);
    stream.set_verify_mode(ssl::verify_peer);
    stream.set_verify_callback(ssl::host_name_verification(server.endpoint.host));
    // Of several sites behind one address the name says which is meant (RFC 6066 3).
    SSL_set_tlsext_host_name(stream.native_handle(), server.endpoint.host.c_str());
    co_await asio::async_connect(stream.next_layer(), places, use_awaitable);
    co_await stream.async_handshake(ssl::stream_base::client, use_awaitable);
    co_return co_await talk(stream, std::move(message));
}

} // namespace

Result<ServerUrl> parse_server_url(std::string_view text)
{
    const Error malformed{ErrorKind::invalid, "--server must be http://HOST[:PORT] or https://..., "
                                              "this is \"" +
                                                  base::excerpt(text, limits::found_bytes) + '"'};
    ServerUrl out;
    out.tls = text.starts_with("https://");
    if (!out.tls && !text.starts_with("http://")) return malformed;
    text.remove_prefix(out.tls ? 8 : 7);
    if (text.find_first_of("?#@") != text.npos) return malformed;
    while (text.ends_with('/'))
        text.remove_suffix(1);
    std::string place(text.substr(0, text.find('/')));
    out.path = text.substr(place.size());
    if (place.empty() || place.starts_with(':')) return malformed;
    if (place.ends_with(']') || place.find(':') == place.npos) place += out.tls ? ":443" : ":80";
    auto endpoint = parse_endpoint(place);
    if (!endpoint) return malformed;
    out.endpoint = std::move(*endpoint);
    return out;
}

Result<Reply> ask_server(const ServerUrl& server, const KeyAndSecret& caller, http::verb method,
                         const std::string& target, const std::string& body)
{
    const auto where =
        std::string(server.tls ? "https://" : "http://") + to_string(server.endpoint);
    asio::io_context context;
    auto answer =
        asio::co_spawn(context, talk_to(server, message_of(server, caller, method, target, body)),
                       asio::use_future);
    context.run_for(patience);
    if (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return Error{ErrorKind::unknown, where + " has not answered in time"};
    try {
        return answer.get();
    } catch (const std::exception& error) {
        return Error{ErrorKind::unknown, where + ": " + error.what()};
    }
}

} // namespace lrs
