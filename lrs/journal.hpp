// What the server tells the people who run it: lines of JSON.
//
//   {"time":"2026-01-31T08:00:00.000001Z","level":"error","event":"request failed","request":"..."}
//
// Operation    A thread of its own writes the lines; who has something to tell only hands it over.
// Bounds       So many lines and bytes may wait (limits::journal_lines, journal_bytes). More are
//              dropped, counted, and the number is told in a line as soon as there is room.
// Concurrency  Any thread may call anything. write() does not wait for whoever reads the log.
// Privacy      No secret and nothing of what is stored is ever handed over; who hands something
//              over sees to that.
#pragma once

#include <boost/json/object.hpp>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace lrs {

enum class Level { error, warning, info }; // Each with those before it.

std::string_view to_string(Level level);
std::optional<Level> level_named(std::string_view name);

class Journal {
public:
    // `out` must outlive it, and is its own until then.
    explicit Journal(std::ostream& out, Level level = Level::warning);
    ~Journal(); // Writes what waits.
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    bool writes(Level level) const { return level <= level_; }

    // Adds the time and the level in front.
    void write(Level level, boost::json::object fields);

    // The same with a sentence for what has happened.
    void write(Level level, std::string_view event, std::string_view why);

    // Returns when all that was handed over has been written.
    void flush();

    // Lines that were dropped, for metrics.
    std::uint64_t dropped() const;

private:
    void run();

    std::ostream& out_;
    const Level level_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
    std::size_t bytes_ = 0; // Of the lines.
    bool writing_ = false;
    bool ending_ = false;
    std::uint64_t dropped_ = 0;
    std::uint64_t told_ = 0; // Of those dropped.
    std::thread thread_;     // The last: it uses the others.
};

// For what tells its news to a stream, line by line: each becomes a warning. One thread at a time.
class JournalStream : private std::streambuf, public std::ostream {
public:
    explicit JournalStream(Journal& journal);

private:
    std::streambuf::int_type overflow(std::streambuf::int_type letter) override;

    Journal& journal_;
    std::string line_;
};

} // namespace lrs
