#include "lrs/server.hpp"

#include "base/thread.hpp"
#include "lrs/metrics.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <thread>
#include <utility>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using boost::system::error_code;
using std::chrono::milliseconds;
using tcp = asio::ip::tcp;

// Deadlines are met a quarter late at most, and nobody needs them finer than this.
milliseconds sweep_interval(const Config& config)
{
    const auto shortest =
        std::min({config.header_timeout, config.body_timeout, config.write_timeout,
                  config.linger_timeout, config.pace.grace});
    return std::clamp(shortest / 4, milliseconds(5), milliseconds(500));
}

Error cannot_listen(const Endpoint& endpoint, error_code failed)
{
    return {ErrorKind::invalid,
            "Cannot listen on " + to_string(endpoint) + ": " + failed.message()};
}

error_code open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint)
{
    error_code failed;
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(asio::socket_base::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) {
        error_code ignored;
        acceptor.close(ignored);
    }
    return failed;
}

asio::awaitable<void> pause(milliseconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

// The session lives in this coroutine: on the worker's thread, from its first to its last step.
asio::awaitable<void> serve(Arrival arrival, Sessions& sessions)
{
    Session session(std::move(arrival), sessions);
    co_await session.run();
}

asio::awaitable<void> turn_away(Arrival arrival, Sessions& sessions)
{
    Session session(std::move(arrival), sessions);
    co_await session.turn_away();
}

void tell(Journal& journal, std::exception_ptr failed)
{
    if (!failed) return;
    try {
        std::rethrow_exception(failed);
    } catch (const std::exception& error) {
        journal.write(Level::error, "connection failed", error.what());
    }
}

} // namespace

struct Server::Worker {
    explicit Worker(App& app) : sessions(app) {}

    asio::io_context context{1}; // Run by one thread.
    Sessions sessions;
    asio::steady_timer timer{context};
    bool stopping = false;
    std::thread thread;

    asio::awaitable<void> sweep(milliseconds interval)
    {
        while (!stopping) {
            timer.expires_after(interval);
            error_code ignored;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            sessions.sweep(std::chrono::steady_clock::now());
        }
    }
};

Server::Server(App& app, std::span<const Route> routes, const Tls* tls)
    : app_(app), router_(routes, app.config.xapi_mounts),
      content_router_(routes, {}, Surface::content), tls_(tls)
{
}

Server::~Server()
{
    stop();
}

Result<> Server::start(const std::function<void()>& bound)
{
    for (auto count = threads_of(app_.config); count > 0; --count)
        workers_.push_back(std::make_unique<Worker>(app_));
    auto listening = listen(main_, app_.config.listen);
    if (const auto& wanted = app_.config.redirect_listen; listening && wanted)
        listening = listen(redirect_, *wanted);
    if (const auto& wanted = app_.config.content_listen; listening && wanted)
        listening = listen(content_, *wanted);
    if (!listening) {
        main_ = {};
        redirect_ = {};
        content_ = {};
        workers_.clear();
        return listening;
    }
    if (bound) bound();
    const auto interval = sweep_interval(app_.config);
    for (auto& worker : workers_)
        asio::co_spawn(worker->context, worker->sweep(interval),
                       [this](auto failed) { tell(app_.journal, failed); });
    start_accepting(main_);
    start_accepting(redirect_);
    start_accepting(content_);
    for (auto& worker : workers_)
        worker->thread = std::thread([&context = worker->context] {
            base::name_this_thread("network");
            base::take_short_turns_in_this_thread();
            context.run();
        });
    return {};
}

Result<> Server::listen(Listener& listener, const Endpoint& wanted)
{
    auto& context = workers_.front()->context;
    error_code failed;
    tcp::resolver resolver(context);
    // RFC 6761 6.3: the name is always the loopback, also where no file says so.
    const std::string host = wanted.host == "localhost" ? "127.0.0.1" : wanted.host;
    const auto found =
        resolver.resolve(host, std::to_string(wanted.port), tcp::resolver::passive, failed);
    if (failed) return cannot_listen(wanted, failed);

    auto& acceptor = listener.acceptor.emplace(context);
    for (const auto& entry : found) {
        failed = open(acceptor, entry.endpoint());
        if (!failed) break;
    }
    if (failed || !acceptor.is_open()) return cannot_listen(wanted, failed);
    listener.port = acceptor.local_endpoint().port();
    return {};
}

