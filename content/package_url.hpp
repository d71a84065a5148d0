// References of a manifest to files of its package (RFC 3986 5, RFC 3987), as they are written in
// reality: with blanks and other letters not escaped, and with backslashes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace content {

struct PackageUrl {
    enum class Kind : std::uint8_t {
        file,     // In the package.
        external, // http or https, by itself.
        invalid,  // Another scheme, or above the package's top.
    };

    Kind kind = Kind::file;
    std::string path;  // Of a file: from the package's top, without "." and "..", not decoded.
    std::string query; // From the first "?" or "#" on.
    bool has_backslashes = false;
};

// `base` is a folder and ends with "/", or it is empty; it may be external.
PackageUrl resolve_url(std::string_view base, std::string_view reference);

// A path without "." and "..", and without a slash at its ends. Empty: it leads above the top.
std::optional<std::string> without_dots(std::string_view path);

// With its percent escapes replaced. What is no escape stays.
std::string percent_decoded(std::string_view text);

// The path of a file as it stands in a URL.
std::string encoded_path(std::string_view path);

// Fit for an attribute of HTML and a request line, whatever the author forgot to escape.
std::string escaped_query(std::string_view query);

// The parameters of an item, behind the URL of its resource (SCORM 2004 4th Ed. CAM 3.4.1.13):
// leading "?" and "&" fall away, "#..." counts only when the URL has no fragment. They go before a
// fragment, where a browser looks for them.
std::string with_parameters(std::string query, std::string_view parameters);

} // namespace content
