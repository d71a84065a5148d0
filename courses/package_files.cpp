#include "courses/package_files.hpp"

#include "base/limits.hpp"
#include "courses/record.hpp"

#include <algorithm>

namespace courses {
namespace {

using base::Result;
using storage::Digest;

constexpr std::size_t swept_at_once = 16; // Packages, each of up to 20,000 files.

} // namespace

Result<std::string> PackageFiles::read(const Digest& digest, std::size_t limit) const
{
    const auto size = files_.size(tenant_, digest);
    if (!size) return size.error();
    if (!*size || **size > limit) return broken_record("file of a package");
    auto out = files_.read(tenant_, digest, 0, static_cast<std::size_t>(**size));
    if (out && out->size() != **size) return broken_record("file of a package");
    return out;
}

Result<std::vector<PackagedFile>> PackageFiles::list(const Digest& digest) const
{
    const auto text = read(digest, limits::package_list_bytes);
    if (!text) return text.error();
    return decode_list(*text);
}

Result<> PackageFiles::put(std::string_view bytes)
{
    const auto next = [&]() -> Result<std::string> {
        const auto piece = bytes.substr(0, 1u << 20);
        bytes.remove_prefix(piece.size());
        return std::string(piece);
    };
    const auto put = files_.put(tenant_, next);
    if (!put) return put.error();
    return {};
}

storage::RecordChange PackageFiles::unfinished(const base::Uuid& package, const Digest& list)
{
    return {std::string(unfinished_records), base::to_string(package), base::to_hex(list)};
}

storage::RecordChange PackageFiles::finished(const base::Uuid& package)
{
    return {std::string(unfinished_records), base::to_string(package), std::nullopt};
}

Result<> PackageFiles::sweep(const Digests& needed)
{
    while (true) {
        const auto found = records_.scan(tenant_, unfinished_records, "", "", swept_at_once);
        if (!found) return found.error();
        if (found->empty()) return {};
        Digests lists;
        Digests candidates;
        std::vector<storage::RecordChange> done;
        for (const auto& each : *found) {
            const auto digest = digest_of(each.value);
            if (!digest) return broken_record("note of what is unfinished");
            done.push_back({std::string(unfinished_records), each.key, std::nullopt});
            // The list is put first: without it there is nothing of the package.
            const auto is_there = files_.size(tenant_, *digest);
            if (!is_there) return is_there.error();
            if (!*is_there) continue;
            lists.insert(*digest);
            const auto files = list(*digest);
            if (!files) return files.error();
            for (const auto& file : *files)
                candidates.insert(file.digest);
        }
        if (auto gone = remove(std::move(candidates), lists, needed); !gone) return gone;
        if (auto told = records_.change(tenant_, done); !told) return told;
    }
}

// The lists go last: who comes again after a crash reads them.
Result<> PackageFiles::remove(Digests candidates, const Digests& lists, const Digests& needed)
{
    Digests last = lists;
    for (const auto& each : needed) {
        if (candidates.empty() && last.empty()) break;
        candidates.erase(each);
        last.erase(each);
        const auto files = list(each);
        if (!files) return files.error();
        for (const auto& file : *files) {
            candidates.erase(file.digest);
            last.erase(file.digest);
        }
    }
    for (const auto& each : last)
        candidates.erase(each);
    const std::vector<Digest> files(candidates.begin(), candidates.end());
    if (!files.empty()) {
        if (auto gone = files_.remove(tenant_, files); !gone) return gone;
    }
    const std::vector<Digest> rest(last.begin(), last.end());
    return rest.empty() ? Result<>() : files_.remove(tenant_, rest);
}

} // namespace courses
