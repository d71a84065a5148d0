// The alternate request syntax (xAPI 1.0.3 Communication 1.3): a request inside the form of a POST,
// for browsers and authoring tools that can send neither headers nor other methods.
//
//   POST /xapi/statements?method=PUT
//
//   Authorization=…&X-Experience-API-Version=1.0.3&statementId=…&content=…
//
// IEEE 9274.1.1 has no such thing, so it is refused there.
//
// Pure.
#pragma once

#include "base/error.hpp"
#include "lrs/request.hpp"

#include <boost/beast/http/message.hpp>

#include <string>
#include <string_view>

namespace lrs {

// A POST whose URL has a parameter "method". One that says it is of 2.0 is none: there the
// parameter is unknown.
bool is_alternate(const http::request_header<http::fields>& header);

struct Unwrapped {
    http::request_header<http::fields> header; // Without the outer one's length and codings.
    Parameters parameters;
    std::string body;
};

// The request in the form, `header` being that around it. Form fields named like one of the headers
// of the standard are headers and win over the outer ones; "content" is the body; the others are
// parameters. A form without a Content-Type has JSON if it looks so, else bytes.
//   invalid      the URL has other parameters than "method", the method is none of xAPI's, the body
//                is no form, a PUT or POST has no content, or it asks for 2.0
//   unsupported  the body says that it is something else than a form; text/plain counts as one,
//                because Storyline and old versions of Internet Explorer send that
base::Result<Unwrapped> unwrap(const http::request_header<http::fields>& header,
                               std::string_view form);

} // namespace lrs
