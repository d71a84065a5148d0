// What an imported package is to the system: its course, its IRI, its version, its title.
#pragma once

#include "courses/package_import.hpp"
#include "courses/package_record.hpp"

#include <optional>
#include <string>

namespace courses {

struct ImportOptions {
    std::string language = "und"; // Of texts that do not name theirs; a language tag (RFC 5646).
    // Of the course, in statements. Only of SCORM; empty: that of the version before, else one is
    // made. Others name their course themselves.
    std::string iri{};
    std::optional<content::ManifestKind> kind{}; // As UploadOptions.
    std::optional<base::Uuid> replaces{};        // The last version of the same course so far.
    std::string by{};                            // Who imports.
    Pause pause{};
};

// invalid: `where` is the text or option that is not as it must be.
base::Result<> check_options(const ImportOptions& options);
base::Result<> check_text(const char* where, const std::string& text, std::size_t limit);

// The record of a package that comes now. `former`: the version before, whose base it keeps, so
// that statements about its parts go on to be about the same. invalid: "iri" is not for such a
// package.
base::Result<PackageRecord> record_of(const Upload& upload, const ImportOptions& options,
                                      const std::optional<PackageRecord>& former,
                                      std::string_view activities_base, base::Timestamp now);

Package package_of(const PackageRecord& record, Contents contents, PackagedFiles files);

} // namespace courses
