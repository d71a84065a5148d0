#include "lrs/metrics.hpp"

#include "base/limits.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/exposition.hpp"
#include "lrs/http_error.hpp"
#include "lrs/journal.hpp"
#include "lrs/memory_budget.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/preparing.hpp"
#include "lrs/process.hpp"
#include "lrs/resources/handlers.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace lrs {
namespace {

constexpr std::string_view classes[status_classes] = {"1xx", "2xx", "3xx", "4xx", "5xx"};
constexpr double micros_in_a_second = 1e6;

double real(std::uint64_t number)
{
    return static_cast<double>(number);
}

// Calls back with method, route, class of status and what was counted of them, if anything was.
template <class Each>
void for_each_counted(const RequestTotals& totals, Each call)
{
    for (const auto& of_route : totals.routes) {
        for (std::size_t at = 0; at < status_classes; ++at) {
            if (of_route.micros[at].count() == 0) continue;
            const auto* route = of_route.route;
            const auto method = route ? http::to_string(route->method) : "";
            call(std::string_view(method.data(), method.size()),
                 route ? route->path : std::string_view(), classes[at], of_route.micros[at]);
        }
    }
}

void write_requests(Exposition& out, const Metrics& metrics)
{
    const auto totals = metrics.totals();
    out.family("lrs_requests_total", "counter", "Requests answered.");
    for_each_counted(totals, [&](auto method, auto route, auto status, const auto& counted) {
        out.sample({{"method", method}, {"route", route}, {"status", status}},
                   real(counted.count()));
    });
    out.family("lrs_request_duration_seconds", "histogram",
               "From the end of a request's header to the end of its answer.");
    for_each_counted(totals, [&](auto method, auto route, auto status, const auto& counted) {
        out.samples({{"method", method}, {"route", route}, {"status", status}}, counted,
                    micros_in_a_second);
    });
    out.counter("lrs_request_bytes_total", "Bodies received.", real(totals.bytes_in));
    out.counter("lrs_answer_bytes_total", "Bodies sent.", real(totals.bytes_out));
    out.gauge("lrs_requests_in_flight",
              "Requests whose header has come and whose answer has not "
              "gone.",
              static_cast<double>(metrics.in_flight.load()));
    out.gauge("lrs_connections", "Connections that are served.",
              static_cast<double>(metrics.connections.load()));
    out.counter("lrs_connections_turned_away_total", "Connections over the limit.",
                real(metrics.turned_away.load()));
    out.family("lrs_requests_refused_total", "counter", "Requests refused or cut off, by reason.");
    out.sample({{"reason", "memory"}}, real(metrics.over_budget.load()));
    out.sample({{"reason", "rate"}}, real(metrics.over_rate.load()));
    out.sample({{"reason", "slow"}}, real(metrics.too_slow.load()));
}

void write_server(Exposition& out, const App& app)
{
    out.gauge("lrs_memory_in_flight_bytes", "Bodies and answers under way.",
              real(app.memory.used()));
    out.gauge("lrs_memory_budget_bytes", "What they may take.", real(app.memory.bytes()));
    out.family("lrs_storage_work", "gauge", "Work on the storage threads, running and waiting.");
    for (std::size_t at = 0; at < urgencies; ++at)
        out.sample({{"urgency", urgency_names[at]}},
                   real(app.offload.load(static_cast<Urgency>(at))));
    out.gauge("lrs_preparing_bytes", "Of batches being parsed and checked, or waiting for it.",
              real(app.preparing.bytes()));
    out.gauge("lrs_secret_checks", "Slow hashes of secrets, running and waiting.",
              real(app.credentials.checking()));
    out.counter("lrs_log_lines_dropped_total", "Lines that the log had no room for.",
                real(app.journal.dropped()));
}

void write_store(Exposition& out, const storage::Statistics& store, bool takes_writes)
{
    out.gauge("lrs_store_takes_writes", "1: it does.", takes_writes ? 1 : 0);
    out.family("lrs_store_queue_statements", "gauge", "Statements or documents to be written.");
    for (std::size_t at = 0; at < store.queue.size(); ++at)
        out.sample({{"kind", storage::queue_kinds[at]}}, real(store.queue[at].statements));
    out.family("lrs_store_queue_bytes", "gauge", "How large they are.");
    for (std::size_t at = 0; at < store.queue.size(); ++at)
        out.sample({{"kind", storage::queue_kinds[at]}}, real(store.queue[at].bytes));
    out.counter("lrs_store_commits_total", "Groups written.", real(store.commits));
    out.counter("lrs_store_stalls_total", "Commits of 100 ms or more.", real(store.stalls));
    out.family("lrs_store_group_statements", "histogram", "Statements or documents in a commit.");
    out.samples({}, store.group_statements, 1);
    out.family("lrs_store_commit_seconds", "histogram", "How long a commit takes.");
    out.samples({}, store.commit_micros, micros_in_a_second);
    out.gauge("lrs_store_tail_postings", "Postings kept in memory.", real(store.tail_postings));
    out.gauge("lrs_store_tail_bytes", "How large they are.", real(store.tail_bytes));
    out.counter("lrs_store_flushes_total", "Times they were written down.", real(store.flushes));
    out.counter("lrs_store_flush_seconds_total", "How long that took.", store.flush_seconds);
    out.gauge("lrs_store_memtable_bytes", "RocksDB: written and not flushed.",
              real(store.memtable_bytes));
    out.gauge("lrs_store_block_cache_bytes", "RocksDB: blocks in memory.",
              real(store.block_cache_bytes));
    out.gauge("lrs_store_pending_compaction_bytes", "RocksDB: to be compacted.",
              real(store.pending_compaction_bytes));
    out.gauge("lrs_store_running_compactions", "RocksDB: compactions under way.",
              real(store.running_compactions));
    out.gauge("lrs_store_rows", "Entries of the logs, estimated.", real(store.rows));
}

std::string tenant_name(const App& app, storage::Tenant tenant)
{
    const auto entry = app.tenants.named(tenant);
    return entry ? entry->name : "";
}

void write_followers(Exposition& out, const App& app)
{
    struct Lag {
        std::string tenant;
        double entries = 0;
        double seconds = 0;
    };

    std::vector<Lag> lags;
    for (const auto* one : app.municipalities.all()) {
        const auto reached = one->competency.reached();
        if (!reached) continue;
        const auto published = app.storage.log().published(one->tenant);
        auto& lag = lags.emplace_back(Lag{tenant_name(app, one->tenant)});
        if (published.sequence <= reached->sequence) continue;
        lag.entries = real(published.sequence - reached->sequence);
        lag.seconds = std::chrono::duration<double>(published.stored - reached->stored).count();
    }
    const auto write = [&](std::string_view name, std::string_view help, double Lag::*figure) {
        if (lags.empty()) return;
        out.family(name, "gauge", help);
        for (const auto& lag : lags)
            out.sample({{"follower", "competency"}, {"tenant", lag.tenant}}, lag.*figure);
    };
    write("lrs_follower_lag_entries", "Entries of the log not followed yet.", &Lag::entries);
    write("lrs_follower_lag_seconds", "How much older the last one followed is.", &Lag::seconds);
}

struct Source {
    std::string tenant;
    std::string key; // Empty: all others of all tenants.
    UsageTotals used;
};

std::vector<Source> sources_of(const App& app)
{
    std::vector<Source> out;
    Source others;
    for (const auto& known : app.credentials.list()) {
        const auto& credential = *known.credential;
        const auto used = credential.usage->totals();
        if (out.size() < limits::metrics_sources) {
            out.push_back({tenant_name(app, credential.tenant), credential.key, used});
            continue;
        }
        others.used.requests += used.requests;
        others.used.refused += used.refused;
        others.used.statements += used.statements;
    }
    if (app.credentials.list().size() > out.size()) out.push_back(others);
    return out;
}

void write_sources(Exposition& out, const App& app)
{
    const auto sources = sources_of(app);

    const struct {
        std::string_view name;
        std::string_view help;
        std::uint64_t UsageTotals::*figure;
    } families[] = {
        {"lrs_source_requests_total", "Requests of a credential.", &UsageTotals::requests},
        {"lrs_source_refused_total", "Of those: answered 4xx, but for 404.", &UsageTotals::refused},
        {"lrs_source_statements_total", "Statements acknowledged to it.", &UsageTotals::statements},
    };

    for (const auto& family : families) {
        out.family(family.name, "counter", family.help);
        for (const auto& source : sources)
            out.sample({{"tenant", source.tenant}, {"source", source.key}},
                       real(source.used.*family.figure));
    }
}

// The names are those that Prometheus' own clients use.
void write_process(Exposition& out, const Process& process)
{
    out.counter("process_cpu_seconds_total", "User and system.", process.cpu_seconds);
    out.gauge("process_resident_memory_bytes", "Resident.", real(process.resident_bytes));
    out.gauge("process_virtual_memory_bytes", "Mapped.", real(process.virtual_bytes));
    out.gauge("process_open_fds", "Open files and sockets.", real(process.open_files));
    out.gauge("process_max_fds", "How many there may be.", real(process.open_files_max));
    out.gauge("process_start_time_seconds", "Since the epoch.", process.start_seconds);
}

std::string metrics_text(const App& app)
{
    Exposition out;
    write_requests(out, app.metrics);
    write_server(out, app);
    write_store(out, app.storage.statistics(), app.storage.trouble().empty());
    write_followers(out, app);
    write_sources(out, app);
    write_process(out, this_process());
    return std::move(out).text();
}

} // namespace

boost::asio::awaitable<Response> get_metrics(Request request, App& app)
{
    // It tells of all tenants. No credential: it came by the address that asks for none.
    if (request.credential && request.credential->tenant != default_tenant) {
        co_return error_response({base::ErrorKind::forbidden,
                                  "The metrics are for administrators of the tenant default"});
    }
    auto text = co_await app.offload(
        Urgency::soon, [&]() -> base::Result<std::string> { return metrics_text(app); });
    if (!text) co_return error_response(text.error());
    auto response = json_text_response(http::status::ok, std::move(*text));
    response.set(http::field::content_type, std::string(exposition_type));
    co_return response;
}

} // namespace lrs
