// RocksDB's warnings, in the file LOG beside the data; that of the time before is LOG.old.
//
// RocksDB's own writer of this file must not be used again once it has failed: with assertions, as
// Debian builds it, the next line after a full disk would end the process. This one drops what
// it cannot write.
#pragma once

#include <rocksdb/env.h>

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

namespace storage::rocks {

class InfoLog final : public ::rocksdb::Logger {
public:
    // Of a database of the operating system's files.
    explicit InfoLog(std::string folder);

    using ::rocksdb::Logger::Logv;
    void Logv(const char* format, va_list arguments) override;

private:
    struct Close {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };

    const std::string path_;
    std::mutex mutex_;
    std::unique_ptr<std::FILE, Close>
        file_; // Made with the first line: before, there is no folder.
};

// Says nothing.
class NoLog final : public ::rocksdb::Logger {
public:
    using ::rocksdb::Logger::Logv;

    void Logv(const char*, va_list) override {}
};

} // namespace storage::rocks
