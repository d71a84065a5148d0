#include "lrs/http_error.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

namespace lrs {
namespace {

using base::ErrorKind;

Response failure_of_ours(const base::Error& error)
{
    auto response =
        json_response(status_of(error.kind), {{"error", "The server failed to answer"}});
    response.set(failure_header, error.why + (error.where.empty() ? "" : " at " + error.where));
    return response;
}

// Errors may quote what a client sent; JSON must be UTF-8 whatever that was.
using base::as_utf8;

boost::json::object to_json(const base::Complaint& complaint)
{
    boost::json::object out;
    if (complaint.statement) out["statement"] = *complaint.statement;
    if (!complaint.id.empty()) out["id"] = as_utf8(complaint.id);
    out["pointer"] = as_utf8(complaint.where);
    out["rule"] = as_utf8(complaint.rule);
    out["found"] = as_utf8(complaint.found);
    out["expected"] = as_utf8(complaint.expected);
    return out;
}

bool passes_by_itself(ErrorKind kind)
{
    return kind == ErrorKind::busy || kind == ErrorKind::too_many || kind == ErrorKind::full;
}

} // namespace

http::status status_of(ErrorKind kind)
{
    using enum ErrorKind;
    switch (kind) {
    case invalid: return http::status::bad_request;
    case unauthorized: return http::status::unauthorized;
    case forbidden: return http::status::forbidden;
    case not_found: return http::status::not_found;
    case conflict: return http::status::conflict;
    case precondition: return http::status::precondition_failed;
    case too_large: return http::status::payload_too_large;
    case unsupported: return http::status::unsupported_media_type;
    case too_many: return http::status::too_many_requests;
    case busy: return http::status::service_unavailable;
    case full: return http::status::insufficient_storage;
    case unknown: return http::status::service_unavailable;
    case corrupt: return http::status::internal_server_error;
    case internal: return http::status::internal_server_error;
    }
    std::abort();
}

base::Error no_memory()
{
    return {ErrorKind::busy, "The server has no memory to spare; try again shortly"};
}

Response error_response(const base::Error& error)
{
    if (error.kind == ErrorKind::corrupt || error.kind == ErrorKind::internal) {
        return failure_of_ours(error);
    }

    boost::json::object body{{"error", as_utf8(error.why)}};
    if (!error.where.empty()) body["at"] = as_utf8(error.where);
    if (!error.complaints.empty()) {
        body["complaints"] = complaints_json(error.complaints);
    }
    auto response = json_response(status_of(error.kind), body);
    if (passes_by_itself(error.kind)) {
        response.set(http::field::retry_after, std::to_string(limits::retry_after.count()));
    }
    return response;
}

boost::json::array complaints_json(const base::Complaints& complaints)
{
    boost::json::array all;
    for (const auto& complaint : complaints)
        all.push_back(to_json(complaint));
    return all;
}

Response error_response(http::status status, std::string_view why)
{
    return json_response(status, {{"error", why}});
}

} // namespace lrs
