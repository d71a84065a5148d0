#include "courses/package_shelf.hpp"

#include "base/limits.hpp"
#include "content/trimmed.hpp"
#include "courses/record.hpp"

#include <algorithm>

namespace courses {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::RecordChange;

namespace {

content::ManifestKind manifest_kind(std::string_view kind)
{
    if (kind == "cmi5") return content::ManifestKind::cmi5;
    if (kind == "tincan") return content::ManifestKind::tincan;
    return content::ManifestKind::scorm;
}

RecordChange put_warnings(const base::Uuid& id, const base::Complaints& warnings)
{
    return {std::string(warning_records), base::to_string(id), encode_warnings(warnings)};
}

} // namespace

Result<std::optional<PackageRecord>> PackageShelf::former_of(const ImportOptions& options) const
{
    if (!options.replaces) return std::optional<PackageRecord>();
    auto out = index_.find(*options.replaces);
    if (!out)
        return Error{ErrorKind::not_found, "there is no such package to be replaced", "replaces"};
    if (out->replaced_by) {
        const auto last = index_.latest_of(out->course);
        return Error{ErrorKind::conflict,
                     "this package has been replaced already; the last version of the course is " +
                         base::to_string(last.value_or(*out->replaced_by)),
                     "replaces"};
    }
    return out;
}

base::Complaints PackageShelf::warnings_of(const Upload& upload, const PackageRecord& record,
                                           const std::optional<PackageRecord>& former) const
{
    auto out = upload.warnings();
    if (former && former->iri != record.iri)
        content::complain(out, "", "package.iri_changed", record.iri,
                          "be called as the version before, " + former->iri +
                              ": what is known of that one does not count for it");
    if (const auto other = index_.other_of_iri(record))
        content::complain(out, "", "package.iri_taken", record.iri,
                          "be one course: import it as the next version of package " +
                              base::to_string(*other) + ", which has this IRI, too");
    return out;
}

Result<Imported> PackageShelf::add(const content::ByteSource& source, UploadKind kind,
                                   const ImportOptions& options)
{
    if (auto fine = check_options(options); !fine) return fine.error();
    const std::lock_guard lock(importing_);
    if (auto fresh = index_.refresh(); !fresh) return fresh.error();
    // What cannot be removed now is tried again: no reason to refuse a course.
    static_cast<void>(kept_.sweep(index_.lists()));
    if (index_.size() >= limits::packages)
        return Error{ErrorKind::too_many, "there are " + std::to_string(limits::packages) +
                                              " packages: remove some that nobody uses"};
    const auto former = former_of(options);
    if (!former) return former.error();
    const auto& base = *former ? (*former)->activities_base : base_;
    auto upload = Upload::open(
        source, kind, {.kind = options.kind, .activities_base = base, .pause = options.pause});
    if (!upload) return upload.error();
    const auto record = record_of(*upload, options, *former, base_, now_());
    if (!record) return record.error();
    const auto warnings = warnings_of(*upload, *record, *former);
    if (auto kept = keep(*upload, *record, warnings); !kept) return kept.error();
    auto package =
        std::make_shared<const Package>(package_of(*record, upload->contents(), upload->files()));
    cache_.keep(package);
    return Imported{std::move(package), warnings};
}

Result<> PackageShelf::keep(Upload& upload, const PackageRecord& record,
                            const base::Complaints& warnings)
{
    auto kept = put_files(upload, record);
    if (kept)
        kept = index_.add(record,
                          {put_warnings(record.id, warnings), PackageFiles::finished(record.id)});
    // When nobody knows whether it has been kept, its files stay until somebody does.
    if (!kept && kept.error().kind != ErrorKind::unknown) undo();
    return kept;
}

Result<> PackageShelf::put_files(Upload& upload, const PackageRecord& record)
{
    const RecordChange note[] = {PackageFiles::unfinished(record.id, record.list)};
    if (auto noted = records_.change(tenant_, note); !noted) return noted;
    if (auto put = kept_.put(encode_list(upload.files())); !put) return put;
    return upload.put(files_, tenant_);
}

// What cannot be undone now is by the next import.
void PackageShelf::undo()
{
    if (index_.refresh()) static_cast<void>(kept_.sweep(index_.lists()));
}

Result<std::shared_ptr<const Package>> PackageShelf::load(const PackageRecord& record) const
{
    auto list = kept_.list(record.list);
    if (!list) return list.error();
    PackagedFiles files(std::move(*list));
    const auto* manifest = files.find(record.manifest);
    if (!manifest) return broken_record("list of a package's files");
    const auto bytes = kept_.read(manifest->digest, limits::xml_bytes);
    if (!bytes) return bytes.error();
    content::Findings findings;
    auto contents =
        read_contents(manifest_kind(record.kind), *bytes, record.manifest,
                      record.alone ? nullptr : &files.names(), record.activities_base, findings);
    if (!contents) return broken_record("manifest of a package");
    return std::make_shared<const Package>(
        package_of(record, std::move(*contents), std::move(files)));
}

Result<std::shared_ptr<const Package>> PackageShelf::find(const base::Uuid& id)
{
    using Found = std::shared_ptr<const Package>;
    const auto is_there = [&] {
        const auto record = index_.find(id);
        return record && !record->purged ? record : std::nullopt;
    };
    const auto record = is_there();
    if (!record) return Found();
    if (auto known = cache_.find(id)) return known;
    auto loaded = load(*record);
    if (!loaded) return is_there() ? loaded : Found(); // It may have been purged meanwhile.
    cache_.keep(*loaded);
    return loaded;
}

Result<std::optional<PackageDescription>> PackageShelf::describe(const base::Uuid& id)
{
    auto record = index_.find(id);
    if (!record) return std::optional<PackageDescription>();
    PackageDescription out{std::move(*record), {}, {}, {}, {}, {}};
    const auto package = find(id);
    if (!package) return package.error();
    if (*package) {
        if (auto told = tell_of(**package, out); !told) return told.error();
    }
    return std::optional(std::move(out));
}

Result<> PackageShelf::tell_of(const Package& package, PackageDescription& out) const
{
    auto texts = texts_of(package.contents);
    out.titles = std::move(texts.titles);
    out.descriptions = std::move(texts.descriptions);
    out.items = items_of(package);
    out.objectives = objectives_of(package);
    const auto text = records_.get(tenant_, warning_records, base::to_string(package.id));
    if (!text) return text.error();
    if (!*text) return {};
    auto warnings = decode_warnings(**text);
    if (!warnings) return warnings.error();
    out.warnings = std::move(*warnings);
    return {};
}

Result<> PackageShelf::remove(const base::Uuid& id, const std::string& reason,
                              const std::string& by)
{
    if (content::trimmed(reason).empty())
        return Error{ErrorKind::invalid, "this says why", "reason"};
    if (auto fine = check_text("reason", reason, limits::removal_reason_bytes); !fine) return fine;
    if (auto fine = check_text("by", by, limits::identity_bytes); !fine) return fine;
    if (auto fresh = index_.refresh(); !fresh) return fresh;
    return index_.edit(id, [&](PackageRecord& record) -> Result<> {
        if (record.removed)
            return Error{ErrorKind::conflict, "the package has been removed before"};
        record.removed = Removal{now_(), reason, by};
        return {};
    });
}

Result<std::size_t> PackageShelf::purge(const InUse& in_use)
{
    const std::lock_guard lock(importing_);
    if (auto fresh = index_.refresh(); !fresh) return fresh.error();
    std::size_t count = 0;
    for (const auto& record : index_.list({}, limits::packages)) {
        if (!record.removed) continue;
        const auto used = in_use(record.id);
        if (!used) return used.error();
        if (*used) continue;
        const auto purged =
            index_.edit(record.id,
                        [](PackageRecord& now) {
                            now.purged = true;
                            return Result<>();
                        },
                        {PackageFiles::unfinished(record.id, record.list),
                         {std::string(warning_records), base::to_string(record.id), std::nullopt}});
        if (!purged) return purged.error();
        cache_.forget(record.id);
        ++count;
    }
    if (auto gone = kept_.sweep(index_.lists()); !gone) return gone.error();
    return count;
}

PackagePage PackageShelf::list(const std::optional<base::Uuid>& after, std::size_t limit) const
{
    limit = std::clamp<std::size_t>(limit, 1, limits::packages_listed);
    PackagePage out{index_.list(after, limit + 1), {}};
    if (out.packages.size() <= limit) return out;
    out.packages.pop_back();
    out.next = out.packages.back().id;
    return out;
}

} // namespace courses
