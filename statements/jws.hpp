// A JSON web signature as one text (RFC 7515 7.1): header, payload and signature in base64url,
// with dots between them. The only form that is read here: xAPI 1.0.3 Data 2.6 discourages the
// other one, in JSON.
//
// Reading proves nothing: whether the signature is one of this payload is asked in lrs/.
#pragma once

#include "base/error.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace limits {

// Of the bytes that the three parts stand for. The payload is a statement: limits::statement_bytes.
inline constexpr std::size_t jws_header_bytes = 64u << 10;
inline constexpr std::size_t jws_signature_bytes = 1'024; // What an RSA key of 8,192 bits makes.
inline constexpr std::size_t jws_certificates = 8;

} // namespace limits

namespace statements {

// RSASSA-PKCS1-v1_5 with SHA-2 (RFC 7518 3.3). 1.0.3 Data 2.6 allows no other.
enum class JwsAlgorithm { rs256, rs384, rs512 };

struct Jws {
    JwsAlgorithm algorithm;
    // The header's x5c in DER: the signer's certificate, then of each one its issuer's. Whether
    // they are certificates is not known here. Empty: the header has no x5c.
    std::vector<std::string> certificates;
    boost::json::value payload;   // An object.
    std::string_view signed_text; // What the signature is of: header and payload as they stand.
    std::string signature;
};

// `signed_text` of the result is a piece of `text`.
//   invalid    not three parts, no strict base64url, no JSON, another algorithm, a malformed x5c,
//              or a "crit" (RFC 7515 4.1.11: nobody may accept what he does not know)
//   too_large  over one of the limits
base::Result<Jws> parse_jws(std::string_view text);

} // namespace statements
