// Bodies that come compressed (RFC 9110 8.4.1).
//
// Pure. A large body takes milliseconds: not for a network thread.
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace lrs {

// What we can undo: "gzip" and its old name "x-gzip", in any case of letters.
bool is_gzip(std::string_view coding);

// The text of a gzip file (RFC 1952), whose members follow each other.
//   invalid    it is none, is cut short or damaged
//   too_large  the text would be longer than `limit` bytes; it is never held whole then
base::Result<std::string> inflate(std::string_view bytes, std::size_t limit);

} // namespace lrs
