#include "lrs/redirect.hpp"

#include "lrs/http_error.hpp"

#include <boost/beast/core/string.hpp>

namespace lrs {
namespace {

constexpr std::string_view https = "https://";
constexpr std::uint16_t https_port = 443;

// Empty: none, more than one, or one that is no authority.
std::string_view asked_host(const RequestHeader& header, const Caller& caller)
{
    if (!caller.host.empty()) return host_of(caller.host);
    const std::string_view host = header[http::field::host];
    if (header.count(http::field::host) != 1 || !is_authority(host)) return {};
    return host_of(host);
}

} // namespace

std::string https_origin(std::string_view url)
{
    if (!boost::beast::iequals(url.substr(0, https.size()), https)) return {};
    const auto authority =
        url.substr(https.size(), url.find_first_of("/?#", https.size()) - https.size());
    return is_authority(authority) ? std::string(https) + std::string(authority) : "";
}

Response redirect_response(const RequestHeader& header, const Caller& caller, const Config& config,
                           std::uint16_t port)
{
    if (caller.https) {
        return error_response(http::status::misdirected_request,
                              "This port only sends on to HTTPS, which the proxy has ended: it "
                              "must forward to the other port");
    }
    auto location = config.https_origin;
    if (location.empty()) {
        const auto host = asked_host(header, caller);
        if (host.empty()) {
            return error_response(http::status::bad_request, "There must be one Host header");
        }
        location = std::string(https) + std::string(host);
        if (port != https_port) location += ":" + std::to_string(port);
    }
    const auto target = split_target(header.target());
    if (!target.path.starts_with('/')) {
        return error_response(http::status::bad_request,
                              "A request target must begin with a slash");
    }
    location += target.path;
    if (!target.query.empty()) location += "?" + std::string(target.query);

    auto response = empty_response(http::status::permanent_redirect);
    response.set(http::field::location, location);
    return response;
}

Response speaks_https_response()
{
    auto response = error_response(http::status::bad_request, "This port speaks HTTPS");
    response.set(http::field::date, http_date());
    response.content_length(response.body().size());
    response.keep_alive(false);
    return response;
}

} // namespace lrs
