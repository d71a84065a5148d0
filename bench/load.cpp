// Asks a server over many connections, and prints one JSON on stdout of what it achieved. One
// thread; what it sends is written beforehand, so that it takes little from a server on the same
// machine.
#include "bench/options.hpp"
#include "bench/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <unistd.h>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::chrono::milliseconds usual_interval{1'000};

// Runs what was spawned until all of it has ended; what one of them throws ends the program.
void finish(asio::io_context& context)
{
    context.run();
    context.restart();
}

void spawn(asio::io_context& context, asio::awaitable<void> work)
{
    asio::co_spawn(context, std::move(work), [](std::exception_ptr failed) {
        if (failed) std::rethrow_exception(failed);
    });
}

asio::awaitable<void> greet(Connection& connection, std::string request)
{
    co_await connection.ask(request);
}

struct Usage {
    double cpu = 0;
    std::map<std::string, double> threads;
    std::uint64_t disk = 0;
    double own_cpu = 0;
};

Usage usage(const Options& options)
{
    Usage out;
    if (options.has("--pid")) {
        const auto pid = options.number("--pid", 0);
        const auto cpu = cpu_seconds(pid);
        if (!cpu) refuse("--pid: there is no such process");
        out.cpu = *cpu;
        out.threads = cpu_seconds_by_thread(pid);
    }
    if (options.has("--data")) out.disk = disk_bytes(options.text("--data"));
    out.own_cpu = cpu_seconds(static_cast<std::uint64_t>(getpid())).value_or(0);
    return out;
}

json::value per(double amount, std::uint64_t count)
{
    return count == 0 ? json::value() : json::value(amount / static_cast<double>(count));
}

void report_usage(json::object& out, const Run& run, const Usage& before, const Usage& after,
                  const Options& options)
{
    out["client_cpu_seconds"] = after.own_cpu - before.own_cpu;
    if (options.has("--pid")) {
        const auto cpu = after.cpu - before.cpu;
        out["cpu_seconds"] = cpu;
        out["cpu_us_per_statement"] = per(cpu * 1e6, run.statements);
        out["cpu_us_per_request"] = per(cpu * 1e6, run.acknowledged);
        json::object threads;
        for (const auto& [name, seconds] : after.threads) {
            const auto earlier = before.threads.find(name);
            const auto since = earlier == before.threads.end() ? 0.0 : earlier->second;
            threads[name] = std::max(0.0, seconds - since);
        }
        out["cpu_seconds_by_thread"] = std::move(threads);
    }
    if (options.has("--data")) {
        const auto grown = static_cast<double>(after.disk) - static_cast<double>(before.disk);
        out["disk_bytes_per_statement"] = per(grown, run.statements);
    }
}

double seconds_of(Clock::duration time)
{
    return std::chrono::duration<double>(time).count();
}

