// Which file of a package a name means: the one that is called so, or else one that differs as
// names differ between systems (name_key() of content/file_names.hpp). Courses made on Windows rely
// on it.
//
// Built once, then asked often: each time it takes the logarithm of the number of files. Immutable,
// so that any thread may ask. It holds the names and, of those that are not their own key, the key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace content {

class FileIndex {
public:
    struct Found {
        std::size_t at; // Place of the file among those that the index was made of.
        bool exactly;   // It is called so, letter by letter.
    };

    FileIndex() = default;
    // Names as in the package: '/' between folders, none at the beginning.
    explicit FileIndex(std::vector<std::string> names);

    // Empty: there is none. Of several that differ from the name, the first. A name longer than
    // limits::file_name_bytes is none.
    std::optional<Found> find(std::string_view name) const;

    const std::string& name(std::size_t at) const { return names_[at]; }

    std::size_t size() const { return names_.size(); }

private:
    struct Row {
        std::string key; // Empty: the name is its own.
        std::uint32_t at;
    };

    std::string_view key_of(const Row& row) const
    {
        return row.key.empty() ? std::string_view(names_[row.at]) : std::string_view(row.key);
    }

    std::vector<std::string> names_;
    std::vector<Row> rows_; // By key; of equal ones, by place.
};

} // namespace content
