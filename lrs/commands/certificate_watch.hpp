// Has the certificate read again: on SIGHUP, and when a look at its files finds them changed.
#pragma once

#include "lrs/tls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <iosfwd>

namespace lrs {

// Works where the context runs, which it must not outlive. SIGHUP is caught from the construction
// on. What happens is told to `log`, in a line each.
class CertificateWatch {
public:
    CertificateWatch(asio::io_context& context, Tls& tls, std::ostream& log,
                     std::chrono::milliseconds interval = std::chrono::minutes(1));

private:
    void wait_for_signal();
    void wait_for_change();
    void reload();

    Tls& tls_;
    std::ostream& log_;
    const std::chrono::milliseconds interval_;
    asio::signal_set signals_;
    asio::steady_timer timer_;
};

// Loads what is there and tells `log` what to warn of.
base::Result<> load_certificate(Tls& tls, std::ostream& log);

} // namespace lrs
