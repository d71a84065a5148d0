#include "storage/rocksdb/info_log.hpp"

#include "base/timestamp.hpp"

#include <array>
#include <cstdarg>

namespace storage::rocks {

InfoLog::InfoLog(std::string folder)
    : Logger(::rocksdb::InfoLogLevel::WARN_LEVEL), path_(std::move(folder) + "/LOG")
{
}

void InfoLog::Logv(const char* format, va_list arguments)
{
    std::array<char, 1'024> text;
    if (std::vsnprintf(text.data(), text.size(), format, arguments) < 0) return;
    const auto now =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto line = base::to_string(now) + " " + text.data() + "\n";
    const std::lock_guard lock(mutex_);
    if (!file_) {
        static_cast<void>(std::rename(path_.c_str(), (path_ + ".old").c_str()));
        file_.reset(std::fopen(path_.c_str(), "w"));
    }
    if (!file_) return;
    static_cast<void>(std::fputs(line.c_str(), file_.get()));
    static_cast<void>(std::fflush(file_.get()));
}

} // namespace storage::rocks
