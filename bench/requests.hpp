// What the load generator asks, and what it makes of the answers.
//
// Bodies are written before the clock runs; while it runs, only ids are put into them.
#pragma once

#include "bench/statements.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

struct Target {
    std::string host; // For the header "Host".
    std::string path = "/xapi/statements";
    std::string authorization; // KEY:SECRET. Empty: none.
    std::string version = "2.0.0";
};

struct Load {
    std::size_t connections = 1;
    std::size_t batch = 50;       // Statements in a POST.
    std::uint64_t statements = 0; // POSTed in all. 0: as many as fit into the time.
    std::uint64_t stored = 0;     // By earlier runs with this seed: what can be found by id.
    std::size_t page = 100;       // The limit of a query.
    std::uint64_t seed = 1;
    bool fresh = false;  // Every body is written when it is sent: none comes twice.
    bool common = false; // Queries ask for what most statements hold, always the same.
    std::string since;   // For the modes that say so: a timestamp.
    std::string until;
};

class Requests {
public:
    virtual ~Requests() = default;
    Requests(const Requests&) = delete;
    Requests& operator=(const Requests&) = delete;

    // The next request of a connection, head and body. Valid until the next call for this
    // connection. Empty: there is nothing left to ask.
    virtual std::optional<std::string_view> next(std::size_t connection) = 0;

    // Of the request that `next` has given last: latencies are told apart by it.
    virtual std::string_view kind(std::size_t) const { return "request"; }

    // How many statements a right answer has stored or brought. Empty: it is a wrong one.
    virtual std::optional<std::size_t> take(std::size_t connection, unsigned status,
                                            std::string_view body) = 0;

protected:
    Requests() = default;
};

// ingest  POST batches
// state   PUT a state document, GET it, and so on: kinds "put" and "get"
// id-hit, id-miss
//         GET one statement by its id: a stored one, one that is not there
// walk    GET everything page by page, one connection
// any of latest, agent, verb, activity, registration, related, since, until, ascending, joined by
//         "-": GET the first page of what these filters find together, other values each time;
//         "related" widens agent or activity
// Empty: no such mode.
std::unique_ptr<Requests> make_requests(std::string_view mode, const Target& target,
                                        const Load& load);

// Asks for what is certainly there and cheap: opens a connection's way through the server.
std::string first_request(const Target& target);

// By make_requests.
std::unique_ptr<Requests> make_ingest(const Target& target, const Load& load);
std::unique_ptr<Requests> make_states(const Target& target, const Load& load);
std::unique_ptr<Requests> make_by_id(const Target& target, const Load& load, bool hit);
std::unique_ptr<Requests> make_walk(const Target& target, const Load& load);
std::unique_ptr<Requests> make_pages(const Target& target, const Load& load,
                                     std::string_view filters); // Empty: an unknown filter.

} // namespace bench
