#include "lrs/spool.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

Error failure(int number)
{
    const auto kind = number == ENOSPC || number == EDQUOT ? ErrorKind::full : ErrorKind::internal;
    return {kind, std::string("an upload cannot be kept: ") + std::strerror(number)};
}

} // namespace

Result<std::unique_ptr<Spool>> Spool::open(const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return failure(failed.value());
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return failure(errno);
    return std::unique_ptr<Spool>(new Spool(file));
}

Spool::~Spool()
{
    ::close(file_);
}

Result<> Spool::add(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure(errno);
        size_ += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<std::size_t> Spool::read(std::uint64_t offset, std::span<char> into) const noexcept
{
    std::size_t done = 0;
    while (done < into.size()) {
        const auto got = ::pread(file_, into.data() + done, into.size() - done,
                                 static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(errno);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace lrs
