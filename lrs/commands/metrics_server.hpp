// The metrics on an address of their own: plain HTTP, no credential, and nothing else there.
#pragma once

#include "lrs/server.hpp"

namespace lrs {

// Everything of the app must outlive it. Concurrency as Server.
class MetricsServer {
public:
    MetricsServer(const App& app, const Endpoint& listen);

    base::Result<> start() { return server_.start(); }

    std::uint16_t port() const { return server_.port(); }

    void stop() { server_.stop(); }

private:
    const Config config_;
    App app_;
    Server server_;
};

} // namespace lrs
