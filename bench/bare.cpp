// The limit that the server is measured against: HTTP, JSON and RocksDB in the server's own shape
// (one I/O context per thread, one writer, group commit, fsync), and none of an LRS's work.
//
// POST any path with a batch of bench/statements.hpp: 200 and the ids, once the rows and the index
// keys are on disk. --http-only answers when the body is read, --parse-only when it is parsed.
// GET with limit=N or statementId=ID: what bench/bare_read.hpp says.
#include "base/limits.hpp"
#include "bench/bare_read.hpp"
#include "bench/bare_writer.hpp"
#include "bench/options.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/serialize.hpp>
#include <boost/version.hpp>
#include <rocksdb/version.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Stream = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

constexpr std::size_t read_ahead_bytes = 64u << 10;

struct Worker {
    explicit Worker(const base::Hash128& key) : reader(key) {}

    asio::io_context context{1};
    BatchReader reader;
};

struct Bare {
    bool parses = true;
    std::unique_ptr<BareWriter> writer; // Empty: nothing is written.
    std::vector<std::unique_ptr<Worker>> workers;
};

asio::awaitable<bool> written(Batch batch, BareWriter& writer)
{
    auto initiate = [&](auto handler) {
        auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        writer.submit(std::move(batch), [waiting](bool done) {
            const auto executor = asio::get_associated_executor(*waiting);
            asio::post(executor, [waiting, done] { std::move (*waiting)(done); });
        });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(bool)>(
        initiate, asio::use_awaitable);
}

asio::awaitable<http::status> answer(std::string body, Bare& bare, Worker& worker, std::string& out)
{
    if (!bare.parses) {
        out = "[]";
        co_return http::status::ok;
    }
    auto batch = worker.reader.read(std::move(body));
    if (!batch) co_return http::status::bad_request;
    out = std::move(batch->answer);
    if (bare.writer && !co_await written(std::move(*batch), *bare.writer))
        co_return http::status::service_unavailable;
    co_return http::status::ok;
}

asio::awaitable<void> serve(Stream stream, Bare& bare, Worker& worker)
{
    boost::beast::flat_buffer buffer;
    buffer.reserve(read_ahead_bytes);
    error_code failed;
    while (!failed) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(limits::body_bytes);
        co_await http::async_read(stream, buffer, parser,
                                  asio::redirect_error(asio::use_awaitable, failed));
        if (failed) break;
        auto request = parser.release();
        http::response<http::string_body> response(http::status::not_found, request.version());
        if (request.method() == http::verb::post) {
            response.result(
                co_await answer(std::move(request.body()), bare, worker, response.body()));
        } else if (bare.writer) {
            auto found = read(bare.writer->database(), request.target());
            if (found) response.result(http::status::ok);
            response.body() = std::move(found).value_or("");
        }
        response.set(http::field::content_type, "application/json");
        response.prepare_payload();
        co_await http::async_write(stream, response,
                                   asio::redirect_error(asio::use_awaitable, failed));
    }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, Bare& bare)
{
    for (std::size_t turn = 0;; ++turn) {
        auto& worker = *bare.workers[turn % bare.workers.size()];
        Stream stream(worker.context);
        co_await acceptor.async_accept(stream, asio::use_awaitable);
        stream.set_option(tcp::no_delay(true));
        asio::co_spawn(worker.context, serve(std::move(stream), bare, worker), asio::detached);
    }
}

std::unique_ptr<BareWriter> make_writer(const Options& options)
{
    const auto data = options.text("--data");
    if (data.empty()) refuse("--data is missing");
    if (std::filesystem::exists(data) != options.has("--reopen"))
        refuse("--data must name a folder that is not there yet, with --reopen one that is");
    storage::rocks::Options database;
    database.path = data;
    database.sync = !options.has("--no-sync");
    auto opened = storage::rocks::Database::open(database);
    if (!opened) refuse(opened.error().why);
    const auto keys = options.number("--keys", terms_per_statement);
    if (keys > terms_per_statement) refuse("there are only ten keys");
    return std::make_unique<BareWriter>(
        std::move(*opened),
        BareWriter::Writes{keys, options.has("--ids"), options.has("--sorted")});
}

// Appears whole or not at all.
void write_ready_file(const std::string& path, std::uint16_t port)
{
    if (path.empty()) return;
    std::ofstream(path + ".new") << "{\"port\":" << port << "}\n";
    std::filesystem::rename(path + ".new", path);
}

// What the figures depend on and the outside cannot see.
void print_versions()
{
    std::cout << boost::json::object{
        {"rocksdb", rocksdb::GetRocksVersionAsString()},
        {"boost", BOOST_LIB_VERSION},
        {"compiler", __VERSION__},
    } << std::endl;
}

void run(const Options& options)
{
    if (options.has("--versions")) return print_versions();
    Bare bare;
    const bool http_only = options.has("--http-only");
    bare.parses = !http_only;
    if (!http_only && !options.has("--parse-only")) bare.writer = make_writer(options);
    const auto key = bare.writer ? bare.writer->database().key() : base::Hash128{};
    const auto threads =
        options.number("--threads", std::max(1u, std::thread::hardware_concurrency()));
    for (std::uint64_t at = 0; at < std::max<std::uint64_t>(threads, 1); ++at)
        bare.workers.push_back(std::make_unique<Worker>(key));

    auto& first = bare.workers.front()->context;
    const auto address = parse_address(options.text("--listen", "127.0.0.1:0"));
    tcp::acceptor acceptor(first, {asio::ip::make_address(address.host), address.port});
    asio::co_spawn(first, accept(acceptor, bare), asio::detached);
    asio::signal_set signals(first, SIGINT, SIGTERM);
    signals.async_wait([&bare](error_code, int) {
        for (auto& worker : bare.workers)
            worker->context.stop();
    });

    std::vector<std::jthread> threads_running;
    for (auto& worker : bare.workers)
        threads_running.emplace_back([&context = worker->context] {
            const auto busy = asio::make_work_guard(context);
            context.run();
        });
    write_ready_file(options.text("--ready-file"), acceptor.local_endpoint().port());
    std::cerr << "bare: listening on port " << acceptor.local_endpoint().port() << '\n';
    threads_running.clear(); // Joins.
    bare.writer.reset();     // Its completions need the contexts.
}

} // namespace
} // namespace bench

int main(int argc, char** argv)
try {
    bench::run({argc,
                argv,
                {{"--listen", "HOST:PORT", "default 127.0.0.1:0"},
                 {"--ready-file", "FILE", "holds {\"port\":N} once it listens"},
                 {"--data", "DIR", "a new database is made there"},
                 {"--reopen", "", "it is one that such a program has made; only for reading"},
                 {"--threads", "N", "I/O contexts; default: one for each core"},
                 {"--keys", "N", "index keys for each statement; default 10"},
                 {"--ids", "", "write a row in the family of ids as well"},
                 {"--sorted", "", "write the index keys of a commit group in their order"},
                 {"--no-sync", "", "commit without fsync"},
                 {"--versions", "", "only print those of what it is built from"},
                 {"--parse-only", "", "write nothing"},
                 {"--http-only", "", "read the body and look at nothing"}}});
} catch (const std::exception& error) {
    std::cerr << "bare: " << error.what() << '\n';
    return 1;
}
