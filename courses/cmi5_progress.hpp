// How far somebody has come in a cmi5 course, as the statements of the registration tell it.
//
// Times are those of the statements: what an AU says is by the learner's clock, what the system
// says by its own.
#pragma once

#include "base/timestamp.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace courses {

struct Cmi5AuProgress {
    std::optional<base::Timestamp> launched; // The first time.
    std::optional<base::Timestamp> completed;
    std::optional<base::Timestamp> passed;
    std::optional<base::Timestamp> failed; // The last time; nothing of it counts once passed.
    std::optional<base::Timestamp> waived;
    std::optional<base::Timestamp> satisfied; // What its moveOn asks for is there (cmi5 13.1.4).
    boost::json::object score; // Of the last passed or failed that had one: xAPI's score object.
    std::chrono::microseconds duration{0}; // Of all sessions that have ended.
    std::size_t sessions = 0;
    bool open = false; // One has not ended.

    bool operator==(const Cmi5AuProgress&) const = default;
};

struct Cmi5Progress {
    std::vector<Cmi5AuProgress> aus;                    // As in content::Cmi5Course::aus,
    std::vector<std::optional<base::Timestamp>> blocks; // and ::blocks: said to be satisfied.
    std::optional<base::Timestamp> course;              // The same.
    std::chrono::microseconds duration{0};              // Of all AUs.

    bool operator==(const Cmi5Progress&) const = default;
};

} // namespace courses
