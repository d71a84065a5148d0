#include "content/manifest_files.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace content {
namespace {

struct Name {
    ManifestKind kind;
    std::string_view file;
};

constexpr Name names[] = {
    {ManifestKind::cmi5, "cmi5.xml"},
    {ManifestKind::scorm, "imsmanifest.xml"},
    {ManifestKind::tincan, "tincan.xml"},
};

// With its slash; empty at the top.
std::string_view folder_of(std::string_view path)
{
    return path.substr(0, path.rfind('/') + 1); // npos + 1 is the beginning.
}

// That all files are in, the innermost.
std::string_view common_folder(std::span<const ArchiveFile> files)
{
    if (files.empty()) return {};
    auto out = folder_of(files.front().path);
    for (const auto& file : files) {
        while (!file.path.starts_with(out))
            out = folder_of(out.substr(0, out.size() - 1));
    }
    return out;
}

const ArchiveFile* find_in(std::span<const ArchiveFile> files, std::string_view folder,
                           std::string_view name)
{
    const auto found = std::ranges::find_if(files, [&](const ArchiveFile& file) {
        return file.path.starts_with(folder) &&
               base::equal_but_for_case(std::string_view(file.path).substr(folder.size()), name);
    });
    return found == files.end() ? nullptr : &*found;
}

// Wherever it lies; the first of the archive.
const ArchiveFile* find_anywhere(std::span<const ArchiveFile> files)
{
    const auto found = std::ranges::find_if(files, [](const ArchiveFile& file) {
        const auto name = std::string_view(file.path).substr(folder_of(file.path).size());
        return std::ranges::any_of(
            names, [&](const Name& each) { return base::equal_but_for_case(name, each.file); });
    });
    return found == files.end() ? nullptr : &*found;
}

} // namespace

std::vector<ManifestFile> find_manifests(std::span<const ArchiveFile> files, Findings& findings)
{
    const auto root = common_folder(files);
    std::vector<ManifestFile> out;
    const ArchiveFile* too_deep = nullptr;
    for (const auto& [kind, name] : names) {
        const auto* file = find_in(files, root, name);
        if (file && kind == ManifestKind::cmi5 && !root.empty())
            too_deep = file;
        else if (file)
            out.push_back({kind, file->path, std::string(root)});
    }
    if (!out.empty() && !too_deep) return out;
    const auto* misplaced = too_deep ? too_deep : find_anywhere(files);
    auto& complaints = out.empty() ? findings.refusals : findings.warnings;
    if (misplaced) {
        complain(complaints, misplaced->path, "package.manifest", misplaced->path,
                 "lie at the top of the archive: pack what is in the folder, not the folder");
    } else {
        complain(complaints, "", "package.manifest", "none of the three",
                 "have imsmanifest.xml, cmi5.xml or tincan.xml at the top of the archive");
    }
    return out;
}

} // namespace content
