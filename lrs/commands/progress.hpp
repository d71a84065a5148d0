// How far long work is, on standard error: a line that is written over on a terminal, else a plain
// line now and then. Work that is done at once says nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace lrs {

class ProgressLine {
public:
    // `subject` begins each line: "backup".
    explicit ProgressLine(std::string subject);
    ~ProgressLine(); // Leaves the terminal a clean line.
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    // One thread at a time. Total 0: nobody knows.
    void show(std::string_view what, std::uint64_t done, std::uint64_t total);

private:
    const std::string subject_;
    const bool terminal_;
    std::chrono::steady_clock::time_point due_;
    std::size_t width_ = 0; // Of what stands on the terminal's line.
};

// "1,234,567"
std::string grouped(std::uint64_t number);

// "1.2 GB", in powers of 1,000.
std::string bytes_text(std::uint64_t bytes);

} // namespace lrs
