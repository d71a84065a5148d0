#include "tests/support/fault_env.hpp"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <mutex>

namespace support {

using namespace rocksdb;

// Written in RocksDB's own names, which it overrides.
class FaultDisk final : public FileSystemWrapper {
public:
    explicit FaultDisk(std::shared_ptr<FileSystem> target) : FileSystemWrapper(std::move(target)) {}

    const char* Name() const override { return "FaultDisk"; }

    void plan(const FaultPlan& plan)
    {
        const std::lock_guard lock(mutex_);
        plan_ = plan;
        calls_ = 0;
        struck_ = false;
    }

    void repair()
    {
        const std::lock_guard lock(mutex_);
        plan_.reset();
    }

    bool has_struck() const
    {
        const std::lock_guard lock(mutex_);
        return struck_;
    }

    void limit_size(std::optional<std::uint64_t> bytes)
    {
        const std::lock_guard lock(mutex_);
        size_ = bytes;
    }

    std::uint64_t used() const
    {
        const std::lock_guard lock(mutex_);
        return used_;
    }

    // A call is about to be made.
    IOStatus pass(Call kind)
    {
        const std::lock_guard lock(mutex_);
        if (!plan_ || plan_->kind != kind) return IOStatus::OK();
        ++calls_;
        const bool fails =
            plan_->failing == Failing::once ? calls_ == plan_->call : calls_ >= plan_->call;
        if (!fails) return IOStatus::OK();
        struck_ = true;
        return plan_->error == DiskError::no_space ? no_space() : IOStatus::IOError("planned");
    }

    // How much of so many bytes there is room for; they are taken.
    std::size_t take(std::size_t bytes)
    {
        const std::lock_guard lock(mutex_);
        const auto room = size_ ? *size_ - std::min(*size_, used_) : bytes;
        const auto taken = std::min<std::uint64_t>(bytes, room);
        used_ += taken;
        return taken;
    }

    void give_back(std::uint64_t bytes)
    {
        const std::lock_guard lock(mutex_);
        used_ -= std::min(used_, bytes);
    }

    // As POSIX files report it.
    static IOStatus no_space()
    {
        auto status = IOStatus::NoSpace("planned");
        status.SetRetryable(true);
        return status;
    }

    IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                             std::unique_ptr<FSWritableFile>* result,
                             IODebugContext* debug) override;
    IOStatus ReopenWritableFile(const std::string& path, const FileOptions& options,
                                std::unique_ptr<FSWritableFile>* result,
                                IODebugContext* debug) override;
    IOStatus ReuseWritableFile(const std::string& path, const std::string& old,
                               const FileOptions& options, std::unique_ptr<FSWritableFile>* result,
                               IODebugContext* debug) override;
    IOStatus NewDirectory(const std::string& path, const IOOptions& options,
                          std::unique_ptr<FSDirectory>* result, IODebugContext* debug) override;

    IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                        IODebugContext* debug) override
    {
        if (auto failed = pass(Call::remove); !failed.ok()) return failed;
        const auto bytes = size_of(path);
        auto done = target()->DeleteFile(path, options, debug);
        if (done.ok()) give_back(bytes);
        return done;
    }

    IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                        IODebugContext* debug) override
    {
        if (auto failed = pass(Call::rename); !failed.ok()) return failed;
        const auto bytes = size_of(to);
        auto done = target()->RenameFile(from, to, options, debug);
        if (done.ok()) give_back(bytes);
        return done;
    }

    IOStatus Truncate(const std::string& path, size_t size, const IOOptions& options,
                      IODebugContext* debug) override
    {
        if (auto failed = pass(Call::truncate); !failed.ok()) return failed;
        return target()->Truncate(path, size, options, debug);
    }

    IOStatus GetFreeSpace(const std::string& path, const IOOptions& options, uint64_t* room,
                          IODebugContext* debug) override
    {
        {
            const std::lock_guard lock(mutex_);
            if (size_) {
                *room = *size_ - std::min(*size_, used_);
                return IOStatus::OK();
            }
        }
        return target()->GetFreeSpace(path, options, room, debug);
    }

private:
    std::uint64_t size_of(const std::string& path)
    {
        std::uint64_t bytes = 0;
        return target()->GetFileSize(path, {}, &bytes, nullptr).ok() ? bytes : 0;
    }

    mutable std::mutex mutex_;
    std::optional<FaultPlan> plan_;
    std::uint64_t calls_ = 0;
    bool struck_ = false;
    std::optional<std::uint64_t> size_;
    std::uint64_t used_ = 0;
};

