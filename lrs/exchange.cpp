#include "lrs/exchange.hpp"

#include "base/limits.hpp"
#include "lrs/alternate.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/ignored_parameters.hpp"
#include "lrs/inflate.hpp"
#include "lrs/request_id.hpp"
#include "lrs/version.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cassert>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

std::size_t count(const http::fields& fields, http::field name)
{
    return fields.count(name);
}

// A browser answers WWW-Authenticate with a password dialog, and the request of the page that is
// shown in it hangs until someone closes the dialog.
bool is_from_browser(const http::fields& fields)
{
    return count(fields, http::field::origin) > 0 || fields.find("Sec-Fetch-Mode") != fields.end();
}

// What a page of another origin may send and read. "*" stands for all but Authorization.
constexpr std::string_view allowed_headers =
    "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match, "
    "Accept-Language, *";
constexpr std::string_view exposed_headers =
    "ETag, Last-Modified, Retry-After, X-Request-ID, X-Experience-API-Version, "
    "X-Experience-API-Consistent-Through";
constexpr std::string_view preflight_seconds = "7200"; // No browser remembers it for longer.

bool is_continue(boost::beast::string_view text)
{
    return boost::beast::iequals(text, "100-continue");
}

std::optional<Response> refuse(http::status status, std::string_view why)
{
    return error_response(status, why);
}

std::optional<Response> refuse(Error error)
{
    return error_response(error);
}

} // namespace

Exchange::Exchange(App& app, const Router& router, const RequestHeader& header)
    : app_(app), header_(&header), request_id_(request_id_of(header)), method_(header.method()),
      http_version_(header.version()), origin_(view(header[http::field::origin])),
      from_browser_(is_from_browser(header)),
      expects_continue_(http_version_ == 11 && is_continue(header[http::field::expect])),
      packed_(is_gzip(view(header[http::field::content_encoding]))),
      match_(router.find(method_, split_target(view(header.target())).path)),
      version_(app.config.default_version)
{
    alternate_ = !match_.mount.empty() && lrs::is_alternate(header);
}

Exchange::Exchange(App& app, const Router& router, const RequestHeader& header,
                   Parameters parameters)
    : Exchange(app, router, header)
{
    alternate_ = false;
    inside_form_ = true;
    parameters_ = std::move(parameters);
}

std::optional<Response> Exchange::refusal()
{
    // The version first: every answer from here on speaks the one that was asked for.
    auto version = version_refusal();
    if (auto refused = malformation()) return refused;
    if (auto refused = target_refusal()) return refused;
    if (alternate_) return std::nullopt;
    if (auto refused = route_refusal()) return refused;
    const bool missing = header_->find(version_header) == header_->end();
    if (!version || !missing || !authorization()) return version;
    version_refused_ = std::move(version); // Lenient content need not say it: see admit().
    return std::nullopt;
}

void Exchange::set_peer(const asio::ip::address& peer, bool tls)
{
    caller_ = caller_of(peer, tls, *header_, app_.config.trusted_proxies);
}

std::optional<Response> Exchange::malformation() const
{
    // RFC 9112 3.2: no Host or two of them must be answered so.
    const auto hosts = count(*header_, http::field::host);
    if (hosts > 1 || (hosts == 0 && http_version_ == 11)) {
        return refuse({ErrorKind::invalid, "There must be one Host header"});
    }
    // RFC 9112 6.1: what we cannot take apart we do not guess the end of.
    const auto coding = header_->find(http::field::transfer_encoding);
    if (coding != header_->end() &&
        (http_version_ != 11 || !boost::beast::iequals(coding->value(), "chunked"))) {
        return refuse(http::status::not_implemented, "The only transfer coding here is chunked");
    }
    return std::nullopt;
}

std::optional<Response> Exchange::target_refusal()
{
    const auto whole = view(header_->target());
    if (whole.size() > app_.config.url_bytes) {
        return refuse(http::status::uri_too_long,
                      "The URL is longer than " + std::to_string(app_.config.url_bytes) + " bytes");
    }
    const auto target = split_target(whole);
    auto path = decode_path(target.path);
    if (!path) return refuse(path.error());
    path_ = std::move(*path);

    if (!match_.route && match_.allow.empty())
        return refuse({ErrorKind::not_found, "There is nothing at this path"});
    return std::nullopt;
}

