// An answer about a failure of ours on its way out: the cause stays here, the client gets an id.
#pragma once

#include "lrs/response.hpp"

#include <string>

namespace lrs {

// Takes the cause (failure_header of lrs/http_error.hpp) out of an answer that has one, and puts
// the request's id into its body.
std::string take_failure(Response& response, const std::string& request_id);

} // namespace lrs
