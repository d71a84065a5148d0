// What an archive's list of entries says, checked before anything is unpacked.
#pragma once

#include "content/file_names.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace content {

struct ArchiveFile {
    std::string path;        // As entry_name() makes it.
    std::uint64_t size = 0;  // Declared, unpacked.
    std::uint64_t index = 0; // Of its entry.
};

struct ListedEntry {
    std::string name;
    std::uint64_t size = 0; // Unpacked.
    std::uint64_t packed_size = 0;
    std::uint16_t method = 0;
    bool is_encrypted = false;
    std::uint32_t unix_mode = 0; // 0: not said.
};

// The files of an archive by their names.
class ArchiveList {
public:
    // `archive_bytes`: all of the archive; `bytes`: the most that it may be, unpacked.
    ArchiveList(std::uint64_t archive_bytes, std::uint64_t bytes)
        : archive_bytes_(archive_bytes), bytes_(bytes)
    {
    }

    // The next entry.
    void add(const ListedEntry& entry, Findings& findings);
    // Of all entries together, when the last has been added.
    void check(Findings& findings) const;

    const std::vector<ArchiveFile>& files() const { return files_; }

private:
    // Whether the entry can be unpacked into a file.
    bool check(const ListedEntry& entry, const std::string& path, Findings& findings) const;
    void check_folders(Findings& findings) const;

    std::uint64_t archive_bytes_;
    std::uint64_t bytes_;
    std::uint64_t entries_ = 0;
    std::uint64_t total_ = 0;
    std::vector<ArchiveFile> files_;
    // By name_key(): the place of a file in files_. A folder has a slash at the end, and none.
    std::map<std::string, std::optional<std::size_t>, std::less<>> keys_;
};

} // namespace content
