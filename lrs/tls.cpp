#include "lrs/tls.hpp"

#include "base/limits.hpp"
#include "lrs/commands/arguments.hpp"

#include <boost/asio/buffer.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <string_view>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::system::error_code;
using Context = asio::ssl::context;

constexpr int security_level = 2; // 112 bits. Debian's default, not everybody's.

// RFC 7301 3.2: who offers protocols and none of ours is refused by name.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    auto* out = const_cast<unsigned char*>(*chosen);
    const auto found =
        SSL_select_next_proto(&out, size, ours, sizeof ours - 1, offered, offered_size);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = out;
    return SSL_TLSEXT_ERR_OK;
}

void configure(Context& context)
{
    auto* handle = context.native_handle();
    SSL_CTX_set_security_level(handle, security_level); // Before anything that it judges.
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    SSL_CTX_set_options(handle, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Sessions are resumed by tickets, which the clients keep: here nothing grows.
    SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(handle, choose_protocol, nullptr);
    // Without this, a key with a passphrase would be asked for at the terminal.
    context.set_password_callback([](auto, auto) { return std::string(); });
}

Error unusable(const std::filesystem::path& path, const error_code& failed)
{
    return {ErrorKind::invalid, path.string() + ": " + failed.message()};
}

std::string warning_of(const Context& context, const TlsFiles& files)
{
    // OpenSSL's functions do not say const.
    auto* handle = const_cast<Context&>(context).native_handle();
    const auto* certificate = SSL_CTX_get0_certificate(handle);
    const auto name = files.certificate.string();
    if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) return name + " has expired";
    if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0)
        return name + " is not valid yet";
    return "";
}

Result<std::shared_ptr<Context>> read_context(const TlsFiles& files)
{
    const auto certificate = read_file(files.certificate.string(), limits::tls_file_bytes);
    if (!certificate) return certificate.error();
    const auto key = read_file(files.key.string(), limits::tls_file_bytes);
    if (!key) return key.error();

    auto context = std::make_shared<Context>(Context::tls_server);
    configure(*context);
    error_code failed;
    context->use_certificate_chain(asio::buffer(*certificate), failed);
    if (failed) return unusable(files.certificate, failed);
    context->use_private_key(asio::buffer(*key), Context::pem, failed);
    if (failed) return unusable(files.key, failed);
    // OpenSSL keeps a pair for each kind of key: one of another kind would be no contradiction.
    if (SSL_CTX_check_private_key(context->native_handle()) == 1) return context;
    ERR_clear_error();
    return Error{ErrorKind::invalid,
                 files.key.string() + " is not the key of " + files.certificate.string()};
}

} // namespace

Result<std::string> Tls::load()
{
    // Before the reading: what is written meanwhile is then noticed as a change.
    loaded_ = times();
    auto read = read_context(files_);
    if (!read) return read.error();
    auto warning = warning_of(**read, files_);
    const std::lock_guard lock(mutex_);
    context_ = std::move(*read);
    return warning;
}

bool Tls::changed() const
{
    return times() != loaded_;
}

std::shared_ptr<Context> Tls::context() const
{
    const std::lock_guard lock(mutex_);
    return context_;
}

Tls::Times Tls::times() const
{
    std::error_code failed; // A file that is not there has the least of all times.
    return {std::filesystem::last_write_time(files_.certificate, failed),
            std::filesystem::last_write_time(files_.key, failed)};
}

} // namespace lrs
