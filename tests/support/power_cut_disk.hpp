// The disk of support::PowerCutEnv, as RocksDB sees it.
#pragma once

#include "tests/support/power_cut_env.hpp"

#include <rocksdb/file_system.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

namespace support {

// Written in RocksDB's own names, which it overrides.
class PowerCutDisk final : public rocksdb::FileSystemWrapper {
public:
    using FileOptions = rocksdb::FileOptions;
    using IODebugContext = rocksdb::IODebugContext;
    using IOOptions = rocksdb::IOOptions;
    using IOStatus = rocksdb::IOStatus;

    struct File {
        std::uint64_t size = 0;
        std::uint64_t synced = 0;
        std::atomic<bool> has_lost_pages = false;
    };

    explicit PowerCutDisk(std::shared_ptr<rocksdb::FileSystem> target)
        : FileSystemWrapper(std::move(target))
    {
    }

    const char* Name() const override { return "PowerCutDisk"; }

    void strike(Fault fault, std::uint64_t call)
    {
        const std::lock_guard lock(mutex_);
        planned_ = fault;
        calls_left_ = call;
        struck_ = false;
    }

    bool has_struck() const
    {
        const std::lock_guard lock(mutex_);
        return struck_;
    }

    void repair()
    {
        const std::lock_guard lock(mutex_);
        calls_left_ = 0;
        struck_ = false;
        failing_ = false;
        repaired_.notify_all();
    }

    void restart(const PowerCutEnv::Survivors& survivors);

    IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSWritableFile>* result,
                             IODebugContext* debug) override;
    IOStatus ReopenWritableFile(const std::string& path, const FileOptions& options,
                                std::unique_ptr<rocksdb::FSWritableFile>* result,
                                IODebugContext* debug) override;
    IOStatus NewDirectory(const std::string& path, const IOOptions& options,
                          std::unique_ptr<rocksdb::FSDirectory>* result,
                          IODebugContext* debug) override;
    IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                        IODebugContext* debug) override;
    IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                        IODebugContext* debug) override;

    IOStatus NewSequentialFile(const std::string& path, const FileOptions& options,
                               std::unique_ptr<rocksdb::FSSequentialFile>* result,
                               IODebugContext* debug) override
    {
        const auto powered = read();
        return powered.ok() ? target_->NewSequentialFile(path, options, result, debug) : powered;
    }

    IOStatus NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                 std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                 IODebugContext* debug) override
    {
        const auto powered = read();
        return powered.ok() ? target_->NewRandomAccessFile(path, options, result, debug) : powered;
    }

    IOStatus GetChildren(const std::string& path, const IOOptions& options,
                         std::vector<std::string>* result, IODebugContext* debug) override
    {
        const auto powered = read();
        return powered.ok() ? target_->GetChildren(path, options, result, debug) : powered;
    }

    IOStatus ReuseWritableFile(const std::string&, const std::string&, const FileOptions&,
                               std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) override
    {
        return IOStatus::NotSupported("not needed by what is tested");
    }

    IOStatus NewRandomRWFile(const std::string&, const FileOptions&,
                             std::unique_ptr<rocksdb::FSRandomRWFile>*, IODebugContext*) override
    {
        return IOStatus::NotSupported("not needed by what is tested");
    }

    IOStatus LinkFile(const std::string&, const std::string&, const IOOptions&,
                      IODebugContext*) override
    {
        return IOStatus::NotSupported("not needed by what is tested");
    }

    IOStatus Truncate(const std::string&, size_t, const IOOptions&, IODebugContext*) override
    {
        return IOStatus::NotSupported("not needed by what is tested");
    }

    // Does the work, or lets the planned fault happen to it.
    template <class Work>
    IOStatus change(Work work)
    {
        std::unique_lock lock(mutex_);
        if (down_ || failing_) return IOStatus::IOError("no power, or no disk");
        if (calls_left_ == 0 || --calls_left_ > 0) return work();
        struck_ = true;
        if (planned_ == Fault::wait) {
            repaired_.wait(lock, [this] { return !struck_; });
            return work();
        }
        if (planned_ == Fault::cut_after) work().PermitUncheckedError();
        down_ = planned_ == Fault::cut_before || planned_ == Fault::cut_after;
        failing_ = planned_ == Fault::errors;
        return IOStatus::IOError("a fault was planned here");
    }

    void sync_names(const std::string& folder);

private:
    // A change of a name that a sync of its folder will make durable.
    struct NameChange {
        enum Kind { created, renamed, deleted };

        Kind kind;
        std::string folder;
        std::string name;
        std::string old_name{};  // When renamed.
        std::string buried_as{}; // The file that had the name before, if one had.
    };

    IOStatus read() const
    {
        const std::lock_guard lock(mutex_);
        return down_ ? IOStatus::IOError("no power") : IOStatus::OK();
    }

    std::string bury(const std::string& path);
    void take_back(const NameChange& change);

    mutable std::mutex mutex_;
    std::condition_variable repaired_;
    Fault planned_{};
    std::uint64_t calls_left_ = 0; // 0: nothing is planned.
    bool struck_ = false;
    bool failing_ = false;
    bool down_ = false;

    std::map<std::string, std::shared_ptr<File>> files_; // That have been written.
    std::vector<NameChange> names_;                      // Not synced, in order.
    unsigned buried_ = 0;
};

} // namespace support
