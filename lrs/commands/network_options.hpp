// The options of "lrs serve" about addresses, TLS and proxies.
#pragma once

#include "lrs/commands/arguments.hpp"
#include "lrs/config.hpp"

namespace lrs {

// Reads --listen, --base-url, --tls-certificate, --tls-key, --hsts, --redirect-listen and
// --trusted-proxy. invalid: one of them is malformed, or has no meaning without another one.
base::Result<> read_network_options(const Arguments& given, Config& config);

} // namespace lrs
