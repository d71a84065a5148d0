// A closed loop of connections that ask a server as fast as it answers, and one JSON on stdout of
// what that achieved. One thread; what it sends is written beforehand, so that it takes little
// from a server on the same machine.
#include "bench/measures.hpp"
#include "bench/options.hpp"
#include "bench/requests.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <unistd.h>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using asio::ip::tcp;
using Stream = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

constexpr std::size_t read_ahead_bytes = 256u << 10;
constexpr std::size_t quoted_bytes = 400; // Of a wrong answer.
constexpr std::chrono::milliseconds refused_pause{20};

struct Answer {
    unsigned status;
    std::string body;
};

struct Run {
    Requests& requests;
    Clock::time_point deadline;
    Latencies latencies;
    std::uint64_t statements = 0;
    std::uint64_t refused = 0; // 429 and 503; asked again until taken.
    std::uint64_t errors = 0;
    std::string first_error;
};

struct Connection {
    explicit Connection(asio::io_context& context) : stream(context)
    {
        buffer.reserve(read_ahead_bytes);
    }

    Stream stream;
    boost::beast::flat_buffer buffer;
};

asio::awaitable<Answer> ask(Connection& connection, std::string_view request)
{
    co_await asio::async_write(connection.stream, asio::buffer(request), asio::use_awaitable);
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    co_await http::async_read(connection.stream, connection.buffer, parser, asio::use_awaitable);
    auto response = parser.release();
    co_return Answer{response.result_int(), std::move(response.body())};
}

bool is_refusal(unsigned status)
{
    return status == 429 || status == 503;
}

asio::awaitable<void> pause()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, refused_pause);
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> loop(Connection& connection, std::size_t number, Run& run)
{
    while (Clock::now() < run.deadline) {
        const auto request = run.requests.next(number);
        if (!request) break;
        const auto sent = Clock::now();
        auto answer = co_await ask(connection, *request);
        while (is_refusal(answer.status)) {
            ++run.refused;
            co_await pause();
            answer = co_await ask(connection, *request);
        }
        run.latencies.add(Clock::now() - sent);
        if (const auto count = run.requests.take(number, answer.status, answer.body)) {
            run.statements += *count;
        } else if (run.errors++ == 0) {
            run.first_error =
                std::to_string(answer.status) + ' ' + answer.body.substr(0, quoted_bytes);
        }
    }
}

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
    co_await ask(connection, request);
}

struct Usage {
    double cpu = 0;
    std::uint64_t disk = 0;
    double own_cpu = 0;
};

Usage usage(const Options& options)
{
    Usage out;
    if (options.has("--pid")) {
        const auto cpu = cpu_seconds(options.number("--pid", 0));
        if (!cpu) refuse("--pid: there is no such process");
        out.cpu = *cpu;
    }
    if (options.has("--data")) out.disk = disk_bytes(options.text("--data"));
    out.own_cpu = cpu_seconds(static_cast<std::uint64_t>(getpid())).value_or(0);
    return out;
}

json::value per(double amount, std::uint64_t count)
{
    return count == 0 ? json::value() : json::value(amount / static_cast<double>(count));
}

json::object report(Run& run, const Usage& before, const Usage& after, double seconds,
                    const Options& options)
{
    const auto requests = run.latencies.count();
    json::object out{{"seconds", seconds},
                     {"requests", requests},
                     {"statements", run.statements},
                     {"requests_per_second", static_cast<double>(requests) / seconds},
                     {"statements_per_second", static_cast<double>(run.statements) / seconds},
                     {"latency_ms", run.latencies.summary()},
                     {"refused", run.refused},
                     {"errors", run.errors},
                     {"client_cpu_seconds", after.own_cpu - before.own_cpu}};
    if (run.errors > 0) out["first_error"] = run.first_error;
    if (options.has("--pid")) {
        out["cpu_seconds"] = after.cpu - before.cpu;
        out["cpu_us_per_statement"] = per((after.cpu - before.cpu) * 1e6, run.statements);
        out["cpu_us_per_request"] = per((after.cpu - before.cpu) * 1e6, requests);
    }
    if (options.has("--data")) {
        const auto grown = static_cast<double>(after.disk) - static_cast<double>(before.disk);
        out["disk_bytes_per_statement"] = per(grown, run.statements);
    }
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
    if (out.connections == 0 || out.batch == 0) refuse("--connections and --batch start at 1");
    return out;
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
    std::vector<std::unique_ptr<Connection>> connections;
    for (std::size_t at = 0; at < load.connections; ++at) {
        auto& stream = connections.emplace_back(std::make_unique<Connection>(context))->stream;
        stream.connect({asio::ip::make_address(address.host), address.port});
        stream.set_option(tcp::no_delay(true));
        // One after the other: the first has its secret checked, the slow way.
        spawn(context, greet(*connections.back(), first_request(target)));
        finish(context);
    }

    const auto before = usage(options);
    const auto begin = Clock::now();
    const bool timed = !options.has("--statements") || options.has("--seconds");
    const auto seconds = std::chrono::seconds(options.number("--seconds", 5));
    Run run{*requests, timed ? begin + seconds : Clock::time_point::max(), {}, 0, 0, 0, {}};
    for (std::size_t at = 0; at < connections.size(); ++at)
        spawn(context, loop(*connections[at], at, run));
    finish(context);
    const std::chrono::duration<double> elapsed = Clock::now() - begin;
    std::cout << report(run, before, usage(options), elapsed.count(), options) << std::endl;
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
           "ingest (default), latest, agent, verb, activity, registration,"
           " agent-verb, id-hit, id-miss, walk"},
          {"--connections", "N", "default 1"},
          {"--batch", "N", "statements in a POST; default 50"},
          {"--page", "N", "statements in a page; default 100"},
          {"--seconds", "N", "default 5"},
          {"--statements", "N", "instead of a time; a last batch that is not full is not sent"},
          {"--stored", "N", "statements that earlier runs with this seed have stored"},
          {"--seed", "N", "of what is sent; default 1"},
          {"--pid", "N", "of the server: reports its CPU time"},
          {"--data", "DIR", "of the server: reports its growth"}}});
    return fine ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << "load: " << error.what() << '\n';
    return 1;
}
