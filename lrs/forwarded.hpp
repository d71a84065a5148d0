// Who calls, and how he calls us: as the connection shows it, or as a trusted proxy says in
// X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host. RFC 7239's Forwarded is not read.
#pragma once

#include "lrs/networks.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>

#include <span>
#include <string>
#include <string_view>

namespace lrs {

namespace http = boost::beast::http;

struct Caller {
    asio::ip::address address; // Of the client.
    bool https = false;        // Whether the client's own connection is encrypted.
    std::string host;          // "HOST" or "HOST:PORT" from the proxy; empty: see Host.
};

// `peer` is at the other end of the connection, `tls` what that one is. When the peer is trusted,
// the client is the last address in X-Forwarded-For that is not: those before it are hearsay.
// Of X-Forwarded-Proto and -Host the last value counts, the one that the nearest proxy has put
// there. What is malformed is ignored, and in X-Forwarded-For whatever stands before it.
Caller caller_of(const asio::ip::address& peer, bool tls, const http::fields& headers,
                 std::span<const Network> trusted);

// An authority (RFC 3986 3.2) without user information: a name of letters, digits, "-", "." and
// "_", an IPv4 address or an IPv6 one in brackets; then perhaps a port.
bool is_authority(std::string_view text);

// Of an authority: without the port.
std::string_view host_of(std::string_view authority);

} // namespace lrs
