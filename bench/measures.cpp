#include "bench/measures.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <unistd.h>

namespace bench {
namespace {

// Below this many requests one slow one alone decides the figure.
struct Percentile {
    const char* name;
    double part;
    std::size_t needs;
};

constexpr Percentile percentiles[] = {{"p50", 0.5, 1}, {"p99", 0.99, 200}, {"p99.9", 0.999, 2'000}};

} // namespace

boost::json::object Latencies::summary()
{
    boost::json::object out;
    std::ranges::sort(microseconds_);
    const auto count = microseconds_.size();
    for (const auto& wanted : percentiles) {
        auto& value = out[wanted.name];
        if (count < wanted.needs) continue;
        const auto rank = std::ceil(wanted.part * static_cast<double>(count));
        value = microseconds_.at(static_cast<std::size_t>(rank) - 1) / 1'000;
    }
    if (count > 0) out["max"] = microseconds_.back() / 1'000;
    return out;
}

std::optional<double> cpu_seconds(std::uint64_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    // The name of the program, in brackets, may hold anything; the state follows it (proc(5)).
    const auto behind_name = text.rfind(')');
    if (behind_name == text.npos) return std::nullopt;
    std::istringstream fields(text.substr(behind_name + 1));
    std::string ignored;
    for (int field = 3; field < 14; ++field)
        fields >> ignored;
    double user = 0;
    double system = 0;
    if (!(fields >> user >> system)) return std::nullopt;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::uint64_t disk_bytes(const std::filesystem::path& folder)
{
    std::uint64_t sum = 0;
    std::error_code failed;
    std::filesystem::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != std::filesystem::recursive_directory_iterator(); at.increment(failed)) {
        std::error_code vanished;
        const auto size = at->file_size(vanished);
        if (!vanished && at->is_regular_file(vanished)) sum += size;
    }
    return sum;
}

} // namespace bench
