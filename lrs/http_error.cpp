#include "lrs/http_error.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace lrs {
namespace {

using base::ErrorKind;

std::string random_id()
{
    std::array<std::uint8_t, 8> bytes;
    base::fill_random(bytes.data(), bytes.size());
    return base::to_hex(bytes);
}

Response failure_of_ours(const base::Error& error)
{
    const auto id = random_id();
    // One insertion: lines of several threads do not mix.
    std::cerr << "request " + id + " failed: " + error.why +
                     (error.where.empty() ? "" : " at " + error.where) + "\n";
    return json_response(status_of(error.kind),
                         {{"error", "The server failed to answer"}, {"request", id}});
}

// Errors may quote what a client sent; JSON must be UTF-8 whatever that was.
std::string shown(std::string_view text)
{
    std::string out(text);
    if (base::is_utf8(text)) return out;
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    return out;
}

boost::json::object to_json(const base::Complaint& complaint)
{
    boost::json::object out;
    if (complaint.statement) out["statement"] = *complaint.statement;
    if (!complaint.id.empty()) out["id"] = shown(complaint.id);
    out["pointer"] = shown(complaint.where);
    out["rule"] = shown(complaint.rule);
    out["found"] = shown(complaint.found);
    out["expected"] = shown(complaint.expected);
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

Response error_response(const base::Error& error)
{
    if (error.kind == ErrorKind::corrupt || error.kind == ErrorKind::internal) {
        return failure_of_ours(error);
    }

    boost::json::object body{{"error", shown(error.why)}};
    if (!error.where.empty()) body["at"] = shown(error.where);
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
