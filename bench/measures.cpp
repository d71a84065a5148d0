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

struct Cpu {
    std::string name;
    double seconds;
};

// Of a file "stat" of a process or of a thread (proc(5)).
std::optional<Cpu> read_stat(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    // The name, in brackets, may hold anything; the state follows it.
    const auto name = text.find('(');
    const auto behind_name = text.rfind(')');
    if (behind_name == text.npos || name > behind_name) return std::nullopt;
    std::istringstream fields(text.substr(behind_name + 1));
    std::string ignored;
    for (int field = 3; field < 14; ++field)
        fields >> ignored;
    double user = 0;
    double system = 0;
    if (!(fields >> user >> system)) return std::nullopt;
    return Cpu{text.substr(name + 1, behind_name - name - 1),
               (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK))};
}

} // namespace

void Latencies::add(const Latencies& more)
{
    microseconds_.insert(microseconds_.end(), more.microseconds_.begin(), more.microseconds_.end());
}

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
    const auto read = read_stat("/proc/" + std::to_string(pid) + "/stat");
    return read ? std::optional(read->seconds) : std::nullopt;
}

std::map<std::string, double> cpu_seconds_by_thread(std::uint64_t pid)
{
    std::map<std::string, double> out;
    std::error_code failed;
    std::filesystem::directory_iterator at("/proc/" + std::to_string(pid) + "/task", failed);
    for (; !failed && at != std::filesystem::directory_iterator(); at.increment(failed)) {
        if (const auto read = read_stat(at->path() / "stat")) out[read->name] += read->seconds;
    }
    return out;
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
