// An imported course package, as launches need it: what its manifest says, and its files.
//
// Immutable once loaded, so that any thread may read it. Packages of one course are its versions:
// whoever is registered stays with the one that he began with.
#pragma once

#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "content/cmi5_course.hpp"
#include "content/cmi5_ids.hpp"
#include "content/file_index.hpp"
#include "content/scorm_manifest.hpp"
#include "content/tincan.hpp"
#include "storage/file_store.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace courses {

struct PackagedFile {
    std::string path; // content/file_names.hpp
    storage::Digest digest;
    std::uint64_t size = 0;

    bool operator==(const PackagedFile&) const = default;
};

// All files of a package by their names.
class PackagedFiles {
public:
    PackagedFiles() = default;
    // In whatever order.
    PackagedFiles(std::vector<PackagedFile> files);
    PackagedFiles(std::initializer_list<PackagedFile> files);

    // The file of this name, or else one that differs as names differ between systems
    // (content/file_index.hpp). Null: there is none.
    const PackagedFile* find(std::string_view path) const;

    const content::FileIndex& names() const { return names_; }

    // In byte order of their paths.
    auto begin() const { return files_.begin(); }

    auto end() const { return files_.end(); }

    std::size_t size() const { return files_.size(); }

    bool empty() const { return files_.empty(); }

private:
    std::vector<PackagedFile> files_;
    content::FileIndex names_;
};

struct Cmi5Contents {
    content::Cmi5Course course;
    content::Cmi5Ids ids;
};

using Contents = std::variant<content::ScormManifest, Cmi5Contents, content::TinCanPackage>;

struct Package {
    base::Uuid id;
    base::Uuid course;         // Of all its versions: the id of the first one.
    std::uint32_t version = 1; // Of the course, counted from 1.
    std::string iri;           // Of the course as an activity, in statements about it.
    std::string title;
    std::string language = "und"; // Of texts that do not name theirs.
    base::Timestamp imported;
    Contents contents;
    PackagedFiles files;

    // Null: there is none of this name.
    const PackagedFile* file(std::string_view path) const { return files.find(path); }

    // Null: it is of another standard.
    const content::ScormManifest* scorm() const
    {
        return std::get_if<content::ScormManifest>(&contents);
    }

    const Cmi5Contents* cmi5() const { return std::get_if<Cmi5Contents>(&contents); }

    const content::TinCanPackage* tincan() const
    {
        return std::get_if<content::TinCanPackage>(&contents);
    }
};

// "scorm12", "scorm2004-2", "scorm2004-3", "scorm2004-4", "cmi5", "tincan"
std::string_view kind_of(const Contents& contents);

inline std::string_view kind_of(const Package& package)
{
    return kind_of(package.contents);
}

} // namespace courses
