// Files of a certificate and its key, a server's hold on them, and a client that trusts them.
#pragma once

#include "lrs/tls.hpp"
#include "tests/lrs/certificates.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <openssl/ssl.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace served {

namespace asio = boost::asio;

// Whatever year it is.
inline constexpr std::string_view long_ago = "2000-01-01T00:00:00Z";
inline constexpr std::string_view far_off = "2100-01-01T00:00:00Z";

inline EVP_PKEY* curve_key()
{
    static const auto key = certificates::made(EVP_EC_gen("P-256"));
    return key.get();
}

inline std::string pem_key(EVP_PKEY* key, const char* passphrase = nullptr)
{
    const std::unique_ptr<BIO, certificates::Release<BIO_free_all>> out(BIO_new(BIO_s_mem()));
    const auto* cipher = passphrase ? EVP_aes_128_cbc() : nullptr;
    certificates::require(PEM_write_bio_PKCS8PrivateKey(out.get(), key, cipher, nullptr, 0, nullptr,
                                                        const_cast<char*>(passphrase)) == 1);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

// Of a server, by the authority that clients trust.
inline std::string pem_certificate(const std::string& name, EVP_PKEY* key = curve_key(),
                                   std::string_view from = long_ago,
                                   std::string_view until = far_off)
{
    return certificates::pem(
        certificates::certificate({.subject = name, .key = key, .from = from, .until = until}));
}

inline asio::ssl::context trusting_client()
{
    asio::ssl::context out(asio::ssl::context::tls_client);
    const auto authority =
        certificates::pem(certificates::authority({.from = long_ago, .until = far_off}));
    out.add_certificate_authority(asio::buffer(authority));
    out.set_verify_mode(asio::ssl::verify_peer);
    return out;
}

// Whose certificate the server has shown.
inline std::string name_shown(SSL* connection)
{
    const std::unique_ptr<X509, certificates::Release<X509_free>> shown(
        SSL_get1_peer_certificate(connection));
    certificates::require(shown != nullptr);
    char name[100] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, name,
                              sizeof name);
    return name;
}

struct Certified {
    Certified()
    {
        install(pem_certificate("first"));
        if (const auto loaded = tls.load(); !loaded) throw std::runtime_error(loaded.error().why);
    }

    // Each time with a later date, however fast that is.
    void install(std::string_view certificate, std::string_view key = pem_key(curve_key()))
    {
        ++installed;
        write(files.certificate, certificate);
        write(files.key, key);
    }

    void write(const std::filesystem::path& path, std::string_view text) const
    {
        std::ofstream(path, std::ios::binary) << text;
        const auto written = std::filesystem::last_write_time(path);
        std::filesystem::last_write_time(path, written + std::chrono::seconds(installed));
    }

    support::TemporaryDirectory folder;
    int installed = 0;
    lrs::TlsFiles files{folder.path() / "certificate.pem", folder.path() / "key.pem"};
    lrs::Tls tls{files};
    asio::ssl::context client = trusting_client();
};

} // namespace served
