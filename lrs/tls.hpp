// The certificate that this server shows, read from two files and read again while it runs.
//
// Operation    A connection gets the context of the moment it comes in and keeps it. A new pair of
//              files that is of no use changes nothing.
// Concurrency  One thread loads; any thread asks for the context.
#pragma once

#include "base/error.hpp"
#include "lrs/config.hpp"

#include <boost/asio/ssl/context.hpp>

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace lrs {

namespace asio = boost::asio;

class Tls {
public:
    explicit Tls(TlsFiles files) : files_(std::move(files)) {}

    // Reads both files. Returns what to warn of: dates that do not hold now; empty: nothing.
    // invalid: a file cannot be read or is no PEM, the key belongs to another certificate, either
    // is too weak for OpenSSL's security level 2. The context stays as it was.
    base::Result<std::string> load();

    // Whether a file is another one than load() saw, by its time. A file that is not there is.
    bool changed() const;

    // Empty before the first load.
    std::shared_ptr<asio::ssl::context> context() const;

private:
    using Times = std::array<std::filesystem::file_time_type, 2>;

    Times times() const;

    const TlsFiles files_;
    Times loaded_{};
    mutable std::mutex mutex_; // Of the pointer, which is copied once a connection.
    std::shared_ptr<asio::ssl::context> context_;
};

} // namespace lrs
