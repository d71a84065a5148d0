// Accepts connections and spreads them over the network threads.
//
// Operation    start() binds, listens and returns; connections are served from then on. stop()
//              drains: no new connections, idle ones are closed, running requests are answered
//              with "Connection: close" up to the drain timeout, the rest is cut.
// Concurrency  One thread calls start(), then stop(). Handlers run on the network threads.
// Ownership    App, its parts and the table must outlive the server.
// Limits       Over config.connections the answer is 503 with Retry-After, then close.
#pragma once

#include "base/error.hpp"
#include "lrs/app.hpp"
#include "lrs/router.hpp"
#include "lrs/session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace lrs {

class Server {
public:
    Server(App& app, std::span<const Route> routes);
    ~Server(); // stop()
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Fails when the address cannot be resolved or listened on.
    base::Result<> start();

    // Where it listens, once started: the one that the kernel picked for port 0.
    std::uint16_t port() const { return port_; }

    // Returns when the last handler has returned. A second call does nothing.
    void stop();

    std::size_t connections() const;

private:
    struct Worker;
    using Acceptor = boost::asio::ip::tcp::acceptor;

    base::Result<> listen();
    boost::asio::awaitable<void> accept();
    void welcome(Worker& worker, Stream stream);
    void farewell(std::size_t& counter);
    void tell_workers(void (*act)(Worker&));

    App& app_;
    const Router router_;
    std::vector<std::unique_ptr<Worker>> workers_; // Each a thread with its io_context.
    std::optional<Acceptor> acceptor_;             // Touched by the first worker's thread.
    std::future<void> accepting_;
    std::uint16_t port_ = 0;

    mutable std::mutex mutex_; // Taken when a connection comes and when it goes.
    std::condition_variable empty_;
    std::size_t connections_ = 0;
    std::size_t turned_away_ = 0;
};

} // namespace lrs
