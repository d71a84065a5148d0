// Signs statements as a sender would (Data 2.6; RFC 7515), with a key that is made when it is first
// needed, rightly or spoiled.
#pragma once

#include <string>
#include <string_view>

namespace conformance::signer {

// A certificate of the key, signed by itself, as the only entry of an "x5c".
std::string certificate(); // Base64 of DER.

// Of another key that signs nothing.
std::string other_certificate();

// RSA PKCS #1 signature with SHA-2 of that many bits.
std::string signature(std::string_view bytes, int bits);

// "header.payload.signature", each in base64url.
std::string compact(std::string_view header, std::string_view payload, std::string_view signature);

// A signature of the payload: "RS256", "RS384" or "RS512", with the certificate in x5c.
std::string jws(std::string_view payload, std::string_view algorithm = "RS256");

} // namespace conformance::signer
