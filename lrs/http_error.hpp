// Errors on the wire. The only place where an ErrorKind meets an HTTP status.
#pragma once

#include "base/error.hpp"
#include "lrs/response.hpp"

#include <boost/json/array.hpp>

#include <string_view>

namespace lrs {

// There is none for a request or the rest of its body.
base::Error no_memory();

// In an answer about a failure of ours: what has failed. It is never sent; Exchange::complete()
// takes it out of the answer and tells it to the log.
inline constexpr const char* failure_header = "Lrs-Failure";

http::status status_of(base::ErrorKind kind);

// {"error": why, "at": where, "complaints": [{"statement", "id", "pointer", "rule", "found",
// "expected"}], "request": id}; what is empty is left out.
//
// Our own failures (corrupt, internal) go to standard error under a random request id, once; the
// client sees the id and no cause.
Response error_response(const base::Error& error);

// For what HTTP alone knows and no ErrorKind names: 405, 408, 414, 417, 431.
Response error_response(http::status status, std::string_view why);

// The "complaints" above, also for the command line.
boost::json::array complaints_json(const base::Complaints& complaints);

} // namespace lrs
