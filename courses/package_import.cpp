#include "courses/package_import.hpp"

#include "base/limits.hpp"
#include "base/sha2.hpp"

#include <algorithm>
#include <map>

namespace courses {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using content::Archive;
using content::ArchiveFile;
using content::Findings;
using content::ManifestFile;
using content::ManifestKind;

constexpr std::string_view document_name = "cmi5.xml";

Error refusal(base::Complaints complaints)
{
    const auto& first = complaints.front();
    auto why =
        "The package cannot be imported: " + (first.where.empty() ? "the package" : first.where) +
        " must " + first.expected;
    if (complaints.size() > 1) why += "; and " + std::to_string(complaints.size() - 1) + " more";
    return {ErrorKind::invalid, why + '.', first.where, std::move(complaints)};
}

std::string_view name_of(ManifestKind kind)
{
    switch (kind) {
    case ManifestKind::cmi5: return "cmi5.xml";
    case ManifestKind::scorm: return "imsmanifest.xml";
    case ManifestKind::tincan: return "tincan.xml";
    }
    return {};
}

std::string names_of(const std::vector<ManifestFile>& manifests)
{
    std::string out;
    for (const auto& each : manifests)
        out.append(out.empty() ? "" : ", ").append(each.path);
    return out;
}

// Empty: a refusal says why.
std::optional<ManifestFile> choose(const std::vector<ManifestFile>& manifests,
                                   std::optional<ManifestKind> wish, Findings& findings)
{
    if (manifests.empty()) return std::nullopt;
    const auto found =
        wish ? std::ranges::find(manifests, *wish, &ManifestFile::kind) : manifests.begin();
    if (found == manifests.end()) {
        content::complain(findings.refusals, "", "package.kind", names_of(manifests),
                          "have " + std::string(name_of(*wish)) +
                              ", as the import asks for it; or import it by what it has");
        return std::nullopt;
    }
    if (manifests.size() > 1)
        content::complain(findings.warnings, "", "package.several", names_of(manifests),
                          "be a course of one standard; it is imported by " + found->path);
    return *found;
}

Result<storage::Digest> digest_of(Archive& archive, const ArchiveFile& file)
{
    auto sum = base::Sha2::of_size(sizeof(storage::Digest));
    const auto whole = archive.read(file, [&](std::string_view piece) {
        sum->add(piece);
        return Result<>();
    });
    if (!whole) return whole.error();
    storage::Digest out;
    std::ranges::copy(sum->finish(), out.begin());
    return out;
}

void add_all(base::Complaints& to, base::Complaints from, const std::string& root)
{
    for (auto& each : from) {
        if (to.size() >= limits::complaints) return;
        if (!each.where.empty()) each.where.insert(0, root);
        to.push_back(std::move(each));
    }
}

} // namespace

struct Upload::State {
    State(const content::ByteSource& from, UploadOptions with)
        : source(from), options(std::move(with))
    {
    }

    Result<> read_archive(Findings& findings);
    Result<> read_document(Findings& findings);
    Result<> put_file(storage::FileStore& store, storage::Tenant tenant, const PackagedFile& file);

    Result<> pause() const { return options.pause ? options.pause() : Result<>(); }

    const content::ByteSource& source;
    const UploadOptions options;
    std::optional<Archive> archive; // Empty: the source is the manifest.
    std::map<storage::Digest, const ArchiveFile*> places;
    std::optional<Contents> contents;
    std::string manifest;
    PackagedFiles files;
    base::Complaints warnings;

private:
    Result<std::vector<PackagedFile>> look_at_files(const std::string& root, Findings& findings);
    Result<> read_manifest(const ManifestFile& chosen, Findings& findings);
};

Result<> Upload::State::read_archive(Findings& findings)
{
    auto opened = Archive::open(source, findings, options.bytes);
    if (!opened) return opened.error();
    if (!*opened) return {};
    archive = std::move(**opened);
    const auto manifests = content::find_manifests(archive->files(), findings);
    const auto chosen = choose(manifests, options.kind, findings);
    if (!chosen) return {};
    Findings of_files; // Told behind those of the manifest.
    auto looked = look_at_files(chosen->root, of_files);
    if (!looked) return looked.error();
    files = *std::move(looked);
    if (auto read = read_manifest(*chosen, findings); !read) return read;
    add_all(findings.refusals, std::move(of_files.refusals), "");
    return {};
}

Result<std::vector<PackagedFile>> Upload::State::look_at_files(const std::string& root,
                                                               Findings& findings)
{
    std::vector<PackagedFile> out;
    for (const auto& file : archive->files()) {
        if (auto paused = pause(); !paused) return paused.error();
        auto path = file.path.substr(root.size());
        const auto digest = digest_of(*archive, file);
        if (digest) {
            places.emplace(*digest, &file);
        } else if (digest.error().kind != ErrorKind::invalid) {
            return digest.error();
        } else {
            add_all(findings.refusals, digest.error().complaints, "");
        }
        // What cannot be unpacked is there for the manifest: its complaints are about others.
        out.push_back({std::move(path), digest ? *digest : storage::Digest{}, file.size});
    }
    return out;
}

