#include "lrs/transport.hpp"

#include <boost/asio/ssl/error.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace lrs {

bool Transport::has_input()
{
    boost::system::error_code ignored;
    if (socket_.available(ignored) > 0) return true;
    if (!tls_) return false;
    const auto* ssl = tls_->native_handle();
    // Half a handshake asks for nothing.
    if (SSL_is_init_finished(ssl) == 0) return false;
    // What OpenSSL holds, decrypted or not; and Asio reads ahead of it.
    return SSL_has_pending(ssl) == 1 || BIO_pending(SSL_get_rbio(ssl)) > 0;
}

void Transport::expect_no_answer()
{
    // OpenSSL waits for the other side's farewell unless it has come.
    auto* ssl = tls_->native_handle();
    SSL_set_shutdown(ssl, SSL_get_shutdown(ssl) | SSL_RECEIVED_SHUTDOWN);
}

bool Transport::is_plain_http(boost::system::error_code failed)
{
    return failed.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(failed.value())) == SSL_R_HTTP_REQUEST;
}

} // namespace lrs