// Requests that were acknowledged: what was refused is no work done.
json::object report(Run& run, Clock::time_point begin, Clock::time_point end, bool timeline)
{
    const auto seconds = seconds_of(end - begin);
    json::object out{{"begin", seconds_of(begin.time_since_epoch())},
                     {"end", seconds_of(end.time_since_epoch())},
                     {"seconds", seconds},
                     {"requests", run.acknowledged},
                     {"statements", run.statements},
                     {"requests_per_second", static_cast<double>(run.acknowledged) / seconds},
                     {"statements_per_second", static_cast<double>(run.statements) / seconds},
                     {"longest_silence_ms", seconds_of(run.timeline.longest_silence()) * 1'000},
                     {"refused", run.refused},
                     {"dropped", run.dropped},
                     {"unsent", run.arrivals ? run.arrivals->left() : 0},
                     {"errors", run.errors}};
    Latencies all;
    json::object kinds;
    for (auto& [kind, latencies] : run.latencies) {
        kinds[kind] = latencies.summary();
        all.add(latencies);
    }
    out["latency_ms"] = all.summary();
    out["latency_ms_by_kind"] = std::move(kinds);
    if (run.arrivals) out["service_ms"] = run.service.summary();
    if (timeline) out["timeline"] = run.timeline.summary();
    if (run.errors > 0) out["first_error"] = run.first_error;
    return out;
}

Load load_of(const Options& options)
{
    Load out;
    out.connections = options.number("--connections", 1);
    out.batch = options.number("--batch", 50);
    out.statements = options.number("--statements", 0);
    out.stored = options.number("--stored", 0);
    out.page = options.number("--page", 100);
    out.seed = options.number("--seed", 1);
    out.fresh = options.has("--fresh");
    out.common = options.has("--common");
    out.since = options.text("--since");
    out.until = options.text("--until");
    if (out.connections == 0 || out.batch == 0) refuse("--connections and --batch start at 1");
    return out;
}

Run make_run(Requests& requests, const Options& options, Clock::time_point begin)
{
    const bool counted = options.has("--statements") || options.has("--requests");
    const bool timed = !counted || options.has("--seconds");
    const auto end = timed ? begin + std::chrono::seconds(options.number("--seconds", 5))
                           : Clock::time_point::max();
    const auto interval = options.has("--interval")
                              ? std::chrono::milliseconds(options.number("--interval", 0))
                              : usual_interval;
    if (interval.count() == 0) refuse("--interval starts at 1");
    const auto rate = options.number("--rate", 0);
    if (rate > 0 && !timed) refuse("--rate needs --seconds");
    return {.requests = requests,
            .end = end,
            .left = options.has("--requests") ? options.number("--requests", 0) : UINT64_MAX,
            .arrivals = rate > 0 ? std::optional(Arrivals(rate, begin, end)) : std::nullopt,
            .timeline = Timeline(begin, interval)};
}

bool measure(const Options& options)
{
    const auto load = load_of(options);
    check_statements(load.seed);
    const auto url = options.text("--url");
    const auto address = parse_address(url);
    const Target target{url, options.text("--path", "/xapi/statements"), options.text("--auth"),
                        options.text("--version", "2.0.0")};
    const auto requests = make_requests(options.text("--mode", "ingest"), target, load);
    if (!requests) refuse("--mode: no such mode, see bench/requests.hpp");

    asio::io_context context(1);
    const Connection::Endpoint server(asio::ip::make_address(address.host), address.port);
    std::vector<std::unique_ptr<Connection>> connections;
    for (std::size_t at = 0; at < load.connections; ++at) {
        connections.push_back(std::make_unique<Connection>(context, server));
        // One after the other: the first has its secret checked, the slow way.
        spawn(context, greet(*connections.back(), first_request(target)));
        finish(context);
    }

    const auto before = usage(options);
    const auto begin = Clock::now();
    auto run = make_run(*requests, options, begin);
    for (std::size_t at = 0; at < connections.size(); ++at)
        spawn(context, ask_all(*connections[at], at, run));
    finish(context);
    const auto end = Clock::now();
    auto out = report(run, begin, end, options.has("--interval"));
    report_usage(out, run, before, usage(options), options);
    std::cout << out << std::endl;
    return run.errors == 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv)
try {
    const bool fine = bench::measure(
        {argc,
         argv,
         {{"--url", "HOST:PORT", "the server, by IP address"},
          {"--path", "PATH", "default /xapi/statements"},
          {"--auth", "KEY:SECRET", "for Basic authentication; default: none"},
          {"--version", "VERSION", "of xAPI; default 2.0.0"},
          {"--mode", "MODE",
           "ingest (default), state, id-hit, id-miss, walk, latest, agent, verb, …:"
           " see bench/requests.hpp"},
          {"--connections", "N", "default 1"},
          {"--rate", "N", "requests a second, whatever the server does; default: a closed loop"},
          {"--batch", "N", "statements in a POST; default 50"},
          {"--page", "N", "statements in a page; default 100"},
          {"--since", "TIME", "for the modes that say so"},
          {"--until", "TIME", "for the modes that say so"},
          {"--common", "", "queries ask for what most statements hold, always the same"},
          {"--fresh", "", "write each body when it is sent, so that none comes twice"},
          {"--seconds", "N", "default 5"},
          {"--requests", "N", "instead of a time"},
          {"--statements", "N", "instead of a time; a last batch that is not full is not sent"},
          {"--stored", "N", "statements that earlier runs with this seed have stored"},
          {"--seed", "N", "of what is sent; default 1"},
          {"--interval", "MS", "reports what happened in each of them"},
          {"--pid", "N", "of the server: reports its CPU time"},
          {"--data", "DIR", "of the server: reports its growth"}}});
    return fine ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << "load: " << error.what() << '\n';
    return 1;
}
