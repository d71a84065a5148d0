#include "courses/package_identity.hpp"

#include "base/digest.hpp"
#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/scorm_iris.hpp"
#include "courses/package_summary.hpp"

#include <algorithm>

namespace courses {

using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

Error invalid(const char* where, std::string why)
{
    return {ErrorKind::invalid, std::move(why), where};
}

// As whoever imports it says, or the package, or its title.
std::string language_of(const PackageTexts& texts, const std::string& wish)
{
    if (wish != "und") return wish;
    if (!texts.language.empty()) return texts.language;
    const auto named = std::ranges::find_if(texts.titles, [](const content::CourseText& each) {
        return !each.text.empty() && base::is_language_tag(each.language);
    });
    return named == texts.titles.end() ? "und" : named->language;
}

// Empty: the package does not name its course.
std::string own_iri(const Contents& contents)
{
    if (const auto* cmi5 = std::get_if<Cmi5Contents>(&contents)) return cmi5->ids.course();
    const auto* tincan = std::get_if<content::TinCanPackage>(&contents);
    return tincan ? tincan->activities[tincan->launched].id : std::string();
}

} // namespace

Result<> check_text(const char* where, const std::string& text, std::size_t limit)
{
    if (text.size() > limit)
        return invalid(where, "this has at most " + std::to_string(limit) + " bytes");
    if (!base::is_utf8(text)) return invalid(where, "this is text in UTF-8");
    return {};
}

Result<> check_options(const ImportOptions& options)
{
    if (!base::is_language_tag(options.language))
        return invalid("language", "this is a language tag such as de or en-GB");
    const bool fits = base::is_iri(options.iri) && options.iri.size() <= limits::course_iri_bytes &&
                      options.iri.find_first_of("?#") == std::string::npos;
    if (!options.iri.empty() && !fits)
        return invalid("iri", "this is an IRI without query and fragment, of at most " +
                                  std::to_string(limits::course_iri_bytes) + " bytes");
    return check_text("by", options.by, limits::identity_bytes);
}

Result<PackageRecord> record_of(const Upload& upload, const ImportOptions& options,
                                const std::optional<PackageRecord>& former,
                                std::string_view activities_base, base::Timestamp now)
{
    const auto texts = texts_of(upload.contents());
    PackageRecord out;
    out.id = base::random_uuid();
    out.course = former ? former->course : out.id;
    out.version = former ? former->version + 1 : 1;
    out.iri = own_iri(upload.contents());
    if (!out.iri.empty() && !options.iri.empty())
        return invalid("iri", "this is left out: the package names its course itself");
    if (out.iri.empty()) out.iri = options.iri;
    if (out.iri.empty() && former) out.iri = former->iri;
    out.activities_base = former ? former->activities_base : std::string(activities_base);
    if (out.iri.empty())
        out.iri = content::course_iri(out.activities_base, base::to_string(out.course));
    out.kind = kind_of(upload.contents());
    out.language = language_of(texts, options.language);
    out.title = base::excerpt(text_in(texts.titles, out.language), limits::package_title_bytes);
    if (out.title.empty()) out.title = base::excerpt(out.iri, limits::package_title_bytes);
    out.imported = now;
    out.by = options.by;
    out.manifest = upload.manifest();
    out.alone = upload.is_alone();
    out.list = base::sha256(encode_list(upload.files()));
    out.files = upload.files().size();
    for (const auto& file : upload.files())
        out.bytes += file.size;
    if (former) out.replaces = former->id;
    return out;
}

Package package_of(const PackageRecord& record, Contents contents, PackagedFiles files)
{
    return {record.id,       record.course,   record.version,      record.iri,      record.title,
            record.language, record.imported, std::move(contents), std::move(files)};
}

} // namespace courses
