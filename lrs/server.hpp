// Accepts connections and spreads them over the network threads.
//
// Operation    start() binds, listens and returns; connections are served from then on: over TLS
//              with the certificate of that moment, or plain. A second address may send on to
//              HTTPS; a third one is the content origin, with the rows of the table that are for
//              it. stop() drains: no new connections, idle ones are closed, running requests are
//              answered with "Connection: close" up to the drain timeout, the rest is cut.
// Concurrency  One thread calls start(), then stop(). Handlers run on the network threads.
// Ownership    App, its parts, the certificate and the table must outlive the server.
// Limits       Over config.connections, those to be sent on included, the answer is 503 with
// Retry-After, then close.
#pragma once

#include "base/error.hpp"
#include "lrs/app.hpp"
#include "lrs/router.hpp"
#include "lrs/session.hpp"
#include "lrs/tls.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace lrs {

class Server {
public:
    // `tls` is loaded, or null: plain.
    Server(App& app, std::span<const Route> routes, const Tls* tls = nullptr);
    ~Server(); // stop()
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Fails when an address cannot be resolved or listened on. `bound` is called when the ports are
    // known, before the first connection is accepted.
    base::Result<> start(const std::function<void()>& bound = {});

    // Where it listens, once started: the one that the kernel picked for port 0.
    std::uint16_t port() const { return main_.port; }

    // 0: config.redirect_listen is empty.
    std::uint16_t redirect_port() const { return redirect_.port; }

    // 0: config.content_listen is empty.
    std::uint16_t content_port() const { return content_.port; }

    // Returns when the last handler has returned. A second call does nothing.
    void stop();

    std::size_t connections() const;

private:
    struct Worker;
    using Acceptor = boost::asio::ip::tcp::acceptor;

    struct Listener {
        std::optional<Acceptor> acceptor{}; // Touched by the first worker's thread.
        std::future<void> accepting{};
        std::uint16_t port = 0;
    };

    base::Result<> listen(Listener& listener, const Endpoint& wanted);
    void start_accepting(Listener& listener);
    boost::asio::awaitable<void> accept(Listener& listener);
    void welcome(Worker& worker, Arrival arrival);
    void close(Listener& listener);
    void farewell(std::size_t& counter);
    void tell_workers(void (*act)(Worker&));

    App& app_;
    const Router router_;
    const Router content_router_;
    const Tls* tls_;
    std::vector<std::unique_ptr<Worker>> workers_; // Each a thread with its io_context.
    Listener main_;
    Listener redirect_;
    Listener content_;

    mutable std::mutex mutex_; // Taken when a connection comes and when it goes.
    std::condition_variable empty_;
    std::size_t connections_ = 0;
    std::size_t turned_away_ = 0;
};

} // namespace lrs
