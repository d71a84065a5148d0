// What those hear who come with HTTP to where HTTPS is meant.
#pragma once

#include "base/error.hpp"
#include "lrs/config.hpp"
#include "lrs/exchange.hpp"
#include "lrs/forwarded.hpp"
#include "lrs/response.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace lrs {

// "https://HOST[:PORT]" of an https URL; empty: it is none.
std::string https_origin(std::string_view url);

// 308 (RFC 9110 15.4.9: method and body stay) to the same target at config.https_origin, else at
// the host that was asked for and `port`, where HTTPS is served.
// 400: there is no such host. 421: the client speaks HTTPS already, to a proxy that must forward
// to the other port; another redirect would come back here.
Response redirect_response(const RequestHeader& header, const Caller& caller, const Config& config,
                           std::uint16_t port);

// 400, for those who speak HTTP to the port of HTTPS.
Response speaks_https_response();

} // namespace lrs
