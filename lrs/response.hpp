// What a handler returns. The session adds version, keep-alive, Date and the xAPI headers.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lrs {

namespace http = boost::beast::http;

// What is too large to be in memory at once: a film of a course.
class BodySource {
public:
    virtual ~BodySource() = default;

    virtual std::uint64_t size() const = 0; // Of all pieces together.

    // The next of them, on a thread that may block; never empty before the end.
    virtual base::Result<std::string> next() = 0;
};

struct Response : http::response<http::string_body> {
    using http::response<http::string_body>::response;

    std::shared_ptr<BodySource> source; // Instead of the body.

    std::uint64_t size() const { return source ? source->size() : body().size(); }
};

// xAPI 1.0.3 Communication 2.1.3, IEEE 9274.1.1 4.1.6.1: on every answer of the Statements
// resource. A handler sets it when it answers what was stored after the request came; the session
// does otherwise.
inline constexpr std::string_view consistent_header = "X-Experience-API-Consistent-Through";

Response json_response(http::status status, const boost::json::value& body);

// The body is JSON already.
Response json_text_response(http::status status, std::string body);

Response empty_response(http::status status);

// Now, as RFC 9110 5.6.7 writes it. Valid until the same thread asks again.
std::string_view http_date();
std::string http_date(base::Timestamp time); // Cut to the second.

} // namespace lrs
