#include "lrs/commands/certificate_watch.hpp"

#include <csignal>
#include <ostream>

namespace lrs {

using boost::system::error_code;

CertificateWatch::CertificateWatch(asio::io_context& context, Tls& tls, std::ostream& log,
                                   std::chrono::milliseconds interval)
    : tls_(tls), log_(log), interval_(interval), signals_(context, SIGHUP), timer_(context)
{
    wait_for_signal();
    wait_for_change();
}

void CertificateWatch::wait_for_signal()
{
    signals_.async_wait([this](error_code failed, int) {
        if (failed) return;
        reload();
        wait_for_signal();
    });
}

void CertificateWatch::wait_for_change()
{
    timer_.expires_after(interval_);
    timer_.async_wait([this](error_code failed) {
        if (failed) return;
        // A pair that is of no use is told of once: it has been seen then.
        if (tls_.changed()) reload();
        wait_for_change();
    });
}

void CertificateWatch::reload()
{
    if (const auto loaded = load_certificate(tls_, log_); loaded) {
        log_ << "the certificate has been read again" << std::endl;
    } else {
        log_ << "the certificate stays as it is: " << loaded.error().why << std::endl;
    }
}

base::Result<> load_certificate(Tls& tls, std::ostream& log)
{
    const auto warning = tls.load();
    if (!warning) return warning.error();
    if (!warning->empty()) log << "certificate: " << *warning << std::endl;
    return {};
}

} // namespace lrs