Result<> Upload::State::read_manifest(const ManifestFile& chosen, Findings& findings)
{
    manifest = chosen.path.substr(chosen.root.size());
    const auto place = std::ranges::find(archive->files(), chosen.path, &ArchiveFile::path);
    const auto bytes = archive->read_all(*place, limits::xml_bytes);
    if (!bytes) {
        if (bytes.error().kind == ErrorKind::invalid) return {}; // It was complained of.
        if (bytes.error().kind != ErrorKind::too_large) return bytes.error();
        content::complain(findings.refusals, chosen.path, "xml.size",
                          std::to_string(place->size) + " bytes",
                          "have at most " + std::to_string(limits::xml_bytes) + " bytes");
        return {};
    }
    Findings found; // By its name in the course.
    contents = read_contents(chosen.kind, *bytes, manifest, &files.names(), options.activities_base,
                             found);
    add_all(findings.refusals, std::move(found.refusals), chosen.root);
    add_all(findings.warnings, std::move(found.warnings), chosen.root);
    return {};
}

Result<> Upload::State::read_document(Findings& findings)
{
    manifest = document_name;
    if (options.kind && *options.kind != ManifestKind::cmi5)
        content::complain(findings.refusals, manifest, "package.kind", document_name,
                          "be in a zip archive: only a cmi5.xml can be imported by itself");
    if (source.size() > limits::xml_bytes) {
        content::complain(findings.refusals, manifest, "xml.size",
                          std::to_string(source.size()) + " bytes",
                          "have at most " + std::to_string(limits::xml_bytes) + " bytes");
        return {};
    }
    std::string bytes(static_cast<std::size_t>(source.size()), '\0');
    const auto got = source.read(0, bytes);
    if (!got) return got.error();
    bytes.resize(*got);
    contents = read_contents(ManifestKind::cmi5, bytes, manifest, nullptr, options.activities_base,
                             findings);
    files = {{manifest, base::sha256(bytes), bytes.size()}};
    return {};
}

Result<> Upload::State::put_file(storage::FileStore& store, storage::Tenant tenant,
                                 const PackagedFile& file)
{
    std::optional<content::Unpacking> unpacking;
    if (archive) {
        auto begun = archive->unpack(*places.at(file.digest));
        if (!begun) return begun.error();
        unpacking = std::move(*begun);
    }
    std::uint64_t at = 0;
    const auto next = [&]() -> Result<std::string> {
        if (unpacking) return unpacking->next();
        std::string out(limits::unpacked_piece, '\0');
        const auto got = source.read(at, out);
        if (!got) return got.error();
        at += *got;
        out.resize(*got);
        return out;
    };
    const auto put = store.put(tenant, next);
    if (!put) return put.error();
    if (put->digest == file.digest) return {};
    return Error{ErrorKind::internal, "an upload changed while it was read"};
}

Upload::Upload(std::unique_ptr<State> state) : state_(std::move(state)) {}

Upload::~Upload() = default;
Upload::Upload(Upload&&) noexcept = default;
Upload& Upload::operator=(Upload&&) noexcept = default;

Result<Upload> Upload::open(const content::ByteSource& source, UploadKind kind,
                            UploadOptions options)
{
    auto state = std::make_unique<State>(source, std::move(options));
    Findings findings;
    auto read = kind == UploadKind::archive ? state->read_archive(findings)
                                            : state->read_document(findings);
    if (!read) return read.error();
    if (findings.refused()) return refusal(std::move(findings.refusals));
    state->warnings = std::move(findings.warnings);
    return Upload(std::move(state));
}

const Contents& Upload::contents() const
{
    return *state_->contents;
}

const std::string& Upload::manifest() const
{
    return state_->manifest;
}

bool Upload::is_alone() const
{
    return !state_->archive;
}

const PackagedFiles& Upload::files() const
{
    return state_->files;
}

const base::Complaints& Upload::warnings() const
{
    return state_->warnings;
}

Result<> Upload::put(storage::FileStore& files, storage::Tenant tenant)
{
    for (const auto& file : state_->files) {
        if (auto paused = state_->pause(); !paused) return paused;
        const auto known = files.size(tenant, file.digest);
        if (!known) return known.error();
        if (*known) continue;
        if (auto put = state_->put_file(files, tenant, file); !put) return put;
    }
    return {};
}

std::optional<Contents> read_contents(ManifestKind kind, std::string_view bytes,
                                      std::string_view file, const content::FileIndex* files,
                                      std::string_view activities_base, Findings& findings)
{
    const content::FileIndex none;
    const auto& all = files ? *files : none;
    switch (kind) {
    case ManifestKind::cmi5: {
        auto course = content::read_cmi5(bytes, file, files, findings);
        if (!course) return std::nullopt;
        content::Cmi5Ids ids(*course, activities_base);
        return Cmi5Contents{std::move(*course), std::move(ids)};
    }
    case ManifestKind::scorm: return content::read_manifest(bytes, file, all, findings);
    case ManifestKind::tincan: return content::read_tincan(bytes, file, all, findings);
    }
    return std::nullopt;
}

} // namespace courses
