// Bodies of type multipart/mixed (RFC 2046 5.1): read from requests, written for responses.
//
// The first part holds statements as JSON; every further part is the content of an attachment as
// raw bytes. Here is the form; what xAPI asks of the parts is in attachment_parts.hpp.
//
// Pure: no clock, no random source, no I/O. Time is linear in the size of the body.
#pragma once

#include "base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limits {

inline constexpr std::size_t multipart_parts = 1'000; // The statements are one of them.
inline constexpr std::size_t part_header_bytes = 8u << 10;
inline constexpr std::size_t boundary_bytes = 70; // RFC 2046 5.1.1.

} // namespace limits

namespace lrs {

// Header values are unfolded, trimmed and printable ASCII; an empty one was not sent.
struct Part {
    std::string content_type;
    std::string encoding;  // Content-Transfer-Encoding
    std::string sha2;      // X-Experience-API-Hash, in the sender's case of letters.
    std::string length;    // Content-Length
    std::string_view body; // Borrows from the body of the request.
};

// "part 2", part 1 being the statements: what Error::where says of a fault within a part.
std::string name_of_part(std::size_t number);

// "type/subtype" of a Content-Type, without its parameters: to be compared without regard to case.
std::string_view media_of(std::string_view content_type);

// Says nothing about the boundary: read_multipart complains about a missing one.
bool is_multipart_mixed(std::string_view content_type);

// Whether a part has the body that its headers promise.
using IsWhole = bool (*)(const Part&);

// At least one part. Preamble, epilogue and headers that xAPI does not know are dropped.
//   invalid    the Content-Type names no usable boundary, or the body is not in parts
//   too_large  over limits::multipart_parts or limits::part_header_bytes
//
// With `is_whole` also what senders glue together: the common JavaScript libraries write the second
// content's delimiter right behind the first content, without the line end that belongs to it. By
// RFC 2046 it is a piece of that content. So a part behind the first ends in front of the first
// delimiter, wherever in a line that stands, if it is whole there; otherwise as ever.
base::Result<std::vector<Part>> read_multipart(std::string_view content_type, std::string_view body,
                                               IsWhole is_whole = nullptr);

// The content of an attachment on its way out. Borrows. Neither text holds a line end.
struct Attachment {
    std::string_view sha2;
    std::string_view content_type; // May be empty.
    std::string_view body;
};

// Letters and digits that occur nowhere in what is to be written. That `random` is random keeps
// senders from preparing contents for which the search is long.
std::string choose_boundary(const std::array<std::uint8_t, 16>& random, std::string_view json,
                            std::span<const Attachment> attachments);

// The value of the Content-Type header.
std::string multipart_type(std::string_view boundary);

// `boundary` comes from choose_boundary with the same contents.
std::string write_multipart(std::string_view boundary, std::string_view json,
                            std::span<const Attachment> attachments);

} // namespace lrs
