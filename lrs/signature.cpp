#include "lrs/signature.hpp"

#include "statements/signature.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace lrs {
namespace {

namespace files = std::filesystem;
using base::Error;
using base::ErrorKind;
using base::Result;
using statements::Jws;

// 112 bits: RSA keys of 2,048 bits, no SHA-1 in a chain. RFC 7518 3.3 asks for such keys, but the
// example in 1.0.3 Data, Appendix D has a shorter one: it is read, and not trusted.
constexpr int security_level = 2;

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }

    void operator()(X509* certificate) const { X509_free(certificate); }

    void operator()(STACK_OF(X509) * borrowed) const { sk_X509_free(borrowed); }

    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }

    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

template <class T>
using Owned = std::unique_ptr<T, Free>;

// What OpenSSL makes of nothing is null only when memory has run out.
template <class T>
Owned<T> owned(T* made)
{
    if (!made) throw std::bad_alloc();
    return Owned<T>(made);
}

// OpenSSL keeps the reasons of failures per thread. None of ours is left for whoever comes next.
struct ErrorQueue {
    ErrorQueue() { ERR_clear_error(); }

    ~ErrorQueue() { ERR_clear_error(); }

    ErrorQueue(const ErrorQueue&) = delete;
    ErrorQueue& operator=(const ErrorQueue&) = delete;
};

Error fault(std::string why)
{
    return {ErrorKind::invalid, std::move(why)};
}

Error unusable(const files::path& file, const std::string& why)
{
    return {ErrorKind::invalid, why, file.string()};
}

Result<std::string> content_of(const files::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text(limits::trust_file_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.is_open() || in.bad()) return unusable(file, "this file cannot be read");
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limits::trust_file_bytes) {
        return Error{ErrorKind::too_large,
                     "a file of certificates may have at most " +
                         std::to_string(limits::trust_file_bytes) + " bytes",
                     file.string()};
    }
    return text;
}

bool is_certificate_file(const files::directory_entry& entry)
{
    constexpr std::string_view endings[] = {".pem", ".crt", ".cer"};
    std::error_code failed;
    return entry.is_regular_file(failed) &&
           std::ranges::find(endings, entry.path().extension().string()) != std::end(endings);
}

// The whole of the bytes, nothing behind it.
Owned<X509> certificate_of(std::string_view der)
{
    const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
    const auto* at = begin;
    Owned<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (at != begin + der.size()) certificate.reset();
    return certificate;
}

// As x5c has them: the signer's first.
using Chain = std::vector<Owned<X509>>;

Result<Chain> chain_of(const Jws& jws)
{
    Chain chain;
    for (const auto& der : jws.certificates) {
        auto certificate = certificate_of(der);
        if (!certificate) {
            return fault("malformed signature: certificate " + std::to_string(chain.size()) +
                         " of x5c in its header is not a certificate in DER");
        }
        chain.push_back(std::move(certificate));
    }
    return chain;
}

const char* digest_of(statements::JwsAlgorithm algorithm)
{
    switch (algorithm) {
    case statements::JwsAlgorithm::rs256: return "SHA256";
    case statements::JwsAlgorithm::rs384: return "SHA384";
    case statements::JwsAlgorithm::rs512: return "SHA512";
    }
    std::abort();
}

bool is_signed_with(EVP_PKEY* key, const Jws& jws)
{
    const auto* signature = reinterpret_cast<const unsigned char*>(jws.signature.data());
    const auto* text = reinterpret_cast<const unsigned char*>(jws.signed_text.data());
    const auto context = owned(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr; // Belongs to the context.
    return EVP_DigestVerifyInit_ex(context.get(), &options, digest_of(jws.algorithm), nullptr,
                                   nullptr, key, nullptr) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PADDING) == 1 &&
           EVP_DigestVerify(context.get(), signature, jws.signature.size(), text,
                            jws.signed_text.size()) == 1;
}