std::optional<Response> Exchange::route_refusal()
{
    if (!match_.route) {
        auto response = method_ == http::verb::options
                            ? empty_response(http::status::no_content)
                            : error_response(http::status::method_not_allowed,
                                             "This resource takes " + match_.allow);
        response.set(http::field::allow, match_.allow);
        return response;
    }
    if (inside_form_) return std::nullopt;
    // Those of a course's page are between the course and itself.
    if (match_.route->kind == RouteKind::content && match_.route->method == http::verb::get)
        return std::nullopt;
    auto parameters = parse_parameters(split_target(view(header_->target())).query);
    if (!parameters) return refuse(parameters.error());
    parameters_ = std::move(*parameters);
    return std::nullopt;
}

std::optional<Response> Exchange::version_refusal()
{
    const auto version = requested_version(*header_);
    if (version) {
        version_ = *version;
        return std::nullopt;
    }
    if (!match_.route || match_.route->kind != RouteKind::xapi) return std::nullopt;
    return refuse(version.error());
}

bool Exchange::needs_credential() const
{
    switch (match_.route->kind) {
    case RouteKind::xapi:
    case RouteKind::api: return true;
    case RouteKind::xapi_open:
    case RouteKind::open:
    case RouteKind::content: return false;
    }
    return true;
}

std::optional<std::string_view> Exchange::authorization() const
{
    if (!needs_credential()) return std::nullopt;
    const auto at = header_->find(http::field::authorization);
    if (at == header_->end()) return std::nullopt;
    return view(at->value());
}

std::string_view Exchange::host() const
{
    if (!caller_.host.empty()) return caller_.host;
    const auto named = split_target(view(header_->target())).host;
    return named.empty() ? view((*header_)[http::field::host]) : named;
}

std::optional<Response> Exchange::admit(std::shared_ptr<const Credential> credential)
{
    if (!needs_credential()) return std::nullopt;
    if (!credential) {
        return refuse({ErrorKind::unauthorized, "This resource needs an Authorization header"});
    }
    sender_ = credential;
    if (auto refused = rate_refusal()) return refused;
    const auto allowed = app_.tenants.check(credential->tenant, match_.tenant, host());
    if (!allowed) return refuse(allowed.error());
    if (!credential->may(match_.route->scope)) {
        return refuse({ErrorKind::forbidden, "This credential lacks the scope " +
                                                 std::string(to_string(match_.route->scope))});
    }
    if (auto refused = settle_version(*credential)) return refused;
    if (!match_.mount.empty())
        drop_ignored(parameters_, app_.config.ignored_parameters, credential->lenient);
    credential_ = std::move(credential);
    return std::nullopt;
}

std::optional<Response> Exchange::rate_refusal() const
{
    const bool sends = match_.route->scope == Scope::statements_write;
    const auto wait =
        sender_->throttle->refusal(sender_->rate, sends, std::chrono::steady_clock::now());
    if (!wait) return std::nullopt;
    app_.metrics.over_rate.fetch_add(1, std::memory_order_relaxed);
    auto response = error_response(
        Error{ErrorKind::too_many, "This credential sends more than it may; try again later"});
    response.set(http::field::retry_after, std::to_string(wait->count()));
    return response;
}

std::optional<Response> Exchange::settle_version(const Credential& credential)
{
    if (!version_refused_) return std::nullopt;
    if (!credential.lenient) return std::move(version_refused_);
    version_ = statements::Version::v1_0_3; // Whoever forgets it is older than 2.0.
    return std::nullopt;
}

