// lrs serve: opens the store, wires the parts together and waits for the signal to stop.
#include "base/limits.hpp"
#include "base/number.hpp"
#include "lrs/auth/administration.hpp"
#include "lrs/auth/usage_keeper.hpp"
#include "lrs/commands/arguments.hpp"
#include "lrs/commands/attain_inputs.hpp"
#include "lrs/commands/certificate_watch.hpp"
#include "lrs/commands/commands.hpp"
#include "lrs/commands/first_start.hpp"
#include "lrs/commands/metrics_server.hpp"
#include "lrs/commands/network_options.hpp"
#include "lrs/commands/watch_options.hpp"
#include "lrs/cursor.hpp"
#include "lrs/http_error.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/operations.hpp"
#include "lrs/origins.hpp"
#include "lrs/persons/person_agent.hpp"
#include "lrs/preparing.hpp"
#include "lrs/routes.hpp"
#include "lrs/server.hpp"
#include "lrs/signature.hpp"
#include "lrs/tls.hpp"
#include "lrs/version.hpp"
#include "storage/memory/memory_storage.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using namespace std::chrono_literals;

constexpr OptionName options[] = {{"--data"},
                                  {"--backup-dir"},
                                  {"--listen"},
                                  {"--tls-certificate"},
                                  {"--tls-key"},
                                  {"--hsts", false},
                                  {"--redirect-listen"},
                                  {"--content-listen"},
                                  {"--content-url"},
                                  {"--trusted-proxy"},
                                  {"--ignore-parameters"},
                                  {"--ready-file"},
                                  {"--bootstrap-credential"},
                                  {"--bootstrap-authority"},
                                  {"--model"},
                                  {"--roles"},
                                  {"--base-url"},
                                  {"--default-version"},
                                  {"--storage"},
                                  {"--threads"},
                                  {"--trust"},
                                  {"--metrics-listen"},
                                  {"--log"},
                                  {"--log-level"},
                                  {"--memory-budget"}};

