// One request and its answer, without the socket: what the header alone decides, and what every
// answer carries. lrs/session.cpp moves the bytes.
#pragma once

#include "base/timestamp.hpp"
#include "lrs/app.hpp"
#include "lrs/forwarded.hpp"
#include "lrs/http_error.hpp"
#include "lrs/metrics.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"
#include "lrs/router.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/optional/optional.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

using RequestHeader = http::request_header<http::fields>;

class Exchange {
public:
    // Also of a header that broke off or is malformed: as far as it was understood, the answer
    // shows whether it belongs to xAPI. The header is borrowed until take().
    Exchange(App& app, const Router& router, const RequestHeader& header);

    // Of a request that came inside a form (lrs/alternate.hpp): its parameters are not in the URL.
    Exchange(App& app, const Router& router, const RequestHeader& header, Parameters parameters);

    // It wraps another request, which can be judged once its body has been read.
    bool is_alternate() const { return alternate_; }

    // Who is at the other end of the connection, and whether that is TLS. Before admit().
    void set_peer(const asio::ip::address& peer, bool tls);

    // The first thing that stands against the request, before anyone asks who sends it.
    std::optional<Response> refusal();

    // The value to check. Empty: this route needs no credential, or none was sent (see admit()).
    std::optional<std::string_view> authorization() const;

    // Whether this caller may. Without a credential only open routes are.
    std::optional<Response> admit(std::shared_ptr<const Credential> credential);

    // Whether this body may come. Length: as declared, empty for chunks.
    std::optional<Response> body_refusal(boost::optional<std::uint64_t> length) const;

    std::size_t body_limit() const;

    bool expects_continue() const { return expects_continue_; }

    bool is_packed() const { return packed_; } // The body comes as gzip.

    bool takes_file() const; // The body is not for memory.

    // The request for the handler. From now on the header is gone.
    Request take(http::fields&& headers, std::string&& body,
                 std::shared_ptr<const Spool> upload = {});

    Handler handler() const { return match_.route->handler; }

    const Route* route() const { return match_.route; } // Null: there is none for it.

    const std::string& request_id() const { return request_id_; }

    // Whether it is answered without a look at anything that may be large.
    bool is_open() const { return match_.route && match_.route->kind == RouteKind::open; }

    // The point that a read is consistent with lies before the read, that of a write behind it:
    // call this before the handler runs.
    void before_handler();

    // Adds version, Date, the request's id, length, Connection and what else the path or the status
    // asks for.
    void complete(Response& response, bool keep_alive) const;

    // The line of the log about it: nothing that a sender has written, but for its id.
    boost::json::object record(const Answered& answered) const;

    // Of the answer on the wire. A HEAD inside a form came as a POST, whose answer has a body; that
    // one is empty.
    bool head_only() const { return method_ == http::verb::head && !inside_form_; }

private:
    std::optional<Response> malformation() const;
    std::optional<Response> target_refusal();
    std::optional<Response> route_refusal();
    void share_with_origin(Response& response) const;
    std::optional<Response> version_refusal();
    std::optional<Response> rate_refusal() const;
    void tell_failure(Response& response) const;
    std::optional<Response> settle_version(const Credential& credential);
    bool needs_credential() const;
    std::string_view host() const;

    App& app_;
    const RequestHeader* header_;
    const std::string request_id_;
    const http::verb method_;
    const unsigned http_version_;
    const std::string origin_; // Of the page that asks; empty: no browser has said so.
    const bool from_browser_;
    const bool expects_continue_;
    const bool packed_;
    Match match_;
    bool alternate_ = false;
    bool inside_form_ = false;
    statements::Version version_;             // What the answer says.
    std::optional<Response> version_refused_; // Unless the credential is of lenient content.
    Caller caller_;
    std::string path_;
    Parameters parameters_;
    std::shared_ptr<const Credential> credential_;
    std::shared_ptr<const Credential> sender_; // Whose it is, whether admitted or not.
    std::optional<base::Timestamp> consistent_through_;
};

// Answered to connections over the limit, before anything is read of them.
Response turned_away_response(const Config& config);

} // namespace lrs
