#include "storage/rocksdb/disk_probe.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace storage::rocks {
namespace {

constexpr std::uint64_t spare_bytes = 1u << 20; // Manifest, options, the first of a new log.
constexpr std::size_t probe_bytes = 256u << 10;

// In bytes, of every log that may have to be replayed.
std::uint64_t logged(::rocksdb::Env& env, const std::string& folder)
{
    std::vector<std::string> names;
    if (!env.GetChildren(folder, &names).ok()) return 0;
    std::uint64_t sum = 0;
    for (const auto& name : names) {
        std::uint64_t size = 0;
        if (name.ends_with(".log") && env.GetFileSize(folder + "/" + name, &size).ok()) sum += size;
    }
    return sum;
}

bool has_room(::rocksdb::Env& env, const std::string& folder)
{
    std::uint64_t room = 0;
    const auto asked = env.GetFreeSpace(folder, &room);
    return asked.IsNotSupported() || (asked.ok() && room >= logged(env, folder) + spare_bytes);
}

bool takes_a_file(::rocksdb::Env& env, const std::string& folder)
{
    const auto made = folder + "/probe.new";
    const auto renamed = folder + "/probe";
    std::unique_ptr<::rocksdb::WritableFile> file;
    std::unique_ptr<::rocksdb::Directory> directory;
    const auto written = [&] {
        auto done = env.NewWritableFile(made, &file, {});
        if (done.ok()) done = file->Append(std::string(probe_bytes, '\1'));
        if (done.ok()) done = file->Sync();
        if (done.ok()) done = file->Close();
        if (done.ok()) done = env.RenameFile(made, renamed);
        if (done.ok()) done = env.NewDirectory(folder, &directory);
        if (done.ok()) done = directory->Fsync();
        return done;
    }();
    file.reset();
    const auto removed = env.DeleteFile(written.ok() ? renamed : made);
    return written.ok() && removed.ok();
}

} // namespace

bool takes_files(::rocksdb::Env* env, const std::string& folder)
{
    auto& disk = env ? *env : *::rocksdb::Env::Default();
    return has_room(disk, folder) && takes_a_file(disk, folder);
}

} // namespace storage::rocks
