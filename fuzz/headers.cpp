// The headers of a request that this project reads itself: versions, entity tags, credentials, what
// a proxy says of its client.
#include "base/utf8.hpp"
#include "lrs/auth/basic.hpp"
#include "lrs/etag.hpp"
#include "lrs/forwarded.hpp"
#include "lrs/version.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

namespace http = boost::beast::http;

void require(bool holds)
{
    if (!holds) std::abort();
}

bool is_quoted(const std::string& tag)
{
    return tag.size() >= 2 && tag.front() == '"' && tag.back() == '"' &&
           tag.find('"', 1) == tag.size() - 1;
}

void check(const lrs::TagList& list)
{
    for (const auto& tag : list.tags) {
        require(is_quoted(tag));
        require(list.has(tag));
    }
    require(list.any || !list.has(std::nullopt));
    require(!list.any || list.has("\"x\""));
}

void check_preconditions(const http::fields& fields)
{
    const auto conditions = lrs::read_preconditions(fields);
    if (!conditions) {
        require(conditions.error().kind == base::ErrorKind::invalid);
        return;
    }
    const bool said =
        fields.count(http::field::if_match) > 0 || fields.count(http::field::if_none_match) > 0;
    require(conditions->given() == said);
    if (!said) require(conditions->hold(std::nullopt) && conditions->hold("\"x\""));
    if (conditions->if_match) {
        check(*conditions->if_match);
        require(!conditions->hold(std::nullopt)); // There is nothing that it could match.
    }
    if (conditions->if_none_match) check(*conditions->if_none_match);
}

// Only a trusted peer is believed, and one that names nobody speaks for itself.
void check_caller(const http::fields& fields)
{
    const auto proxy = boost::asio::ip::make_address("10.0.0.1");
    const auto stranger = boost::asio::ip::make_address("192.0.2.1");
    const auto trusted = lrs::parse_networks("10.0.0.0/8").value();
    const auto unbelieved = lrs::caller_of(stranger, false, fields, trusted);
    require(unbelieved.address == stranger && !unbelieved.https && unbelieved.host.empty());
    const auto caller = lrs::caller_of(proxy, true, fields, trusted);
    if (fields.count("X-Forwarded-For") == 0) require(caller.address == proxy);
    for (const char c : caller.host)
        require(c > ' ' && c < 0x7f);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    http::request_parser<http::empty_body> parser;
    parser.header_limit(64u << 10);
    parser.eager(false);
    const std::string text =
        "GET / HTTP/1.1\r\n" + std::string(reinterpret_cast<const char*>(data), size) + "\r\n\r\n";
    boost::system::error_code failed;
    parser.put(boost::asio::buffer(text), failed);
    if (!parser.is_header_done()) return 0;

    const http::fields& fields = parser.get();
    check_preconditions(fields);
    check_caller(fields);
    const auto version = lrs::requested_version(fields);
    require(version.has_value() || base::is_utf8(version.error().why));
    const auto authorization = fields[http::field::authorization];
    if (const auto given = lrs::parse_basic({authorization.data(), authorization.size()}))
        require(given->key.find(':') == std::string::npos);
    return 0;
}
