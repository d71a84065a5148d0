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
#include <boost/beast/http/file_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
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

constexpr std::chrono::seconds patience(30);
constexpr std::chrono::hours patience_for_files(1);
constexpr std::uint64_t answer_bytes = 64u << 20; // The longest list of credentials fits.

using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

template <class Body>
http::request<Body> message_of(const ServerUrl& server, const KeyAndSecret& caller,
                               http::verb method, const std::string& target)
{
    http::request<Body> out{method, server.path + target, 11};
    out.set(http::field::host, to_string(server.endpoint));
    out.set(http::field::authorization,
            "Basic " + base::to_base64(caller.key + ":" + caller.secret));
    out.set(http::field::connection, "close");
    return out;
}

template <class Stream, class Body>
asio::awaitable<void> send(Stream& stream, http::request<Body> message, Progress progress)
{
    http::request_serializer<Body> serializer(message);
    const auto total = message.payload_size().value_or(0);
    std::uint64_t sent = 0;
    while (!serializer.is_done()) {
        sent += co_await http::async_write_some(stream, serializer, use_awaitable);
        if (progress) progress(std::min<std::uint64_t>(sent, total), total);
    }
}

template <class Stream, class Body>
asio::awaitable<Reply> talk(Stream& stream, http::request<Body> message, Progress progress)
{
    co_await send(stream, std::move(message), std::move(progress));
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    const unsigned status = parser.get().result_int();
    co_return Reply{status, std::move(parser.get().body())};
}

template <class Body>
asio::awaitable<Reply> talk_to(ServerUrl server, http::request<Body> message, Progress progress)
{
    const auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    const auto places = co_await resolver.async_resolve(
        server.endpoint.host, std::to_string(server.endpoint.port), use_awaitable);
    if (!server.tls) {
        tcp::socket socket(executor);
        co_await asio::async_connect(socket, places, use_awaitable);
        co_return co_await talk(socket, std::move(message), std::move(progress));
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
    co_return co_await talk(stream, std::move(message), std::move(progress));
}

template <class Body>
Result<Reply> reply_to(const ServerUrl& server, http::request<Body> message,
                       std::chrono::seconds within, Progress progress = {})
{
    const auto where =
        std::string(server.tls ? "https://" : "http://") + to_string(server.endpoint);
    asio::io_context context;
    auto answer = asio::co_spawn(context, talk_to(server, std::move(message), std::move(progress)),
                                 asio::use_future);
    context.run_for(within);
    if (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return Error{ErrorKind::unknown, where + " has not answered in time"};
    try {
        return answer.get();
    } catch (const std::exception& error) {
        return Error{ErrorKind::unknown, where + ": " + error.what()};
    }
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
    auto message = message_of<http::string_body>(server, caller, method, target);
    if (!body.empty()) message.set(http::field::content_type, "application/json");
    message.body() = body;
    message.prepare_payload();
    return reply_to(server, std::move(message), patience);
}

Result<Reply> send_file(const ServerUrl& server, const KeyAndSecret& caller,
                        const std::string& target, const Upload& upload)
{
    auto message = message_of<http::file_body>(server, caller, http::verb::post, target);
    boost::system::error_code failed;
    message.body().open(upload.file.c_str(), boost::beast::file_mode::scan, failed);
    if (failed) return Error{ErrorKind::invalid, upload.file.string() + ": " + failed.message()};
    message.set(http::field::content_type, upload.media_type);
    message.prepare_payload();
    return reply_to(server, std::move(message), patience_for_files, upload.progress);
}

} // namespace lrs
