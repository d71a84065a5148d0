// What a run measures: times of requests, and what the server's process and folder cost.
#pragma once

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;

class Latencies {
public:
    void add(Clock::duration time) { microseconds_.push_back(to_microseconds(time)); }

    void add(const Latencies& more);

    std::size_t count() const { return microseconds_.size(); }

    // "p50", "p99", "p99.9", "max" in milliseconds; null where too few requests were made for the
    // word to mean something.
    boost::json::object summary();

private:
    static double to_microseconds(Clock::duration time)
    {
        return std::chrono::duration<double, std::micro>(time).count();
    }

    std::vector<double> microseconds_;
};

// User and system time of a process so far, without its children, in seconds. Its unit is a
// clock tick, 10 ms on most machines. Empty: there is no such process.
std::optional<double> cpu_seconds(std::uint64_t pid);

// Of its threads that live, by their names: those of one name together.
std::map<std::string, double> cpu_seconds_by_thread(std::uint64_t pid);

// All files below a folder. Some may vanish meanwhile.
std::uint64_t disk_bytes(const std::filesystem::path& folder);

} // namespace bench
