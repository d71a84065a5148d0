// The names of the files in a course package.
//
// A name is a path of folders below the package's top that leads nowhere else, whatever system
// reads it: parts separated by "/" (a "\" is taken for one, as authoring tools on Windows write
// it), UTF-8 in NFC, at most limits::file_name_bytes in all and ::file_name_segment_bytes a part.
//
// Rules that a refusal names: zip.name.empty, .length, .utf8, .control (characters below U+0020 or
// in U+007F to U+009F), .absolute, .drive ("C:") and .segment (an empty one, "." or "..").
#pragma once

#include "content/findings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace content {

enum class NameKind {
    file,
    folder,
    junk, // What a file manager left behind: __MACOSX/, .DS_Store, Thumbs.db.
};

struct EntryName {
    std::string path; // Without a slash at its ends.
    NameKind kind;
};

// Of an entry in an archive, which tells a folder by a slash at its end. Without a name, a refusal
// says why.
std::optional<EntryName> entry_name(std::string_view name, Findings& findings);

// Equal for names that differ in letter case, in "\" for "/" or in how their characters are
// composed: names that are one on some system.
std::string name_key(std::string_view name);

// Fit for a complaint: UTF-8 without control characters, cut to limits::found_bytes.
std::string shown_name(std::string_view name);

} // namespace content
