#include "tests/support/power_cut_disk.hpp"

#include <algorithm>
#include <filesystem>

namespace support {
namespace {

using namespace rocksdb;
using DirectoryPointer = std::unique_ptr<FSDirectory>;

std::string normal(const std::string& path)
{
    auto text = std::filesystem::path(path).lexically_normal().string();
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

std::string folder_of(const std::string& path)
{
    return std::filesystem::path(path).parent_path().string();
}

IOStatus not_used()
{
    return IOStatus::NotSupported("not needed by what is tested");
}

class CutFile final : public FSWritableFileOwnerWrapper {
public:
    CutFile(PowerCutDisk& disk, std::unique_ptr<FSWritableFile> target,
            std::shared_ptr<PowerCutDisk::File> file)
        : FSWritableFileOwnerWrapper(std::move(target)), disk_(disk), file_(std::move(file))
    {
    }

    IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.change([&] {
            file_->size += data.size();
            return target()->Append(data, options, debug);
        });
    }

    IOStatus Append(const Slice& data, const IOOptions& options, const DataVerificationInfo&,
                    IODebugContext* debug) override
    {
        return Append(data, options, debug);
    }

    IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&, IODebugContext*) override
    {
        return not_used();
    }

    IOStatus PositionedAppend(const Slice&, uint64_t, const IOOptions&, const DataVerificationInfo&,
                              IODebugContext*) override
    {
        return not_used();
    }

    IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.change([&] {
            file_->size = size;
            file_->synced = std::min(file_->synced, size);
            return target()->Truncate(size, options, debug);
        });
    }

    IOStatus Sync(const IOOptions&, IODebugContext*) override
    {
        bool reached = false;
        const auto synced = disk_.change([&] {
            reached = true;
            if (!file_->has_lost_pages) file_->synced = file_->size;
            return IOStatus::OK();
        });
        if (!reached) file_->has_lost_pages = true;
        return synced;
    }

    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        return Sync(options, debug);
    }

    // It only asks the system to begin; nothing is promised.
    IOStatus RangeSync(uint64_t, uint64_t, const IOOptions&, IODebugContext*) override
    {
        return IOStatus::OK();
    }

private:
    PowerCutDisk& disk_;
    std::shared_ptr<PowerCutDisk::File> file_;
};

class CutDirectory final : public FSDirectoryWrapper {
public:
    CutDirectory(PowerCutDisk& disk, DirectoryPointer target, std::string path)
        : FSDirectoryWrapper(std::move(target)), disk_(disk), path_(std::move(path))
    {
    }

    IOStatus Fsync(const IOOptions&, IODebugContext*) override
    {
        return disk_.change([&] {
            disk_.sync_names(path_);
            return IOStatus::OK();
        });
    }

    IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                                 const DirFsyncOptions&) override
    {
        return Fsync(options, debug);
    }

private:
    PowerCutDisk& disk_;
    std::string path_;
};

} // namespace

IOStatus PowerCutDisk::NewWritableFile(const std::string& given, const FileOptions& options,
                                       std::unique_ptr<FSWritableFile>* result,
                                       IODebugContext* debug)
{
    return change([&] {
        const auto path = normal(given);
        NameChange made{NameChange::created, folder_of(path), path};
        made.buried_as = bury(path);
        std::unique_ptr<FSWritableFile> file;
        auto opened = target_->NewWritableFile(path, options, &file, debug);
        if (!opened.ok()) return opened;
        names_.push_back(made);
        files_[path] = std::make_shared<File>();
        *result = std::make_unique<CutFile>(*this, std::move(file), files_[path]);
        return opened;
    });
}

IOStatus PowerCutDisk::ReopenWritableFile(const std::string& given, const FileOptions& options,
                                          std::unique_ptr<FSWritableFile>* result,
                                          IODebugContext* debug)
{
    return change([&] {
        const auto path = normal(given);
        std::unique_ptr<FSWritableFile> file;
        auto opened = target_->ReopenWritableFile(path, options, &file, debug);
        if (!opened.ok()) return opened;
        auto& known = files_[path];
        if (!known) {
            std::uint64_t size = 0;
            opened = target_->GetFileSize(path, options.io_options, &size, debug);
            known = std::make_shared<File>();
            known->size = known->synced = size;
        }
        *result = std::make_unique<CutFile>(*this, std::move(file), known);
        return opened;
    });
}

