// What is kept of a package beside its files: a small record, and the list of the files, which is a
// file itself as it may have 20,000 names.
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "courses/package.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

// Kinds of records. THEY ARE IN DATABASES and never change.
inline constexpr std::string_view package_records = "course-package";          // By its id.
inline constexpr std::string_view warning_records = "course-package-warnings"; // By its id.
inline constexpr std::string_view unfinished_records = "course-package-unfinished";

struct Removal {
    base::Timestamp time;
    std::string reason;
    std::string by;

    bool operator==(const Removal&) const = default;
};

struct PackageRecord {
    base::Uuid id;
    base::Uuid course;         // Of all its versions: the id of the first one.
    std::uint32_t version = 1; // Of the course.
    std::string kind;          // kind_of()
    std::string title;         // Cut to limits::package_title_bytes.
    std::string language;
    std::string iri;             // Of the course.
    std::string activities_base; // Of the ids of its parts.
    base::Timestamp imported;
    std::string by;       // Who imported it.
    std::string manifest; // Its path among the files.
    bool alone = false;   // The manifest was uploaded without a package around it.
    storage::Digest list{};
    std::uint64_t files = 0;
    std::uint64_t bytes = 0; // Of all of them.
    std::optional<base::Uuid> replaces{};
    std::optional<base::Uuid> replaced_by{};
    std::optional<Removal> removed{};
    bool purged = false; // Its files are no longer its own.

    bool operator==(const PackageRecord&) const = default;
};

std::string encode(const PackageRecord& record);
// corrupt: it does not decode.
base::Result<PackageRecord> decode_package(const base::Uuid& id, std::string_view text);

// A line for each file: its digest, its size and its path.
std::string encode_list(const PackagedFiles& files);
base::Result<std::vector<PackagedFile>> decode_list(std::string_view text);

std::string encode_warnings(const base::Complaints& warnings);
base::Result<base::Complaints> decode_warnings(std::string_view text);

} // namespace courses
