// Names of files in course packages. What is refused is told in a text fit to be shown; what is
// accepted is a path that leads nowhere else, and is accepted once more as it is.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/file_names.hpp"
#include "content/mime.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace content;

void require(bool holds)
{
    if (!holds) std::abort();
}

bool is_fit(std::string_view shown)
{
    for (const char c : shown) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return base::is_utf8(shown) && shown.size() <= limits::found_bytes + 3; // Three dots.
}

void check_path(const std::string& path)
{
    require(base::is_utf8(path) && is_fit(shown_name(path)));
    require(path.size() <= limits::file_name_bytes);
    const auto around = "/" + path + "/";
    for (const auto* wrong : {"//", "/./", "/../", "\\", "\n", "\x7f"})
        require(around.find(wrong) == around.npos);
    require(around.find('\0') == around.npos);
    for (std::size_t at = 0, end; (end = around.find('/', at)) != around.npos; at = end + 1)
        require(end - at <= limits::file_name_segment_bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view name(reinterpret_cast<const char*>(data), size);
    require(is_fit(shown_name(name)));
    require(!media_type(name).empty());
    const auto key = name_key(name);
    require(name_key(key) == key);

    Findings findings;
    const auto entry = entry_name(name, findings);
    require(findings.refused() == !entry);
    if (!entry) {
        const auto& complaint = findings.refusals.at(0);
        require(complaint.rule.starts_with("zip.name.") && is_fit(complaint.found));
        return 0;
    }
    check_path(entry->path);
    const auto again = entry_name(entry->path, findings);
    require(again && again->path == entry->path);
    require((again->kind == NameKind::junk) == (entry->kind == NameKind::junk));
    require(name_key(entry->path + (entry->kind == NameKind::folder ? "/" : "")) == key ||
            entry->kind == NameKind::junk);
    return 0;
}
