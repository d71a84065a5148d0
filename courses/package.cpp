#include "courses/package.hpp"

#include "content/file_names.hpp"

#include <algorithm>

namespace courses {

const PackagedFile* Package::file(std::string_view path) const
{
    const auto at = std::ranges::lower_bound(files, path, {}, &PackagedFile::path);
    if (at != files.end() && at->path == path) return &*at;
    const auto key = content::name_key(path);
    const auto same = [&](const PackagedFile& file) { return content::name_key(file.path) == key; };
    const auto found = std::ranges::find_if(files, same);
    return found == files.end() ? nullptr : &*found;
}

std::string_view kind_of(const Package& package)
{
    if (package.cmi5()) return "cmi5";
    if (package.tincan()) return "tincan";
    return content::to_string(package.scorm()->edition);
}

} // namespace courses
