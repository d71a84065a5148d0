// Archives of course packages. What is refused is told in texts fit to be shown; what is opened has
// files that can be found, together no longer than allowed, and none gives more than its size.
#include "content/archive.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/file_index.hpp"
#include "content/manifest_files.hpp"

#include <cstdlib>

namespace {

using namespace content;

constexpr std::uint64_t limit = 1u << 20;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const base::Complaints& complaints)
{
    require(complaints.size() <= limits::complaints);
    for (const auto& each : complaints) {
        require(base::is_utf8(each.where) && base::is_utf8(each.found));
        require(each.found.size() <= limits::found_bytes + 3); // Three dots.
        require(!each.rule.empty() && !each.expected.empty() && base::is_utf8(each.expected));
    }
}

FileIndex index_of(const std::vector<ArchiveFile>& files)
{
    std::vector<std::string> names;
    for (const auto& file : files)
        names.push_back(file.path);
    FileIndex out(std::move(names));
    for (const auto& file : files)
        require(out.find(file.path)->exactly);
    return out;
}

void read_all(Archive& archive)
{
    std::uint64_t unpacked = 0;
    for (const auto& file : archive.files()) {
        std::uint64_t size = 0;
        const auto whole = archive.read(file, [&](std::string_view piece) {
            require(!piece.empty());
            size += piece.size();
            return base::Result<>();
        });
        require(size <= file.size && (!whole || size == file.size));
        unpacked += size;
        if (whole) continue;
        require(whole.error().kind == base::ErrorKind::invalid);
        require(whole.error().where == file.path && whole.error().complaints.size() == 1);
        check(whole.error().complaints);
    }
    require(unpacked <= limit);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const BytesInMemory source({reinterpret_cast<const char*>(data), size});
    Findings findings;
    auto archive = Archive::open(source, findings, limit).value();
    require(findings.refused() == !archive && findings.warnings.empty());
    check(findings.refusals);
    if (!archive) return 0;
    require(!archive->files().empty());
    read_all(*archive);
    const auto manifests = find_manifests(archive->files(), findings);
    require(manifests.empty() == findings.refused());
    check(findings.refusals);
    const auto names = index_of(archive->files());
    for (const auto& [kind, path, root] : manifests)
        require(path.starts_with(root) && names.find(path)->exactly);
    return 0;
}
