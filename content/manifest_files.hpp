// Which documents say what a course package is, and where in the package they lie.
//
// cmi5.xml lies at the package's top (cmi5 14.1); imsmanifest.xml and tincan.xml also where their
// authors packed the course with its folder, so that all files are in one:
// "course/imsmanifest.xml", "a/b/tincan.xml". Several may be there: the package can then be read by
// several standards.
#pragma once

#include "content/archive_list.hpp"

#include <span>

namespace content {

// In the order in which they are preferred.
enum class ManifestKind {
    cmi5,   // cmi5.xml
    scorm,  // imsmanifest.xml: SCORM 1.2 or 2004; which, it says itself.
    tincan, // tincan.xml
};

struct ManifestFile {
    ManifestKind kind;
    std::string path; // Of the file in the package.
    std::string root; // What names in it are relative to: "" or "course/".

    bool operator==(const ManifestFile&) const = default;
};

// At most one of a kind, preferred ones first. Without any, a refusal (package.manifest) says why;
// a cmi5.xml in a folder beside others, which are read then, is a warning of the same rule.
std::vector<ManifestFile> find_manifests(std::span<const ArchiveFile> files, Findings& findings);

} // namespace content
