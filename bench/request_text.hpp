// Requests as they go over the wire.
#pragma once

#include "bench/requests.hpp"

namespace bench {

std::string get_request(const Target& target, std::string_view path);

std::string json_request(const Target& target, std::string_view method, std::string_view path,
                         std::string_view body);

} // namespace bench
