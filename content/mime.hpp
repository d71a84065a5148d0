// The media type that a file of a course is served with, by its name: what the file says of itself
// is not looked at, and browsers are told not to guess (X-Content-Type-Options: nosniff).
#pragma once

#include <string_view>

namespace content {

// By the last extension, whatever its case; application/octet-stream for one that is not known.
// Without charset: a course may hold pages in several encodings, each of which names its own in a
// <meta>, and one named here would outrank them.
std::string_view media_type(std::string_view file_name);

} // namespace content
