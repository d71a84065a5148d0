// What the operating system tells of this process.
#pragma once

#include <cstdint>

namespace lrs {

struct Process {
    std::uint64_t resident_bytes = 0;
    std::uint64_t virtual_bytes = 0;
    double cpu_seconds = 0; // Of the program and of the system for it.
    std::uint64_t open_files = 0;
    std::uint64_t open_files_max = 0;
    double start_seconds = 0; // Since the epoch.
};

// What cannot be read is 0.
Process this_process();

} // namespace lrs
