#include "lrs/commands/metrics_server.hpp"

#include "lrs/resources/handlers.hpp"

namespace lrs {
namespace {

constexpr Route table[] = {
    {http::verb::get, "/metrics", get_metrics, Scope::none, RouteKind::open},
};

constexpr std::size_t scrapers = 16; // At one time.

Config config_for(Config config, const Endpoint& listen)
{
    config.listen = listen;
    config.redirect_listen.reset();
    config.content_listen.reset();
    config.tls.reset();
    config.hsts = false;
    config.threads = 1;
    config.connections = scrapers;
    return config;
}

App app_for(const App& app, const Config& config)
{
    return {config,      app.storage, app.offload,    app.preparing,      app.credentials,
            app.cursors, app.trust,   app.tenants,    app.administration, app.metrics,
            app.journal, app.memory,  app.operations, app.municipalities, app.origins};
}

} // namespace

MetricsServer::MetricsServer(const App& app, const Endpoint& listen)
    : config_(config_for(app.config, listen)), app_(app_for(app, config_)), server_(app_, table)
{
}

} // namespace lrs
