// One request to a server, for the command line: blocking, with a connection of its own.
#pragma once

#include "base/error.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/config.hpp"

#include <boost/beast/http/verb.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace lrs {

// "http://host[:port][/path]" or "https://...".
struct ServerUrl {
    bool tls = false;
    Endpoint endpoint{};
    std::string path{}; // What stands before every target; no slash at its end.
};

base::Result<ServerUrl> parse_server_url(std::string_view text);

struct Reply {
    unsigned status = 0;
    std::string body;
};

// JSON goes out, when the body is not empty, and comes back. Over TLS the server must have a
// certificate for this host that the system's authorities (or SSL_CERT_FILE) vouch for.
//   unknown  no answer came: no connection, no trust, or not within half a minute
base::Result<Reply> ask_server(const ServerUrl& server, const KeyAndSecret& caller,
                               boost::beast::http::verb method, const std::string& target,
                               const std::string& body);

// A file that is on its way to a server.
struct Upload {
    std::filesystem::path file;
    std::string media_type;
    std::function<void(std::uint64_t done, std::uint64_t total)> progress{}; // May be empty.
};

// POSTs it. As above, but for the time: what is made of a file may take a server an hour.
//   invalid  the file cannot be read
base::Result<Reply> send_file(const ServerUrl& server, const KeyAndSecret& caller,
                              const std::string& target, const Upload& upload);

} // namespace lrs