Result<std::size_t> read_number(const std::string& option, const std::string& text)
{
    const auto number = base::parse_number<std::size_t>(text);
    if (number && *number >= 1 && *number <= 1'024) return *number;
    return Error{ErrorKind::invalid, option + " must be a number from 1 to 1024"};
}

Result<Config> read_config(const Arguments& given)
{
    Config out;
    out.data = given.get("--data").value_or("data");
    out.backups = given.get("--backup-dir").value_or("");
    out.ready_file = given.get("--ready-file").value_or("");
    if (const auto read = read_network_options(given, out); !read) return read.error();
    if (const auto read = read_watch_options(given, out); !read) return read.error();
    if (const auto text = given.get("--default-version")) {
        const auto version = parse_version(*text);
        if (!version) return Error{ErrorKind::invalid, "--default-version must be 1.0.3 or 2.0.0"};
        out.default_version = *version;
    }
    if (const auto text = given.get("--threads")) {
        const auto threads = read_number("--threads", *text);
        if (!threads) return threads.error();
        out.threads = *threads;
    }
    return out;
}

Result<std::unique_ptr<storage::Storage>> open_storage(const Config& config, const Arguments& given)
{
    const auto kind = given.get("--storage").value_or("rocksdb");
    if (kind == "memory") {
        storage::memory::Options memory;
        base::fill_random(memory.key.data(), memory.key.size());
        return storage::memory::open(std::move(memory));
    }
    if (kind != "rocksdb") return Error{ErrorKind::invalid, "--storage must be rocksdb or memory"};
    std::error_code failed;
    std::filesystem::create_directories(config.data, failed);
    if (failed) return Error{ErrorKind::invalid, config.data.string() + ": " + failed.message()};
    storage::rocks::Options rocks;
    rocks.path = config.data.string();
    rocks.erasure_list = config.backups.string();
    return storage::rocks::open(std::move(rocks));
}

// Lines are added to what is there.
Result<> open_log(const Config& config, std::ofstream& file)
{
    if (config.log_file.empty()) return {};
    file.open(config.log_file, std::ios::app);
    if (file.is_open()) return {};
    return Error{ErrorKind::invalid, config.log_file.string() + ": cannot be written"};
}

Result<TrustStore> load_trust(const Arguments& given)
{
    const auto path = given.get("--trust");
    return path ? TrustStore::load(*path) : TrustStore();
}

// The roles of the file are the default tenant's.
Result<> load_municipalities(const Arguments& given, Tenants& tenants,
                             Municipalities& municipalities)
{
    const auto roles = read_roles(given.get("--roles"));
    if (!roles) return roles.error();
    const auto of_default = *roles;
    return tenants.on_added([&municipalities, of_default](const TenantEntry& tenant) {
        return municipalities.add(tenant.number, tenant.name,
                                  tenant.number == default_tenant ? of_default
                                                                  : competency::Roles{});
    });
}

// It is the default tenant's.
Result<> load_model(const Arguments& given, Municipality& municipality)
{
    const auto path = given.get("--model");
    if (!path) return {};
    const auto document = read_file(*path, limits::model_bytes + 1);
    if (!document) return document.error();
    const auto model = competency::parse_model(*document);
    if (!model) return model.error();
    const auto running = municipality.competency.model();
    if (running && running->hash == (*model)->hash) return {};
    const auto set = municipality.publishing.publish(*document, "");
    if (!set) return set.error();
    return {};
}

// As the options say, else by the addresses that are listened on.
void name_origins(const Config& config, const Arguments& given, const Server& server,
                  Origins& origins)
{
    const std::string scheme = config.tls ? "https://" : "http://";
    const auto of = [&](const Endpoint& endpoint, std::uint16_t port) {
        return scheme + to_string(Endpoint{endpoint.host, port});
    };
    origins.main = given.has("--base-url") ? config.base_url : of(config.listen, server.port());
    if (!config.content_listen) return;
    origins.content = config.content_url.empty() ? of(*config.content_listen, server.content_port())
                                                 : config.content_url;
}

// Appears whole or not at all: who waits for it may read it at once.
Result<> write_ready_file(const std::filesystem::path& path, const Server& server,
                          std::uint16_t metrics_port)
{
    if (path.empty()) return {};
    auto unfinished = path;
    unfinished += ".new";
    boost::json::object ports{{"port", server.port()}};
    if (server.redirect_port() != 0) ports["redirectPort"] = server.redirect_port();
    if (server.content_port() != 0) ports["contentPort"] = server.content_port();
    if (metrics_port != 0) ports["metricsPort"] = metrics_port;
    std::ofstream(unfinished) << ports << '\n';
    std::error_code failed;
    std::filesystem::rename(unfinished, path, failed);
    if (failed) return Error{ErrorKind::invalid, path.string() + ": " + failed.message()};
    return {};
}

// Caught from its construction on, so that no request to end is lost while the server starts.
struct Ending {
    boost::asio::io_context context;
    boost::asio::signal_set signals{context, SIGINT, SIGTERM};
};

// Returns when the process is asked to end.
void wait_for_the_end(Ending& ending, CursorSigner& cursors, Journal& journal)
{
    ending.signals.async_wait([&](auto, int) { ending.context.stop(); });
    boost::asio::steady_timer timer(ending.context);
    std::function<void(boost::system::error_code)> hourly = [&](boost::system::error_code failed) {
        if (failed) return;
        if (const auto done = cursors.rotate(storage::system_now()); !done)
            journal.write(Level::warning, "the keys of continuations stay as they are",
                          done.error().why);
        timer.expires_after(1h);
        timer.async_wait(hourly);
    };
    timer.expires_after(1h);
    timer.async_wait(hourly);
    ending.context.run();
}

Result<> run(const Config& config, const Arguments& given)
{
    auto storage = open_storage(config, given);
    if (!storage) return storage.error();
    auto& settings = (*storage)->settings();

    std::ofstream log_file;
    if (auto opened = open_log(config, log_file); !opened) return opened;
    Journal journal(config.log_file.empty() ? std::cerr : log_file, config.log_level);
    Metrics metrics(routes());
    MemoryBudget memory(config.memory_budget);
    Offload offload(config.storage_threads, config.offload_queue);
    Preparing preparing(threads_of(config), limits::preparing_bytes);
    Credentials credentials(settings);
    CursorSigner cursors(settings);
    auto own = add_own_authority(settings, config.base_url);
    if (!own) return own.error();
    Municipalities municipalities(**storage, journal, std::move(*own), config.base_url);
    const auto trust = load_trust(given);
    if (!trust) return trust.error();
    Tenants tenants(settings);
    Administration administration(credentials, tenants, config.base_url);
    Operations operations(**storage, tenants, config.backups.string());
    Origins origins;
    App app{config,  **storage, offload,    preparing,      credentials,
            cursors, *trust,    tenants,    administration, metrics,
            journal, memory,    operations, municipalities, origins};

    if (auto loaded = tenants.load(); !loaded) return loaded;
    if (auto loaded = credentials.load(); !loaded) return loaded;
    if (auto loaded = cursors.load(storage::system_now()); !loaded) return loaded;
    const auto welcome = first_start(config, given.get("--bootstrap-credential"),
                                     given.get("--bootstrap-authority"), credentials);
    if (!welcome) return welcome.error();
    if (auto loaded = load_municipalities(given, tenants, municipalities); !loaded) return loaded;
    if (auto loaded = load_model(given, *municipalities.find(default_tenant)); !loaded)
        return loaded;

    const UsageKeeper usage(credentials, journal);
    Ending ending;
    JournalStream certificate_log(journal);
    std::optional<Tls> tls;
    std::optional<CertificateWatch> watch;
    if (config.tls) {
        tls.emplace(*config.tls);
        if (auto loaded = load_certificate(*tls, certificate_log); !loaded) return loaded;
        watch.emplace(ending.context, *tls, certificate_log);
    }
    Server server(app, routes(), tls ? &*tls : nullptr);
    const auto name = [&] { name_origins(config, given, server, origins); };
    if (auto started = server.start(name); !started) return started;
    std::optional<MetricsServer> metrics_server;
    if (config.metrics_listen) {
        metrics_server.emplace(app, *config.metrics_listen);
        if (auto started = metrics_server->start(); !started) return started;
    }
    const auto metrics_port = metrics_server ? metrics_server->port() : std::uint16_t{0};
    if (auto written = write_ready_file(config.ready_file, server, metrics_port); !written)
        return written;
    greet(config, server.port(), *welcome, std::cout);
    wait_for_the_end(ending, cursors, journal);
    std::cout << "stopping: running requests are answered first" << std::endl;
    server.stop();
    municipalities.stop();
    return {};
}

} // namespace

int serve(Words words)
{
    const auto given = Arguments::parse(words, options);
    if (!given) return complain(given.error().why);
    if (!given->positional().empty()) return complain("unexpected: " + given->positional().front());
    const auto config = read_config(*given);
    if (!config) return complain(config.error().why);
    const auto done = run(*config, *given);
    if (done) return 0;
    if (done.error().complaints.empty()) return complain(done.error().why);
    std::cout << boost::json::object{{"errors", complaints_json(done.error().complaints)}} << '\n';
    static_cast<void>(complain(done.error().why));
    return 1;
}

} // namespace lrs