void Server::start_accepting(Listener& listener)
{
    if (!listener.acceptor) return;
    listener.accepting =
        asio::co_spawn(workers_.front()->context, accept(listener), asio::use_future);
}

// One acceptor that deals connections out in turn. With SO_REUSEPORT the kernel would choose the
// thread by a hash of the addresses: of a few long-lived connections (a proxy's) all might meet
// on one thread while the others idle. Accepting is rare enough for one thread.
asio::awaitable<void> Server::accept(Listener& listener)
{
    auto& acceptor = *listener.acceptor;
    const bool redirects = &listener == &redirect_;
    std::size_t turn = 0;
    while (acceptor.is_open()) {
        auto& worker = *workers_[turn++ % workers_.size()];
        Arrival arrival{Socket(worker.context)};
        tcp::endpoint peer;
        error_code failed;
        co_await acceptor.async_accept(arrival.socket, peer,
                                       asio::redirect_error(asio::use_awaitable, failed));
        if (!failed) {
            arrival.peer = peer.address();
            arrival.router = &listener == &content_ ? &content_router_ : &router_;
            if (redirects) {
                arrival.redirect_to = main_.port;
            } else if (tls_) {
                arrival.tls = tls_->context();
            }
            welcome(worker, std::move(arrival));
        } else if (failed != asio::error::operation_aborted &&
                   failed != asio::error::connection_aborted) {
            // No file descriptors, no memory: asking again at once would spin.
            co_await pause(milliseconds(50));
        }
    }
}

void Server::welcome(Worker& worker, Arrival arrival)
{
    error_code ignored;
    arrival.socket.set_option(tcp::no_delay(true), ignored);

    std::size_t* counter = nullptr;
    {
        const std::lock_guard lock(mutex_);
        const bool fits = connections_ < app_.config.connections;
        if (!fits) app_.metrics.turned_away.fetch_add(1, std::memory_order_relaxed);
        // Those who are told so must be few as well; more than that are cut without a word.
        if (!fits && turned_away_ >= limits::turned_away) return;
        counter = fits ? &connections_ : &turned_away_;
        ++*counter;
        if (fits) app_.metrics.connections.fetch_add(1, std::memory_order_relaxed);
    }
    const auto handle = counter == &connections_ ? serve : turn_away;
    asio::co_spawn(worker.context, handle(std::move(arrival), worker.sessions),
                   [this, counter](std::exception_ptr failed) {
                       tell(app_.journal, failed);
                       farewell(*counter);
                   });
}

void Server::farewell(std::size_t& counter)
{
    const std::lock_guard lock(mutex_);
    --counter;
    if (&counter == &connections_) app_.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
    if (connections_ + turned_away_ == 0) empty_.notify_all();
}

void Server::tell_workers(void (*act)(Worker&))
{
    for (auto& worker : workers_)
        asio::post(worker->context, [act, &told = *worker] { act(told); });
}

void Server::close(Listener& listener)
{
    if (!listener.acceptor) return;
    asio::post(workers_.front()->context, [&listener] {
        error_code ignored;
        listener.acceptor->close(ignored);
    });
    listener.accepting.wait();
}

void Server::stop()
{
    if (workers_.empty()) return;

    close(main_);
    close(redirect_);
    close(content_); // From here on no connection is added.
    tell_workers([](Worker& worker) { worker.sessions.drain(); });

    const auto empty = [this] { return connections_ + turned_away_ == 0; };
    std::unique_lock lock(mutex_);
    if (!empty_.wait_for(lock, app_.config.drain_timeout, empty)) {
        tell_workers([](Worker& worker) { worker.sessions.cut(); });
        // Handlers cannot be cut: they hold what they borrowed until they return.
        empty_.wait(lock, empty);
    }
    lock.unlock();

    tell_workers([](Worker& worker) {
        worker.stopping = true;
        worker.timer.cancel();
    });
    for (auto& worker : workers_)
        worker->thread.join();
    wait_for_handovers();
    main_.acceptor.reset();
    redirect_.acceptor.reset();
    content_.acceptor.reset();
    workers_.clear();
}

std::size_t Server::connections() const
{
    const std::lock_guard lock(mutex_);
    return connections_;
}

} // namespace lrs
