// What a request is called in the log and in its answer: X-Request-ID.
#pragma once

#include <boost/beast/http/fields.hpp>

#include <string>

namespace lrs {

inline constexpr const char* request_id_header = "X-Request-ID";

// The sender's, when it is 1 to 64 of A-Z, a-z, 0-9, '-', '_' and '.'; else one of ours: 16 hex
// digits, no two alike in a run of the server.
std::string request_id_of(const boost::beast::http::fields& headers);

} // namespace lrs
