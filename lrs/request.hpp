// A request after the session has checked it: routed, authorised, its version settled, its body
// read within the limits.
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "lrs/auth/credential.hpp"
#include "lrs/forwarded.hpp"
#include "statements/version.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

namespace http = boost::beast::http;

// Decoded query parameters; a name that comes twice never gets here (400).
using Parameters = std::map<std::string, std::string, std::less<>>;

class Spool; // lrs/spool.hpp

struct Request {
    http::verb method = http::verb::get;
    std::string path; // Decoded, "//" collapsed, without the query.
    // The xAPI mount that was called ("/xapi", "/t/city/xapi"); empty for /api and the like.
    std::string mount;
    Parameters parameters;
    http::fields headers;
    std::string body;
    std::shared_ptr<const Spool> upload; // Instead of the body, on routes that take it so.
    statements::Version version = statements::Version::v2_0_0; // Meaningful under a mount.
    std::shared_ptr<const Credential> credential;              // Empty on routes that need none.
    Parameters captures; // What stands for the {names} of the route's path, decoded.
    Caller caller;
};

// A request target (RFC 9112 3.2) as sent, cut in two. Borrows from the text.
struct Target {
    std::string_view path;
    std::string_view query; // Without the '?'.
    std::string_view host;  // Of the absolute form ("http://host/path"), with its port.
};

Target split_target(std::string_view text);

// Decodes %hh once. In a query '+' is a space. Empty: a broken escape, or no UTF-8 comes out.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// Decoded, "//" collapsed, no slash at the end. Must begin with a slash.
base::Result<std::string> decode_path(std::string_view path);

// All fields of a list header as one (RFC 9110 5.3).
std::string joined(const http::fields& headers, http::field name);

// A broken escape, a name that comes twice or more than limits::parameters are `invalid`.
base::Result<Parameters> parse_parameters(std::string_view query);

} // namespace lrs
