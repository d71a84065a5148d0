#include "content/manifest_files.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace content;

const char* name_of(ManifestKind kind)
{
    switch (kind) {
    case ManifestKind::cmi5: return "cmi5";
    case ManifestKind::scorm: return "scorm";
    case ManifestKind::tincan: return "tincan";
    }
    return "";
}

// "scorm course/imsmanifest.xml in course/; ..." and complaints.
std::string found(std::initializer_list<const char*> paths)
{
    std::vector<ArchiveFile> files;
    for (const auto* path : paths)
        files.push_back({path});
    Findings findings;
    std::string out;
    for (const auto& [kind, path, root] : find_manifests(files, findings))
        out += std::string(name_of(kind)) + " " + path + " in " + root + "; ";
    for (const auto& each : findings.refusals)
        out += "! " + each.rule + " " + each.found + "; ";
    for (const auto& each : findings.warnings)
        out += "? " + each.rule + " " + each.found + "; ";
    return out.substr(0, out.size() - 2);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_manifest_files)

BOOST_AUTO_TEST_CASE(places)
{
    const struct {
        const char* name;
        std::initializer_list<const char*> files;
        std::string_view found;
    } rows[] = {
        {"at the top", {"index.html", "imsmanifest.xml"}, "scorm imsmanifest.xml in "},
        {"alone", {"imsmanifest.xml"}, "scorm imsmanifest.xml in "},
        {"in capital letters", {"IMSManifest.XML"}, "scorm IMSManifest.XML in "},
        {"cmi5", {"cmi5.xml", "a/index.html"}, "cmi5 cmi5.xml in "},
        {"TinCan", {"tincan.xml", "index.html"}, "tincan tincan.xml in "},
        {"all three",
         {"tincan.xml", "imsmanifest.xml", "cmi5.xml"},
         "cmi5 cmi5.xml in ; scorm imsmanifest.xml in ; tincan tincan.xml in "},

        {"in a folder",
         {"course/index.html", "course/imsmanifest.xml"},
         "scorm course/imsmanifest.xml in course/"},
        {"alone in a folder",
         {"course/imsmanifest.xml"},
         "scorm course/imsmanifest.xml in course/"},
        {"in a folder in a folder",
         {"a/b/tincan.xml", "a/b/c/index.html"},
         "tincan a/b/tincan.xml in a/b/"},
        {"two in a folder",
         {"c/tincan.xml", "c/imsmanifest.xml"},
         "scorm c/imsmanifest.xml in c/; tincan c/tincan.xml in c/"},
        {"a file beside the folder",
         {"course/imsmanifest.xml", "readme.txt"},
         "! package.manifest course/imsmanifest.xml"},
        {"a folder beside the folder",
         {"course/imsmanifest.xml", "courses/a.html"},
         "! package.manifest course/imsmanifest.xml"},
        {"below the folder that all are in",
         {"a/b/imsmanifest.xml", "a/c.html"},
         "! package.manifest a/b/imsmanifest.xml"},
        {"of a course within a course",
         {"imsmanifest.xml", "sub/imsmanifest.xml"},
         "scorm imsmanifest.xml in "},
        {"two courses", {"a/tincan.xml", "b/tincan.xml"}, "! package.manifest a/tincan.xml"},

        {"cmi5 in a folder", {"c/cmi5.xml", "c/a.html"}, "! package.manifest c/cmi5.xml"},
        {"cmi5 in a folder beside another",
         {"c/cmi5.xml", "c/tincan.xml"},
         "tincan c/tincan.xml in c/; ? package.manifest c/cmi5.xml"},
        {"cmi5 elsewhere", {"imsmanifest.xml", "samples/cmi5.xml"}, "scorm imsmanifest.xml in "},

        {"none", {"index.html"}, "! package.manifest none of the three"},
        {"nothing", {}, "! package.manifest none of the three"},
        {"a longer name", {"my-imsmanifest.xml"}, "! package.manifest none of the three"},
        {"a folder of that name", {"tincan.xml/a"}, "! package.manifest none of the three"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(row.files) == row.found);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
