// Keys, certificates and signatures made while the test runs.
#pragma once

#include "base/base64.hpp"
#include "base/timestamp.hpp"

#include <boost/json.hpp>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace certificates {

inline void require(bool done)
{
    if (!done) throw std::runtime_error("OpenSSL failed in a test");
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

inline Key made(EVP_PKEY* key)
{
    require(key != nullptr);
    return Key(key);
}

inline Key pss_key()
{
    const std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr));
    require(EVP_PKEY_keygen_init(context.get()) == 1);
    EVP_PKEY* key = nullptr;
    require(EVP_PKEY_generate(context.get(), &key) == 1);
    return made(key);
}

// Made once per run: that takes long.
inline EVP_PKEY* authority_key()
{
    static const auto key = made(EVP_RSA_gen(2048));
    return key.get();
}

inline EVP_PKEY* signer_key()
{
    static const auto key = made(EVP_RSA_gen(2048));
    return key.get();
}

inline EVP_PKEY* short_key()
{
    static const auto key = made(EVP_RSA_gen(1024));
    return key.get();
}

inline base::Timestamp time(std::string_view text)
{
    return base::parse_timestamp(text, base::TimestampRules::rfc3339).value();
}

// What a certificate says. The bytes of one in DER.
struct Says {
    std::string subject = "signer";
    std::string issuer = "authority";
    EVP_PKEY* key = signer_key();
    EVP_PKEY* issuer_key = authority_key();
    std::string constraints = "CA:FALSE";
    std::string key_usage{};
    const char* digest = "SHA256";
    std::string_view from = "2026-01-01T00:00:00Z";
    std::string_view until = "2027-01-01T00:00:00Z";
};

inline void set_name(X509_NAME* name, const std::string& common)
{
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(common.c_str()), -1,
                                       -1, 0) == 1);
}

inline void add_extension(X509* certificate, int id, const std::string& value)
{
    if (value.empty()) return;
    const std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

inline void set_time(ASN1_TIME* at, std::string_view text)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time(text));
    require(ASN1_TIME_set(at, seconds.time_since_epoch().count()) != nullptr);
}

inline std::string certificate(const Says& says)
{
    const std::unique_ptr<X509, Release<X509_free>> made(X509_new());
    auto* out = made.get();
    require(X509_set_version(out, X509_VERSION_3) == 1);
    require(ASN1_INTEGER_set(X509_get_serialNumber(out), 1) == 1);
    set_name(X509_get_subject_name(out), says.subject);
    set_name(X509_get_issuer_name(out), says.issuer);
    set_time(X509_getm_notBefore(out), says.from);
    set_time(X509_getm_notAfter(out), says.until);
    require(X509_set_pubkey(out, says.key) == 1);
    add_extension(out, NID_basic_constraints, says.constraints);
    add_extension(out, NID_key_usage, says.key_usage);
    require(X509_sign(out, says.issuer_key, EVP_get_digestbyname(says.digest)) > 0);

    unsigned char* der = nullptr;
    const int size = i2d_X509(out, &der);
    require(size > 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(
        der, [](unsigned char* held) { OPENSSL_free(held); });
    return {reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
}

// One that ends a chain.
inline std::string authority(Says says = {})
{
    says.subject = says.issuer = "authority";
    says.key = says.issuer_key;
    says.constraints = "CA:TRUE";
    return certificate(says);
}

inline std::string pem(const std::string& der, std::string_view label = "CERTIFICATE")
{
    const auto text = base::to_base64(der);
    std::string out = "-----BEGIN " + std::string(label) + "-----\n";
    for (std::size_t at = 0; at < text.size(); at += 64)
        out += text.substr(at, 64) + '\n';
    return out + "-----END " + std::string(label) + "-----\n";
}

inline std::string sign(EVP_PKEY* key, const char* digest, std::string_view text, int padding)
{
    const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr;
    require(EVP_DigestSignInit_ex(context.get(), &options, digest, nullptr, nullptr, key,
                                  nullptr) == 1);
    if (EVP_PKEY_is_a(key, "RSA")) require(EVP_PKEY_CTX_set_rsa_padding(options, padding) == 1);
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    require(EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1);
    std::string out(size, '\0');
    auto* begin = reinterpret_cast<unsigned char*>(out.data());
    require(EVP_DigestSign(context.get(), begin, &size, bytes, text.size()) == 1);
    out.resize(size);
    return out;
}

// How a signature is made; the header says `algorithm`, whatever `digest` is.
struct Making {
    std::vector<std::string> x5c{};
    EVP_PKEY* key = signer_key();
    const char* algorithm = "RS256";
    const char* digest = "SHA256";
    int padding = RSA_PKCS1_PADDING;
    std::string payload = R"({"a":1})";
};

inline std::string jws(const Making& making)
{
    boost::json::object header{{"alg", making.algorithm}};
    if (!making.x5c.empty()) {
        auto& list = header["x5c"].emplace_array();
        for (const auto& der : making.x5c)
            list.emplace_back(base::to_base64(der));
    }
    const auto text = base::to_base64url(boost::json::serialize(header)) + '.' +
                      base::to_base64url(making.payload);
    return text + '.' + base::to_base64url(sign(making.key, making.digest, text, making.padding));
}

} // namespace certificates
