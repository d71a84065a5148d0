// Uploads that are read: what each standard makes of them, and that refusals tell all.
#include "courses/package_import.hpp"

#include "base/utf8.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/content/counted_source.hpp"
#include "tests/courses/package_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using base::ErrorKind;
using content::BytesInMemory;
using content::ManifestKind;
using courses::Upload;
using courses::UploadKind;
using support::ZipWriter;

const storage::Tenant tenant{7};

base::Result<Upload> opened(const content::ByteSource& source,
                            std::optional<ManifestKind> kind = {},
                            UploadKind upload = UploadKind::archive)
{
    return Upload::open(source, upload,
                        {.kind = kind, .activities_base = packages::activities_base});
}

std::string paths_of(const courses::PackagedFiles& files)
{
    std::string out;
    for (const auto& file : files)
        out.append(out.empty() ? "" : " ").append(file.path);
    return out;
}

// "rule where" of each, a line each; empty: nothing is refused.
std::string refused(const std::string& bytes, std::optional<ManifestKind> kind = {},
                    UploadKind upload = UploadKind::archive)
{
    const auto out = opened(BytesInMemory(bytes), kind, upload);
    if (out) return "";
    BOOST_TEST((out.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(out.error().where == out.error().complaints.at(0).where);
    BOOST_TEST(base::is_utf8(out.error().why));
    std::string rules;
    for (const auto& each : out.error().complaints)
        rules += (rules.empty() ? "" : "\n") + each.rule + " " + each.where;
    return rules;
}

std::string warned(const Upload& upload)
{
    std::string out;
    for (const auto& each : upload.warnings())
        out += (out.empty() ? "" : "\n") + each.rule + " " + each.where;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_import)

BOOST_AUTO_TEST_CASE(of_each_standard)
{
    const struct {
        const char* name;
        std::string bytes;
        const char* kind;
        const char* manifest;
        const char* paths;
    } rows[] = {
        {"SCORM 1.2", packages::scorm12().bytes(), "scorm12", "imsmanifest.xml",
         "a.html files/b.html imsmanifest.xml"},
        {"SCORM 2004 2nd", packages::scorm2004("CAM 1.3").bytes(), "scorm2004-2", "imsmanifest.xml",
         "a.html files/b.html imsmanifest.xml"},
        {"SCORM 2004 3rd", packages::scorm2004("2004 3rd Edition").bytes(), "scorm2004-3",
         "imsmanifest.xml", "a.html files/b.html imsmanifest.xml"},
        {"SCORM 2004 4th", packages::scorm2004().bytes(), "scorm2004-4", "imsmanifest.xml",
         "a.html files/b.html imsmanifest.xml"},
        {"cmi5", packages::cmi5().bytes(), "cmi5", "cmi5.xml", "a.html cmi5.xml files/b.html"},
        {"TinCan", packages::tincan().bytes(), "tincan", "tincan.xml",
         "a.html files/b.html tincan.xml"},
        {"zip64",
         packages::with_files("", {.zip64 = true})
             .add("cmi5.xml", packages::cmi5_xml("a.html"), {.descriptor = true, .zip64 = true})
             .bytes({.zip64 = true}),
         "cmi5", "cmi5.xml", "a.html cmi5.xml files/b.html"},
        {"packed with its folders",
         packages::with_files("x/Kurs 1/")
             .add("x/Kurs 1/imsmanifest.xml", packages::scorm12_xml())
             .add("__MACOSX/x/._a", "junk")
             .bytes(),
         "scorm12", "imsmanifest.xml", "a.html files/b.html imsmanifest.xml"},
        {"TinCan in a folder",
         packages::with_files("t/").add("t/tincan.xml", packages::tincan_xml()).bytes(), "tincan",
         "tincan.xml", "a.html files/b.html tincan.xml"},
        {"made on Windows",
         ZipWriter()
             .add("IMSManifest.XML", packages::scorm12_xml())
             .add("A.HTML", "a")
             .add("Files\\B.html", "b")
             .bytes(),
         "scorm12", "IMSManifest.XML", "A.HTML Files/B.html IMSManifest.XML"},
        {"names in UTF-8 and code page 437",
         packages::tincan()
             .add("pr\xc3\xbc"
                  "fung.html",
                  "")
             .add("\x9a"
                  "bung.html",
                  "", {.utf8 = false})
             .bytes(),
         "tincan", "tincan.xml",
         "a.html files/b.html pr\xc3\xbc"
         "fung.html tincan.xml \xc3\x9c"
         "bung.html"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const BytesInMemory source(row.bytes);
            const auto upload = opened(source);
            BOOST_TEST_REQUIRE(upload.has_value());
            BOOST_TEST(courses::kind_of(upload->contents()) == row.kind);
            BOOST_TEST(upload->manifest() == row.manifest);
            BOOST_TEST(paths_of(upload->files()) == row.paths);
            BOOST_TEST(!upload->is_alone());
        }
    }
}

BOOST_AUTO_TEST_CASE(cmi5_by_itself)
{
    const auto xml = packages::cmi5_xml("https://pub.example/a.html");
    const BytesInMemory source(xml);
    const auto upload = opened(source, {}, UploadKind::document);
    BOOST_TEST_REQUIRE(upload.has_value());
    BOOST_TEST(upload->is_alone());
    BOOST_TEST(paths_of(upload->files()) == "cmi5.xml");
    BOOST_TEST(courses::kind_of(upload->contents()) == "cmi5");

    const auto alone = UploadKind::document;
    BOOST_TEST(refused(packages::cmi5_xml("a.html"), {}, alone) ==
               "cmi5.au.url_absolute cmi5.xml:5");
    BOOST_TEST(refused(packages::scorm12_xml(), {}, alone) == "cmi5.xml.namespace cmi5.xml:1");
    BOOST_TEST(refused(packages::cmi5().bytes(), {}, alone) != "");
    BOOST_TEST(refused("", {}, alone) != "");
    BOOST_TEST(refused(xml, ManifestKind::cmi5, alone) == "");
    BOOST_TEST(refused(xml, ManifestKind::scorm, alone) == "package.kind cmi5.xml");
    const auto padded = [&](std::size_t size) {
        return xml + std::string(size - xml.size(), '\n');
    };
    BOOST_TEST(refused(padded(limits::xml_bytes), {}, alone) == "");
    BOOST_TEST(refused(padded(limits::xml_bytes + 1), {}, alone) == "xml.size cmi5.xml");
}

BOOST_AUTO_TEST_CASE(several_standards)
{
    const auto all = packages::cmi5()
                         .add("imsmanifest.xml", packages::scorm12_xml())
                         .add("tincan.xml", packages::tincan_xml())
                         .bytes();
    const auto kind = [](const std::string& bytes, std::optional<ManifestKind> wish = {}) {
        const BytesInMemory source(bytes);
        const auto upload = opened(source, wish);
        if (!upload) return upload.error().complaints.at(0).rule;
        BOOST_TEST(warned(*upload).find("package.several") != std::string::npos);
        return std::string(courses::kind_of(upload->contents()));
    };
    BOOST_TEST(kind(all) == "cmi5");
    BOOST_TEST(kind(all, ManifestKind::cmi5) == "cmi5");
    BOOST_TEST(kind(all, ManifestKind::scorm) == "scorm12");
    BOOST_TEST(kind(all, ManifestKind::tincan) == "tincan");
    const auto two = packages::tincan().add("imsmanifest.xml", packages::scorm2004_xml()).bytes();
    BOOST_TEST(kind(two) == "scorm2004-4");
    BOOST_TEST(kind(two, ManifestKind::cmi5) == "package.kind");
    BOOST_TEST(refused(packages::cmi5().bytes(), ManifestKind::scorm) == "package.kind ");
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_told)
{
    const auto broken = ZipWriter()
                            .add("course/imsmanifest.xml", packages::scorm12_xml())
                            .add("course/a.html", "a", {.crc = 1})
                            .add("course/c.html", "c", {.crc = 1})
                            .bytes();
    BOOST_TEST(refused(broken) == "scorm.file_missing course/imsmanifest.xml:9\n"
                                  "zip.crc course/a.html\n"
                                  "zip.crc course/c.html");
    const auto manifest =
        packages::with_files().add("cmi5.xml", packages::cmi5_xml("a.html"), {.crc = 1}).bytes();
    BOOST_TEST(refused(manifest) == "zip.crc cmi5.xml");
    const auto error = opened(BytesInMemory(broken)).error();
    BOOST_TEST(error.why == "The package cannot be imported: course/imsmanifest.xml:9 must be a "
                            "file of the package; and 2 more.");
    BOOST_TEST(refused(packages::with_files().bytes()) == "package.manifest ");
    BOOST_TEST(refused(packages::with_files("x/").add("x/cmi5.xml", "<a/>").bytes()) ==
               "package.manifest x/cmi5.xml");
    BOOST_TEST(refused(packages::with_files("x/").add("x/tincan.xml", "<tincan").bytes()) ==
               "xml.well_formed x/tincan.xml:1");
}

BOOST_AUTO_TEST_CASE(size_of_the_manifest)
{
    const auto with = [](std::size_t size) {
        auto xml = packages::cmi5_xml("a.html");
        xml.append(size - xml.size(), '\n');
        return packages::with_files().add("cmi5.xml", xml).bytes();
    };
    BOOST_TEST(refused(with(limits::xml_bytes)) == "");
    BOOST_TEST(refused(with(limits::xml_bytes + 1)) == "xml.size cmi5.xml");
}

BOOST_AUTO_TEST_CASE(only_what_is_new_is_put)
{
    const auto storage = storage::memory::open({});
    auto& files = storage->files();
    // Both files have the same content.
    const auto bytes = ZipWriter()
                           .add("tincan.xml", packages::tincan_xml())
                           .add("a.html", "same")
                           .add("b.html", "same")
                           .bytes();
    const support::CountedSource source(bytes);
    auto upload = opened(source).value();
    BOOST_TEST(upload.put(files, tenant).has_value());
    for (const auto& file : upload.files()) {
        const auto kept = files.read(tenant, file.digest, 0, 1u << 20).value();
        BOOST_TEST(kept.size() == file.size);
        BOOST_TEST((base::sha256(kept) == file.digest));
    }
    const auto before = source.bytes_read;
    BOOST_TEST(upload.put(files, tenant).has_value());
    BOOST_TEST(source.bytes_read == before);
}

BOOST_AUTO_TEST_CASE(who_fails)
{
    const auto bytes = packages::scorm12().bytes();
    const auto run = [&](const content::ByteSource& from, courses::Pause pause) -> base::Result<> {
        const auto storage = storage::memory::open({});
        auto upload =
            Upload::open(from, UploadKind::archive,
                         {.activities_base = packages::activities_base, .pause = std::move(pause)});
        if (!upload) return upload.error();
        return upload->put(storage->files(), tenant);
    };

    // The source, whenever it is read.
    std::uint64_t at = 1;
    for (;; ++at) {
        support::CountedSource source(bytes);
        source.fails_at = at;
        const auto done = run(source, {});
        if (done) break;
        BOOST_TEST(done.error().why == "The disk has gone.");
    }
    BOOST_TEST(at > 10u);

    // Whoever pauses.
    const BytesInMemory source(bytes);
    std::size_t pauses = 0;
    std::size_t last = 0;
    const auto pause = [&]() -> base::Result<> {
        if (++pauses != last) return {};
        return base::Error{base::ErrorKind::busy, "later"};
    };
    BOOST_TEST(run(source, pause).has_value());
    BOOST_TEST(pauses == 6u);
    for (last = 1; last <= 6; ++last) {
        pauses = 0;
        BOOST_TEST(run(source, pause).error().why == "later");
    }
}

BOOST_AUTO_TEST_CASE(changed_between)
{
    // Once the bytes are of another archive.
    class Changing final : public content::ByteSource {
    public:
        std::uint64_t size() const override { return first.size(); }

        base::Result<std::size_t> read(std::uint64_t offset,
                                       std::span<char> into) const noexcept override
        {
            return BytesInMemory(changed ? second : first).read(offset, into);
        }

        std::string first;
        std::string second;
        bool changed = false;
    };

    const auto archive = [](const char* text) {
        return ZipWriter()
            .add("a.html", text, {.deflate = false})
            .add("tincan.xml", packages::tincan_xml())
            .bytes();
    };

    const struct {
        UploadKind kind;
        std::string first;
        std::string second;
        ErrorKind error;
    } rows[] = {
        {UploadKind::archive, archive("first"), archive("other"), ErrorKind::invalid}, // zip.crc
        {UploadKind::document, packages::cmi5_xml("https://a.example/1"),
         packages::cmi5_xml("https://a.example/2"), ErrorKind::internal},
    };

    for (const auto& row : rows) {
        Changing source;
        source.first = row.first;
        source.second = row.second;
        auto upload = opened(source, {}, row.kind).value();
        source.changed = true;
        const auto storage = storage::memory::open({});
        const auto put = upload.put(storage->files(), tenant);
        BOOST_TEST_REQUIRE(put.has_error());
        BOOST_TEST((put.error().kind == row.error));
    }
}

BOOST_AUTO_TEST_SUITE_END()