IOStatus PowerCutDisk::NewDirectory(const std::string& path, const IOOptions& options,
                                    DirectoryPointer* result, IODebugContext* debug)
{
    const auto powered = read();
    if (!powered.ok()) return powered;
    DirectoryPointer directory;
    auto opened = target_->NewDirectory(path, options, &directory, debug);
    if (opened.ok()) {
        *result = std::make_unique<CutDirectory>(*this, std::move(directory), normal(path));
    }
    return opened;
}

IOStatus PowerCutDisk::DeleteFile(const std::string& given, const IOOptions& options,
                                  IODebugContext* debug)
{
    return change([&] {
        const auto path = normal(given);
        NameChange made{NameChange::deleted, folder_of(path), path};
        made.buried_as = bury(path);
        if (made.buried_as.empty()) return target_->DeleteFile(path, options, debug);
        names_.push_back(made);
        return IOStatus::OK();
    });
}

IOStatus PowerCutDisk::RenameFile(const std::string& given_from, const std::string& given_to,
                                  const IOOptions& options, IODebugContext* debug)
{
    return change([&] {
        const auto from = normal(given_from);
        const auto to = normal(given_to);
        NameChange made{NameChange::renamed, folder_of(to), to, from};
        made.buried_as = bury(to);
        auto renamed = target_->RenameFile(from, to, options, debug);
        if (!renamed.ok()) return renamed;
        names_.push_back(made);
        if (auto known = files_.extract(from)) {
            known.key() = to;
            files_.insert(std::move(known));
        }
        return renamed;
    });
}

// Moves a file away from where a change will take its name. Empty: there is none.
std::string PowerCutDisk::bury(const std::string& path)
{
    if (!target_->FileExists(path, {}, nullptr).ok()) return {};
    const auto grave = "/buried/" + std::to_string(++buried_);
    target_->RenameFile(path, grave, {}, nullptr).PermitUncheckedError();
    if (auto known = files_.extract(path)) {
        known.key() = grave;
        files_.insert(std::move(known));
    }
    return grave;
}

void PowerCutDisk::sync_names(const std::string& folder)
{
    std::erase_if(names_, [&](const NameChange& change) {
        if (change.folder != folder) return false;
        if (!change.buried_as.empty()) {
            target_->DeleteFile(change.buried_as, {}, nullptr).PermitUncheckedError();
            files_.erase(change.buried_as);
        }
        return true;
    });
}

void PowerCutDisk::take_back(const NameChange& change)
{
    const auto rename = [this](const std::string& from, const std::string& to) {
        target_->RenameFile(from, to, {}, nullptr).PermitUncheckedError();
        files_.erase(to);
        if (auto known = files_.extract(from)) {
            known.key() = to;
            files_.insert(std::move(known));
        }
    };
    switch (change.kind) {
    case NameChange::created:
        target_->DeleteFile(change.name, {}, nullptr).PermitUncheckedError();
        files_.erase(change.name);
        break;
    case NameChange::renamed: rename(change.name, change.old_name); break;
    case NameChange::deleted: break;
    }
    if (!change.buried_as.empty()) rename(change.buried_as, change.name);
}

void PowerCutDisk::restart(const PowerCutEnv::Survivors& survivors)
{
    const std::lock_guard lock(mutex_);
    for (auto kept = survivors(names_.size()); names_.size() > kept; names_.pop_back())
        take_back(names_.back());
    names_.clear();
    for (const auto& [path, file] : files_) {
        const auto kept = file->synced + survivors(file->size - file->synced);
        if (kept < file->size) target_->Truncate(path, kept, {}, nullptr).PermitUncheckedError();
    }
    files_.clear();
    calls_left_ = 0;
    down_ = false;
    failing_ = false;
}

} // namespace support
