#include "content/archive_list.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <limits>

namespace content {
namespace {

constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;
constexpr std::uint32_t type_bits = 0170000; // Of a mode (POSIX <sys/stat.h>).
constexpr std::uint32_t regular_file = 0100000;
constexpr std::uint32_t directory = 0040000;

std::string bytes_of(std::uint64_t count)
{
    return std::to_string(count) + " bytes";
}

// How much larger than packed something may be, when it is larger than `from`.
struct Ratio {
    std::uint64_t most;
    std::uint64_t from;
};

constexpr Ratio of_a_file{limits::package_ratio, limits::package_ratio_from};
// A course is no film of one colour: a whole that shrinks so much would keep the server busy for
// many times as long as it took to send.
constexpr Ratio of_the_whole{limits::package_whole_ratio, limits::package_whole_ratio_from};

bool is_bomb(const Ratio& ratio, std::uint64_t size, std::uint64_t packed_size)
{
    return size > ratio.from && size > ratio.most * packed_size;
}

void complain_of_ratio(const Ratio& ratio, Findings& findings, const std::string& where,
                       std::uint64_t size, std::uint64_t packed_size)
{
    complain(findings.refusals, where, "zip.ratio",
             bytes_of(size) + ", packed into " + std::to_string(packed_size),
             "be at most " + std::to_string(ratio.most) +
                 " times as large unpacked as it is packed, when it is larger than " +
                 bytes_of(ratio.from));
}

std::string method_name(std::uint16_t method)
{
    const auto number = "method " + std::to_string(method);
    switch (method) {
    case 9: return number + " (Deflate64)";
    case 12: return number + " (BZIP2)";
    case 14: return number + " (LZMA)";
    case 93: return number + " (Zstandard)";
    case 95: return number + " (XZ)";
    default: return number;
    }
}

} // namespace

bool ArchiveList::check(const ListedEntry& entry, const std::string& path, Findings& findings) const
{
    const auto refuse = [&](std::string_view rule, std::string_view found, std::string expected) {
        complain(findings.refusals, path, rule, found, std::move(expected));
        return false;
    };
    if (entry.unix_mode & type_bits && (entry.unix_mode & type_bits) != regular_file) {
        return refuse("zip.link", "a link, a device or the like",
                      "be a file: put in its place what it points to");
    }
    if (entry.is_encrypted)
        return refuse("zip.encrypted", "encrypted", "be packed without a password");
    if (entry.method != stored && entry.method != deflated) {
        return refuse("zip.method", method_name(entry.method),
                      "be packed with Deflate or stored as it is: in the program that makes the "
                      "archive, choose the usual zip format");
    }
    if (entry.packed_size > archive_bytes_) {
        return refuse("zip.damaged", bytes_of(entry.packed_size) + " packed",
                      "lie within the archive, which has " + bytes_of(archive_bytes_) +
                          ": make it again");
    }
    if (entry.method == stored && entry.size != entry.packed_size) {
        return refuse("zip.size",
                      bytes_of(entry.size) + ", stored as " + std::to_string(entry.packed_size),
                      "have one size, as it is not packed: make the archive again");
    }
    if (is_bomb(of_a_file, entry.size, entry.packed_size)) {
        complain_of_ratio(of_a_file, findings, path, entry.size, entry.packed_size);
        return false;
    }
    return true;
}

void ArchiveList::add(const ListedEntry& entry, Findings& findings)
{
    const auto index = entries_++;
    auto name = entry_name(entry.name, findings);
    if (!name || name->kind == NameKind::junk) return;
    const bool is_folder =
        name->kind == NameKind::folder || (entry.unix_mode & type_bits) == directory;
    if (is_folder) {
        keys_.try_emplace(name_key(name->path) + '/');
        return;
    }
    if (!check(entry, name->path, findings)) return;
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    total_ = entry.size > most - total_ ? most : total_ + entry.size;
    const auto [known, is_new] = keys_.try_emplace(name_key(name->path), files_.size());
    if (!is_new) {
        complain(findings.refusals, name->path, "zip.duplicate", files_[*known->second].path,
                 "be in the archive once, also when capital and small letters are taken for the "
                 "same: many systems keep only one of the two");
        return;
    }
    files_.push_back({std::move(name->path), entry.size, index});
}

void ArchiveList::check_folders(Findings& findings) const
{
    for (const auto& [key, file] : keys_) {
        if (!file) continue;
        const auto inner = keys_.lower_bound(key + '/');
        if (inner == keys_.end() || !inner->first.starts_with(key + '/')) continue;
        complain(findings.refusals, files_[*file].path, "zip.folder",
                 inner->second ? files_[*inner->second].path : inner->first,
                 "not have the name of a folder, too: rename one of them");
    }
}

void ArchiveList::check(Findings& findings) const
{
    check_folders(findings);
    if (total_ > bytes_) {
        complain(findings.refusals, "", "zip.bytes", bytes_of(total_) + " unpacked",
                 "be at most " + bytes_of(bytes_) + " unpacked");
    } else if (is_bomb(of_the_whole, total_, archive_bytes_)) {
        complain_of_ratio(of_the_whole, findings, "", total_, archive_bytes_);
    }
    if (files_.empty() && !findings.refused()) {
        complain(findings.refusals, "", "zip.empty", "an archive without files",
                 "hold the files of a course, with imsmanifest.xml, cmi5.xml or tincan.xml");
    }
}

} // namespace content
