#include "lrs/process.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace lrs {
namespace {

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t count_entries(const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::directory_iterator at(folder, failed);
    return failed ? 0 : static_cast<std::uint64_t>(std::distance(at, {}));
}

// proc(5), /proc/self/stat: the 22nd field counts from the start of the system. The second one, the
// program's name, may hold blanks and ends with a bracket.
double read_start()
{
    std::ifstream file("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto behind_name = text.rfind(')');
    if (behind_name == text.npos) return 0;
    std::istringstream fields(text.substr(behind_name + 1));
    std::string field;
    for (int number = 3; number <= 22; ++number)
        fields >> field;

    std::ifstream stat("/proc/stat");
    for (std::string name; stat >> name;) {
        double boot = 0;
        if (name == "btime" && stat >> boot)
            return boot + std::strtod(field.c_str(), nullptr) /
                              static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    return 0;
}

} // namespace

Process this_process()
{
    Process out;
    std::uint64_t pages = 0;
    std::uint64_t resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    out.virtual_bytes = pages * page;
    out.resident_bytes = resident * page;
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0)
        out.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    out.open_files = count_entries("/proc/self/fd");
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) out.open_files_max = files.rlim_cur;
    static const double start = read_start();
    out.start_seconds = start;
    return out;
}

} // namespace lrs
