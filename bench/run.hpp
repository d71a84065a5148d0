// One run of requests over many connections: in a closed loop as fast as they are answered, in an
// open one when they are due.
#pragma once

#include "bench/arrivals.hpp"
#include "bench/connection.hpp"
#include "bench/requests.hpp"
#include "bench/timeline.hpp"

#include <map>
#include <optional>
#include <string>

namespace bench {

struct Run {
    Requests& requests;
    Clock::time_point end;            // Nothing is asked later.
    std::uint64_t left;               // Requests that may still be asked.
    std::optional<Arrivals> arrivals; // Empty: a closed loop.
    Timeline timeline;

    // Of what was acknowledged, by Requests::kind: from when it was due, and in an open loop from
    // when it was sent as well. The difference is the wait for a free connection.
    std::map<std::string, Latencies, std::less<>> latencies{};
    Latencies service{};
    std::uint64_t acknowledged = 0;
    std::uint64_t statements = 0;
    std::uint64_t refused = 0; // 429 and 503. A closed loop asks again until taken.
    std::uint64_t dropped = 0; // Connections closed without an answer.
    std::uint64_t errors = 0;
    std::string first_error{};
};

// Returns when the run has no more requests for this connection.
boost::asio::awaitable<void> ask_all(Connection& connection, std::size_t number, Run& run);

} // namespace bench
