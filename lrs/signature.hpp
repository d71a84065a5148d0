// Signed statements verified (xAPI 1.0.3 Data 2.6; RFC 7515 5.2; RFC 5280 6).
//
// The standard asks for the signature to fit the certificate that comes with it, "to catch
// mistakes": who made it is a question of trust, answered by the operator's list of authorities.
// Nothing is fetched: neither keys (jku, x5u) nor lists of revoked certificates. Nothing here
// blocks, but a signature may cost a few milliseconds: not for a network thread.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "statements/attachments.hpp"
#include "statements/jws.hpp"
#include "statements/version.hpp"

#include <boost/json/value.hpp>
#include <openssl/types.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace limits {

inline constexpr std::size_t trust_file_bytes = 4u << 20;

} // namespace limits

namespace lrs {

// The certificates that vouch for signers. Any of them ends a chain: a root, an issuer below one,
// or a signer's own. Read-only after loading, so any number of threads may use one.
class TrustStore {
public:
    TrustStore(); // Trusts nobody.

    // The certificates of a PEM file, or of every .pem, .crt and .cer file right in a folder; one
    // that comes twice counts once. An empty folder trusts nobody; a file without a certificate is
    // `invalid`, as is one that cannot be read or parsed (`where`: its path), and `too_large` one
    // over limits::trust_file_bytes.
    static base::Result<TrustStore> load(const std::filesystem::path& path);

    std::size_t size() const;

    // Borrowed, for the calls of OpenSSL, which takes no const one.
    X509_STORE* native_handle() const { return store_.get(); }

private:
    struct Free {
        void operator()(X509_STORE* store) const;
    };

    base::Result<> add_file(const std::filesystem::path& file);

    std::unique_ptr<X509_STORE, Free> store_;
};

using statements::SignatureOutcome;

// `now`: when the certificates must be valid.
//   invalid  it does not fit its certificate, or that is none of an RSA key
base::Result<SignatureOutcome> check_signature(const statements::Jws& jws, const TrustStore& trust,
                                               base::Timestamp now);

// Of a signature's own bytes. Fails as parse_jws() does, too.
base::Result<SignatureOutcome> check_signature(std::string_view jws, const TrustStore& trust,
                                               base::Timestamp now);

// The subject of the certificate that a signature came with (RFC 4514), for people to read. Empty:
// it came without one, or cannot be read.
std::optional<std::string> signer_of(std::string_view jws);

// The whole verdict on a statement and the bytes of one of its signatures_of(). Fails as
// parse_jws() and check_payload() do, too.
base::Result<SignatureOutcome> check_signed_statement(const boost::json::value& statement,
                                                      statements::Version version,
                                                      std::string_view jws, const TrustStore& trust,
                                                      base::Timestamp now);

} // namespace lrs