// RFC 5280 4.2.1.3. A certificate that does not say what its key is for leaves it open.
bool may_sign(X509* certificate)
{
    return (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

bool is_trusted(const Chain& chain, const TrustStore& trust, base::Timestamp now)
{
    const auto others = owned(sk_X509_new_null());
    for (const auto& certificate : chain) {
        if (sk_X509_push(others.get(), certificate.get()) == 0) throw std::bad_alloc();
    }
    const auto context = owned(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(context.get(), trust.native_handle(), chain.front().get(),
                            others.get()) != 1)
        throw std::bad_alloc();

    auto* options = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(
        options, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    X509_VERIFY_PARAM_set_auth_level(options, security_level);
    X509_VERIFY_PARAM_set_flags(options, X509_V_FLAG_PARTIAL_CHAIN);
    return X509_verify_cert(context.get()) == 1;
}

} // namespace

void TrustStore::Free::operator()(X509_STORE* store) const
{
    X509_STORE_free(store);
}

TrustStore::TrustStore() : store_(X509_STORE_new())
{
    if (!store_) throw std::bad_alloc();
}

Result<TrustStore> TrustStore::load(const files::path& path)
{
    const ErrorQueue errors;
    TrustStore trust;
    std::error_code failed;
    if (!files::is_directory(path, failed)) {
        if (const auto added = trust.add_file(path); !added) return added.error();
        return trust;
    }
    for (files::directory_iterator at(path, failed), end; !failed && at != end;
         at.increment(failed)) {
        if (!is_certificate_file(*at)) continue;
        if (const auto added = trust.add_file(at->path()); !added) return added.error();
    }
    if (failed) return unusable(path, "this folder cannot be read");
    return trust;
}

std::size_t TrustStore::size() const
{
    return static_cast<std::size_t>(sk_X509_OBJECT_num(X509_STORE_get0_objects(store_.get())));
}

Result<> TrustStore::add_file(const files::path& file)
{
    const auto text = content_of(file);
    if (!text) return text.error();
    const auto bio = owned(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
    char password[] = ""; // With none, OpenSSL would ask for one at the terminal.
    bool found = false;
    while (
        const Owned<X509> certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, password)}) {
        if (X509_STORE_add_cert(store_.get(), certificate.get()) != 1) throw std::bad_alloc();
        found = true;
    }
    // The end of the file is an error too, and the only one that is fine.
    const auto last = ERR_peek_last_error();
    if (ERR_GET_LIB(last) != ERR_LIB_PEM || ERR_GET_REASON(last) != PEM_R_NO_START_LINE)
        return unusable(file, "a certificate in this file is damaged");
    if (!found) return unusable(file, "this file holds no certificate in PEM");
    return {};
}

Result<SignatureOutcome> check_signature(const Jws& jws, const TrustStore& trust,
                                         base::Timestamp now)
{
    const ErrorQueue errors;
    if (jws.certificates.empty()) return SignatureOutcome::unverified;
    const auto chain = chain_of(jws);
    if (!chain) return chain.error();

    auto* signer = chain->front().get();
    auto* key = X509_get0_pubkey(signer);
    // Keys for RSASSA-PSS alone are RSA keys of another kind, and must not sign like this.
    if (!key || EVP_PKEY_is_a(key, "RSA") != 1)
        return fault("the first certificate of the signature is not one of an RSA key");
    if (!is_signed_with(key, jws))
        return fault("the signature does not fit the first certificate in its header");
    return may_sign(signer) && is_trusted(*chain, trust, now) ? SignatureOutcome::verified
                                                              : SignatureOutcome::untrusted;
}

Result<SignatureOutcome> check_signature(std::string_view jws, const TrustStore& trust,
                                         base::Timestamp now)
{
    const auto parsed = statements::parse_jws(jws);
    if (!parsed) return parsed.error();
    return check_signature(*parsed, trust, now);
}

std::optional<std::string> signer_of(std::string_view jws)
{
    const ErrorQueue errors;
    const auto parsed = statements::parse_jws(jws);
    if (!parsed || parsed->certificates.empty()) return std::nullopt;
    const auto chain = chain_of(*parsed);
    if (!chain) return std::nullopt;
    const auto bio = owned(BIO_new(BIO_s_mem()));
    if (!bio) throw std::bad_alloc();
    // UTF-8 as it is: the answer is JSON, which escapes what must be.
    const auto flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(bio.get(), X509_get_subject_name(chain->front().get()), 0, flags);
    const char* text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

Result<SignatureOutcome> check_signed_statement(const boost::json::value& statement,
                                                statements::Version version, std::string_view jws,
                                                const TrustStore& trust, base::Timestamp now)
{
    const auto parsed = statements::parse_jws(jws);
    if (!parsed) return parsed.error();
    const auto signed_it = statements::check_payload(parsed->payload, statement, version);
    if (!signed_it) return signed_it.error();
    return check_signature(*parsed, trust, now);
}

} // namespace lrs
