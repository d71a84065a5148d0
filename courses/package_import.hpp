// A course package on its way in: what is uploaded, read and checked as a whole before anything of
// it is kept.
//
// Operation    open() reads the archive's list and the manifest, then unpacks every file once to
//              check it and to know its digest; put() unpacks once more what is not there yet. So a
//              refused package writes nothing, and a further version of a course only what is new.
//              A course packed with its folder ("course/imsmanifest.xml") is taken out of it.
// Refusals     Error `invalid` with all complaints: rules zip.... (content/archive.hpp), those of
//              the manifest, package.manifest (none, or misplaced), package.kind (not the one that
//              is wished for). Warning: package.several (standards).
// Concurrency  One thread at a time; the bytes must stay. Calls block.
#pragma once

#include "content/archive.hpp"
#include "content/manifest_files.hpp"
#include "courses/package.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace courses {

enum class UploadKind {
    archive,  // A zip with imsmanifest.xml, cmi5.xml or tincan.xml.
    document, // A cmi5.xml by itself (cmi5 14.2).
};

// Called between files: it may wait, so that others have their turn. Its error ends the import and
// is what that answers.
using Pause = std::function<base::Result<>()>;

struct UploadOptions {
    // Which of several manifests counts. Empty: cmi5 before SCORM before TinCan.
    std::optional<content::ManifestKind> kind{};
    std::string activities_base;                 // content/cmi5_ids.hpp
    std::uint64_t bytes = limits::package_bytes; // The most that it may have, unpacked.
    Pause pause{};
};

class Upload {
public:
    ~Upload();
    Upload(Upload&&) noexcept;
    Upload& operator=(Upload&&) noexcept;

    // Errors: invalid, with all refusals; those of the source and of the pause.
    static base::Result<Upload> open(const content::ByteSource& source, UploadKind kind,
                                     UploadOptions options);

    const Contents& contents() const;
    const std::string& manifest() const; // Its path among the files.
    bool is_alone() const;               // There is no package around it.
    const PackagedFiles& files() const;
    const base::Complaints& warnings() const;

    // Keeps the files that are not there yet. Errors: the store's, the source's, the pause's.
    base::Result<> put(storage::FileStore& files, storage::Tenant tenant);

private:
    struct State;

    explicit Upload(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

// What a manifest says, with the files around it; null: it stands alone. Empty: a refusal says why.
std::optional<Contents> read_contents(content::ManifestKind kind, std::string_view bytes,
                                      std::string_view file, const content::FileIndex* files,
                                      std::string_view activities_base,
                                      content::Findings& findings);

} // namespace courses
