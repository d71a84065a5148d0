// How browsers call this server: "https://lrs.example.org", never with a path or a slash at the
// end.
//
// Written once the addresses are known, before any connection is accepted.
#pragma once

#include <string>
#include <string_view>

namespace lrs {

struct Origins {
    std::string main;
    std::string content; // Of courses; empty: there is none, and none can be launched.
};

// An http or https URL of scheme and authority alone.
bool is_origin(std::string_view url);

} // namespace lrs
