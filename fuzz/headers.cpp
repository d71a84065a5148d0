// The headers of a request that this project reads itself: versions, entity tags, credentials.
#include "base/utf8.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/etag.hpp"
#include "lrs/request.hpp"
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
    const auto version = lrs::requested_version(fields);
    require(version.has_value() || base::is_utf8(version.error().why));
    const auto authorization = fields[http::field::authorization];
    if (const auto given = lrs::parse_basic({authorization.data(), authorization.size()}))
        require(given->key.find(':') == std::string::npos);
    return 0;
}
