#include "lrs/config.hpp"

#include "base/number.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <optional>
#include <thread>

namespace lrs {
namespace {

base::Error malformed(std::string_view text)
{
    return {base::ErrorKind::invalid,
            "An address to listen on is HOST:PORT or [IPV6]:PORT, this is \"" +
                base::excerpt(text, limits::found_bytes) + "\""};
}

} // namespace

base::Result<Endpoint> parse_endpoint(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == text.npos) return malformed(text);
    const auto port = base::parse_number<std::uint16_t>(text.substr(colon + 1));
    if (!port) return malformed(text);

    auto host = text.substr(0, colon);
    if (host.empty()) return Endpoint{"0.0.0.0", *port};
    if (host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        if (host.find(':') == host.npos) return malformed(text);
    } else if (host.find_first_of(":[]") != host.npos) {
        // "::1:8080" could end in a port or in a group of the address.
        return malformed(text);
    }
    return Endpoint{std::string(host), *port};
}

std::string to_string(const Endpoint& endpoint)
{
    const bool ipv6 = endpoint.host.find(':') != std::string::npos;
    const auto host = ipv6 ? "[" + endpoint.host + "]" : endpoint.host;
    return host + ":" + std::to_string(endpoint.port);
}

std::size_t threads_of(const Config& config)
{
    if (config.threads > 0) return config.threads;
    return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace lrs
