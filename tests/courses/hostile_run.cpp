// Uploads that are made to harm (hostile_packages.hpp), each in a process of its own:
// what refuses it, how long that takes, and the most memory that the process ever had, the making
// of the upload included. Ends with 1 if one is not refused, or takes more than 2 s or 256 MB.
#include "courses/package_shelf.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/courses/hostile_packages.hpp"

#include <chrono>
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds longest(2);
constexpr long most_kilobytes = 256L << 10;

// In the process of its own: whether it was refused in time.
bool is_refused(const packages::HostilePackage& package)
{
    const auto storage = storage::memory::open({});
    courses::PackageShelf shelf(storage->files(), storage->records(), storage::Tenant{1},
                                "https://lrs.example/activities", storage::system_now);
    if (!shelf.start()) return false;
    const auto bytes = package.bytes();
    const content::BytesInMemory source(bytes);
    const auto begin = std::chrono::steady_clock::now();
    const auto done = shelf.add(source, courses::UploadKind::archive, {});
    const Seconds took = std::chrono::steady_clock::now() - begin;
    const bool named = done.has_error() && !done.error().complaints.empty();
    const auto rule = named ? done.error().complaints[0].rule : "not refused";
    std::printf("%-48s %-18s %10zu B %7.3f s ", package.name, rule.c_str(), bytes.size(),
                took.count());
    std::fflush(stdout);
    return rule == package.rule && took <= longest;
}

bool tried(const packages::HostilePackage& package)
{
    const auto child = ::fork();
    if (child < 0) return false;
    if (child == 0) ::_exit(is_refused(package) ? 0 : 1);
    int status = 0;
    rusage usage{};
    if (::wait4(child, &status, 0, &usage) != child) return false;
    std::printf("%5ld MB\n", usage.ru_maxrss >> 10);
    std::fflush(stdout); // Before there is another process that has a copy of it.
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && usage.ru_maxrss <= most_kilobytes;
}

} // namespace

int main()
{
    bool fine = true;
    for (const auto& package : packages::hostile())
        fine = tried(package) && fine;
    return fine ? 0 : 1;
}
