#include "content/file_index.hpp"

#include "base/limits.hpp"
#include "content/file_names.hpp"

#include <algorithm>

namespace content {

FileIndex::FileIndex(std::vector<std::string> names) : names_(std::move(names))
{
    rows_.reserve(names_.size());
    for (const auto& name : names_) {
        auto key = name_key(name);
        if (key == name) key = {};
        rows_.push_back({std::move(key), static_cast<std::uint32_t>(rows_.size())});
    }
    std::ranges::sort(rows_, [&](const Row& a, const Row& b) {
        const auto order = key_of(a).compare(key_of(b));
        return order < 0 || (order == 0 && a.at < b.at);
    });
}

std::optional<FileIndex::Found> FileIndex::find(std::string_view name) const
{
    if (name.size() > limits::file_name_bytes) return std::nullopt;
    const auto key = name_key(name);
    const auto same = std::ranges::equal_range(rows_, std::string_view(key), {},
                                               [&](const Row& row) { return key_of(row); });
    if (same.empty()) return std::nullopt;
    const auto exactly =
        std::ranges::find_if(same, [&](const Row& row) { return names_[row.at] == name; });
    if (exactly != same.end()) return Found{exactly->at, true};
    return Found{same.front().at, false};
}

} // namespace content
