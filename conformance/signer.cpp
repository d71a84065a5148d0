#include "conformance/signer.hpp"

#include "base/base64.hpp"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

namespace conformance::signer {
namespace {

void require(bool done)
{
    if (!done) throw std::runtime_error("OpenSSL cannot make a key, a certificate or a signature");
}

template <auto release>
struct Release {
    template <class T>
    void operator()(T* held) const
    {
        release(held);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;

Key new_key()
{
    Key key(EVP_RSA_gen(2048));
    require(key != nullptr);
    return key;
}

EVP_PKEY* key()
{
    static const auto made = new_key();
    return made.get();
}

std::string certificate_of(EVP_PKEY* of)
{
    constexpr long day = 24 * 60 * 60;
    const Certificate made(X509_new());
    require(made != nullptr);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), day);
    X509_set_pubkey(made.get(), of);
    auto* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("conformance"), -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    require(X509_sign(made.get(), of, EVP_sha256()) > 0);
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(made.get(), &bytes);
    require(size > 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> held(
        bytes, [](unsigned char* at) { OPENSSL_free(at); });
    return base::to_base64({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
}

} // namespace

std::string certificate()
{
    static const auto made = certificate_of(key());
    return made;
}

std::string other_certificate()
{
    static const auto made = certificate_of(new_key().get());
    return made;
}

std::string signature(std::string_view bytes, int bits)
{
    const auto* digest = bits == 256 ? EVP_sha256() : bits == 384 ? EVP_sha384() : EVP_sha512();
    const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    require(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key()) == 1);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = 0;
    require(EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) == 1);
    std::string out(size, '\0');
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, data,
                           bytes.size()) == 1);
    out.resize(size);
    return out;
}

std::string compact(std::string_view header, std::string_view payload, std::string_view signature)
{
    return base::to_base64url(header) + '.' + base::to_base64url(payload) + '.' +
           base::to_base64url(signature);
}

std::string jws(std::string_view payload, std::string_view algorithm)
{
    const auto header =
        R"({"alg":")" + std::string(algorithm) + R"(","x5c":[")" + certificate() + "\"]}";
    const int bits = algorithm == "RS256" ? 256 : algorithm == "RS384" ? 384 : 512;
    const auto signed_text = base::to_base64url(header) + '.' + base::to_base64url(payload);
    return compact(header, payload, signature(signed_text, bits));
}

} // namespace conformance::signer