std::optional<Response> Exchange::body_refusal(boost::optional<std::uint64_t> length) const
{
    const auto expected = header_->find(http::field::expect);
    if (expected != header_->end() && !is_continue(expected->value())) {
        return refuse(http::status::expectation_failed, "The only Expect here is 100-continue");
    }
    const auto coding = header_->find(http::field::content_encoding);
    if (coding != header_->end() && !boost::beast::iequals(coding->value(), "identity")) {
        if (takes_file())
            return refuse({ErrorKind::unsupported, "This resource takes no Content-Encoding"});
        if (!packed_)
            return refuse({ErrorKind::unsupported, "The only Content-Encoding here is gzip"});
    }
    if (length && *length > body_limit()) {
        return refuse({ErrorKind::too_large,
                       "The body is larger than " + std::to_string(body_limit()) + " bytes"});
    }
    return std::nullopt;
}

bool Exchange::takes_file() const
{
    return match_.route && match_.route->body == BodyKind::file;
}

std::size_t Exchange::body_limit() const
{
    if (takes_file()) return app_.config.upload_bytes;
    // Who sends a form is not known before it has been read.
    return alternate_ ? std::min(limits::form_bytes, app_.config.body_bytes)
                      : app_.config.body_bytes;
}

Request Exchange::take(http::fields&& headers, std::string&& body,
                       std::shared_ptr<const Spool> upload)
{
    assert(match_.route);
    header_ = nullptr;
    Request request;
    request.method = method_;
    request.path = std::move(path_);
    request.caller = std::move(caller_);
    request.mount = match_.mount;
    request.parameters = std::move(parameters_);
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.upload = std::move(upload);
    request.version = version_;
    request.credential = std::move(credential_);
    request.captures = std::move(match_.captures);
    return request;
}

void Exchange::before_handler()
{
    const bool reads = method_ == http::verb::get || method_ == http::verb::head;
    if (match_.statements && reads) {
        consistent_through_ = app_.storage.statements().consistent_through();
    }
}

void Exchange::complete(Response& response, bool keep_alive) const
{
    if (sender_) sender_->usage->answered(response.result_int(), storage::system_now());
    if (response.find(failure_header) != response.end()) tell_failure(response);
    response.set(request_id_header, request_id_);
    response.version(http_version_ == 10 ? 10 : 11);
    response.set(http::field::date, http_date());
    if (!match_.mount.empty()) response.set(version_header, header_value(version_));
    if (match_.statements) {
        const auto through =
            base::to_string(consistent_through_ ? *consistent_through_
                                                : app_.storage.statements().consistent_through());
        // Texts of one width: the later time is the greater text.
        if (view(response[consistent_header]) < through) response.set(consistent_header, through);
    }
    if (response.result() == http::status::unauthorized && !from_browser_) {
        response.set(http::field::www_authenticate, "Basic realm=\"xAPI\", charset=\"UTF-8\"");
    }
    if (!origin_.empty()) share_with_origin(response);
    if (inside_form_ && method_ == http::verb::head) response.body().clear();
    // RFC 9110 8.6: a 204 has no length; a 304 may not lie about the one it leaves out.
    if (response.result() == http::status::no_content ||
        response.result() == http::status::not_modified) {
        response.body().clear();
        response.source.reset();
    } else {
        response.content_length(response.size());
    }
    response.keep_alive(keep_alive);
}

// CORS. Any origin may ask: what it may see its credential decides, which no browser adds by
// itself.
void Exchange::share_with_origin(Response& response) const
{
    response.set(http::field::access_control_allow_origin, origin_);
    const auto varies = std::string(response[http::field::vary]);
    response.set(http::field::vary, varies.empty() ? "Origin" : varies + ", Origin");
    if (method_ == http::verb::options) {
        response.set(http::field::access_control_allow_methods, match_.allow);
        response.set(http::field::access_control_allow_headers, allowed_headers);
        response.set(http::field::access_control_max_age, preflight_seconds);
    } else {
        response.set(http::field::access_control_expose_headers, exposed_headers);
    }
}

Response turned_away_response(const Config& config)
{
    auto response =
        error_response(Error{ErrorKind::busy, "Too many connections are open; try again shortly"});
    response.set(http::field::date, http_date());
    response.set(request_id_header, request_id_of({}));
    // The path is not known yet. Whoever speaks xAPI wants this, nobody else minds.
    response.set(version_header, header_value(config.default_version));
    response.content_length(response.body().size());
    response.keep_alive(false);
    return response;
}

} // namespace lrs