namespace {

class FaultFile final : public FSWritableFileOwnerWrapper {
public:
    FaultFile(FaultDisk& disk, std::unique_ptr<FSWritableFile> target)
        : FSWritableFileOwnerWrapper(std::move(target)), disk_(disk)
    {
    }

    IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::append);
        const auto wanted = failed.ok() ? data.size() : data.size() / 2;
        const auto taken = disk_.take(wanted);
        auto done = target()->Append(Slice(data.data(), taken), options, debug);
        if (!failed.ok()) return failed;
        return taken < wanted ? FaultDisk::no_space() : done;
    }

    IOStatus Append(const Slice& data, const IOOptions& options, const DataVerificationInfo&,
                    IODebugContext* debug) override
    {
        return Append(data, options, debug);
    }

    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::sync);
        return failed.ok() ? target()->Sync(options, debug) : failed;
    }

    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::sync);
        return failed.ok() ? target()->Fsync(options, debug) : failed;
    }

    IOStatus RangeSync(uint64_t from, uint64_t bytes, const IOOptions& options,
                       IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::range_sync);
        return failed.ok() ? target()->RangeSync(from, bytes, options, debug) : failed;
    }

    IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::truncate);
        return failed.ok() ? target()->Truncate(size, options, debug) : failed;
    }

    IOStatus Close(const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::close);
        auto done = target()->Close(options, debug);
        return failed.ok() ? done : failed;
    }

private:
    FaultDisk& disk_;
};

class FaultDirectory final : public FSDirectoryWrapper {
public:
    FaultDirectory(FaultDisk& disk, std::unique_ptr<FSDirectory> target)
        : FSDirectoryWrapper(std::move(target)), disk_(disk)
    {
    }

    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        auto failed = disk_.pass(Call::sync_folder);
        return failed.ok() ? FSDirectoryWrapper::Fsync(options, debug) : failed;
    }

    IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                                 const DirFsyncOptions& more) override
    {
        auto failed = disk_.pass(Call::sync_folder);
        return failed.ok() ? FSDirectoryWrapper::FsyncWithDirOptions(options, debug, more) : failed;
    }

private:
    FaultDisk& disk_;
};

} // namespace

IOStatus FaultDisk::NewWritableFile(const std::string& path, const FileOptions& options,
                                    std::unique_ptr<FSWritableFile>* result, IODebugContext* debug)
{
    if (auto failed = pass(Call::create); !failed.ok()) return failed;
    const auto before = size_of(path);
    std::unique_ptr<FSWritableFile> file;
    auto opened = target()->NewWritableFile(path, options, &file, debug);
    if (!opened.ok()) return opened;
    give_back(before);
    *result = std::make_unique<FaultFile>(*this, std::move(file));
    return opened;
}

IOStatus FaultDisk::ReopenWritableFile(const std::string& path, const FileOptions& options,
                                       std::unique_ptr<FSWritableFile>* result,
                                       IODebugContext* debug)
{
    if (auto failed = pass(Call::create); !failed.ok()) return failed;
    std::unique_ptr<FSWritableFile> file;
    auto opened = target()->ReopenWritableFile(path, options, &file, debug);
    if (opened.ok()) *result = std::make_unique<FaultFile>(*this, std::move(file));
    return opened;
}

IOStatus FaultDisk::ReuseWritableFile(const std::string&, const std::string&, const FileOptions&,
                                      std::unique_ptr<FSWritableFile>*, IODebugContext*)
{
    return IOStatus::NotSupported("not needed by what is tested");
}

IOStatus FaultDisk::NewDirectory(const std::string& path, const IOOptions& options,
                                 std::unique_ptr<FSDirectory>* result, IODebugContext* debug)
{
    std::unique_ptr<FSDirectory> directory;
    auto opened = target()->NewDirectory(path, options, &directory, debug);
    if (opened.ok()) *result = std::make_unique<FaultDirectory>(*this, std::move(directory));
    return opened;
}

FaultEnv::FaultEnv(Env* target)
    : memory_(target ? nullptr : NewMemEnv(Env::Default())),
      disk_(std::make_shared<FaultDisk>((target ? target : memory_.get())->GetFileSystem())),
      env_(NewCompositeEnv(disk_))
{
}

FaultEnv::~FaultEnv() = default;

void FaultEnv::plan(const FaultPlan& plan)
{
    disk_->plan(plan);
}

bool FaultEnv::has_struck() const
{
    return disk_->has_struck();
}

void FaultEnv::repair()
{
    disk_->repair();
}

void FaultEnv::limit_size(std::optional<std::uint64_t> bytes)
{
    disk_->limit_size(bytes);
}

std::uint64_t FaultEnv::used() const
{
    return disk_->used();
}

} // namespace support
