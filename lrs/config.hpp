// What an operator may change, with the defaults of base/limits.hpp. Filled by the command line
// before anything starts; nothing writes it afterwards.
#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "lrs/journal.hpp"
#include "lrs/networks.hpp"
#include "lrs/pace.hpp"
#include "statements/version.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

// An address to listen on. Host: a name, an IPv4 or an IPv6 address without brackets.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0; // 0: the kernel picks one.

    bool operator==(const Endpoint&) const = default;
};

// In PEM: the server's certificate and those that lead from it to an authority; its key.
struct TlsFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

struct Config {
    std::filesystem::path data;
    std::filesystem::path backups; // The folder for them. Empty: none are taken.
    Endpoint listen{"127.0.0.1", 8080};
    std::filesystem::path ready_file; // Written once connections are accepted. Empty: none.

    // How the outside calls this server ("https://lrs.example.org"); empty: http://HOST:PORT.
    std::string base_url;

    std::optional<TlsFiles> tls; // `listen` speaks TLS. Empty: plain HTTP.
    bool hsts = false;           // Answers over TLS tell browsers to insist on it.

    std::optional<Endpoint> redirect_listen; // Sends on to HTTPS. Empty: nobody does.
    std::string https_origin;                // There; empty: to the host that was asked for.

    std::optional<Endpoint> content_listen; // The origin of courses. Empty: none can be launched.
    std::string content_url;                // How browsers call it; empty: http://HOST:PORT.

    std::optional<Endpoint> metrics_listen; // Plain, GET /metrics for anyone. Empty: nobody does.

    std::filesystem::path log_file; // Empty: standard error.
    Level log_level = Level::warning;

    std::vector<Network> trusted_proxies; // Whose X-Forwarded-* are believed.

    // Answered to requests that name no version or none that we speak.
    statements::Version default_version = statements::Version::v2_0_0;

    // ILIAS and clients of Learning Locker expect the second.
    std::vector<std::string> xapi_mounts{"/xapi", "/data/xAPI"};

    std::vector<std::string> ignored_parameters; // Beside those of lrs/ignored_parameters.hpp.

    std::size_t threads = 0;         // For the network. 0: one for each core.
    std::size_t storage_threads = 8; // They wait for the disk more than they compute.
    std::size_t offload_queue = limits::offload_queue;

    std::size_t connections = limits::connections;
    std::size_t header_bytes = limits::header_bytes;
    std::size_t url_bytes = limits::url_bytes;
    std::size_t body_bytes = limits::body_bytes;
    std::size_t upload_bytes = limits::upload_bytes;

    std::size_t memory_budget = limits::memory_budget;
    Pace pace; // Of bodies and answers.

    std::chrono::milliseconds header_timeout = limits::header_timeout;
    std::chrono::milliseconds body_timeout = limits::body_timeout;
    std::chrono::milliseconds upload_timeout = limits::upload_timeout;
    std::chrono::milliseconds write_timeout = limits::write_timeout;
    std::chrono::milliseconds linger_timeout = limits::linger_timeout;
    std::chrono::milliseconds drain_timeout = limits::drain_timeout;
};

// "HOST:PORT", ":PORT" (every address) or "[IPV6]:PORT".
base::Result<Endpoint> parse_endpoint(std::string_view text);

// The inverse, for messages and links.
std::string to_string(const Endpoint& endpoint);

// For the network; and as many that parse batches.
std::size_t threads_of(const Config& config);

} // namespace lrs
