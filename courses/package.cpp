#include "courses/package.hpp"

#include <algorithm>

namespace courses {

namespace {

std::vector<std::string> paths_of(const std::vector<PackagedFile>& files)
{
    std::vector<std::string> out;
    out.reserve(files.size());
    for (const auto& file : files)
        out.push_back(file.path);
    return out;
}

} // namespace

PackagedFiles::PackagedFiles(std::vector<PackagedFile> files) : files_(std::move(files))
{
    std::ranges::sort(files_, {}, &PackagedFile::path);
    names_ = content::FileIndex(paths_of(files_));
}

PackagedFiles::PackagedFiles(std::initializer_list<PackagedFile> files)
    : PackagedFiles(std::vector(files))
{
}

const PackagedFile* PackagedFiles::find(std::string_view path) const
{
    const auto found = names_.find(path);
    return found ? &files_[found->at] : nullptr;
}

std::string_view kind_of(const Contents& contents)
{
    if (std::holds_alternative<Cmi5Contents>(contents)) return "cmi5";
    if (std::holds_alternative<content::TinCanPackage>(contents)) return "tincan";
    return content::to_string(std::get<content::ScormManifest>(contents).edition);
}

} // namespace courses
