#include "tests/courses/hostile_packages.hpp"

#include "base/limits.hpp"
#include "tests/courses/package_makers.hpp"

namespace packages {
namespace {

using support::ZipEntry;

constexpr std::uint64_t megabyte = 1u << 20;

// A good package with one file more.
std::string with(std::string_view name, const ZipEntry& how = {}, std::string_view text = "x")
{
    return scorm12().add(name, text, how).bytes();
}

std::string with_manifest(std::string_view xml)
{
    return with_files().add("imsmanifest.xml", xml).bytes();
}

std::string many_files(std::size_t count)
{
    auto out = scorm12();
    out.add("0", "x", {.deflate = false});
    for (std::size_t i = 1; i < count; ++i)
        out.add_again(std::to_string(i));
    return out.bytes();
}

// 30 entities, each ten times the one before.
std::string billion_laughs()
{
    std::string out = "<!DOCTYPE manifest [<!ENTITY a0 'ha'>";
    for (int i = 1; i < 30; ++i) {
        const auto before = "&a" + std::to_string(i - 1) + ";";
        out += "<!ENTITY a" + std::to_string(i) + " '";
        for (int times = 0; times < 10; ++times)
            out += before;
        out += "'>";
    }
    return out + "]><manifest>&a29;</manifest>";
}

std::string deep(std::size_t levels)
{
    std::string out;
    for (std::size_t i = 0; i < levels; ++i)
        out += "<a>";
    return out;
}

// Entries of 10 MiB that are one and the same place: overlapping, and together 9 GiB.
std::string overlapping()
{
    auto out = scorm12();
    out.add_zeros("0", 10 * megabyte);
    for (int i = 1; i < 900; ++i)
        out.add_again(std::to_string(i));
    return out.bytes();
}

std::string cut_off()
{
    const auto whole = scorm12().bytes();
    return whole.substr(0, whole.size() / 2);
}

std::vector<HostilePackage> archives()
{
    return {
        {"a bomb of 2 GB", "zip.ratio",
         [] { return scorm12().add_zeros("0", 2'000 * megabyte).bytes(); }},
        {"a bomb of many files", "zip.bytes", overlapping},
        {"a bomb that lies about its size", "zip.size",
         [] { return scorm12().add_zeros("0", 200 * megabyte, {.size = 1'000}).bytes(); }},
        {"a file that is said to be larger", "zip.size", [] { return with("x", {.size = 1'000}); }},
        {"a file that is said to be larger than anything", "zip.ratio",
         [] { return with("x", {.zip64 = true, .size = 1ull << 62}); }},
        {"packed bytes beyond the archive", "zip.damaged",
         [] { return with("x", {.zip64 = true, .packed_size = 1ull << 62}); }},
        {"a place beyond the archive", "zip.damaged",
         [] { return with("x", {.zip64 = true, .offset = 1ull << 40}); }},
        {"out of the folder", "zip.name.segment", [] { return with("../../etc/passwd"); }},
        {"out of it as Windows writes", "zip.name.segment", [] { return with("..\\..\\x.dll"); }},
        {"from the root", "zip.name.absolute", [] { return with("/etc/passwd"); }},
        {"on a drive", "zip.name.drive", [] { return with("C:\\Windows\\x.dll"); }},
        {"a control character", "zip.name.control", [] { return with("a\nb"); }},
        {"a link", "zip.link", [] { return with("l", {.unix_mode = 0120777}, "/etc/passwd"); }},
        {"a device", "zip.link", [] { return with("d", {.unix_mode = 0020666}); }},
        {"one name twice", "zip.duplicate", [] { return with("A.HTML"); }},
        {"a file that is a folder", "zip.folder", [] { return with("files"); }},
        {"encrypted", "zip.encrypted", [] { return with("x", {.flags = 1}); }},
        {"another packing", "zip.method", [] { return with("x", {.method = 12}); }},
        {"another checksum", "zip.crc", [] { return with("x", {.crc = 7}); }},
        {"too many files", "zip.files", [] { return many_files(limits::package_files); }},
        {"cut off", "zip.cut_off", cut_off},
        {"no archive", "zip.format", [] { return std::string(1'000'000, 'x'); }},
        {"nothing", "zip.format", [] { return std::string(); }},
    };
}

std::vector<HostilePackage> manifests()
{
    return {
        {"a billion laughs", "xml.doctype", [] { return with_manifest(billion_laughs()); }},
        {"a file of the server", "xml.doctype",
         [] {
             return with_manifest("<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                                  "<manifest>&x;</manifest>");
         }},
        {"broken XML", "xml.well_formed", [] { return with_manifest("<manifest><metadata>"); }},
        {"elements in elements", "xml.depth", [] { return with_manifest(deep(1'000'000)); }},
        {"a long manifest", "xml.size",
         [] { return with_manifest(std::string(limits::xml_bytes + 1, ' ')); }},
        {"no manifest", "package.manifest", [] { return with_files().bytes(); }},
        {"a page outside", "scorm.url",
         [] {
             auto xml = scorm12_xml();
             xml.replace(xml.find("'a.html'"), 8, "'../../a.html'");
             return with_manifest(xml);
         }},
        {"a script for a page", "scorm.url",
         [] {
             auto xml = scorm12_xml();
             xml.replace(xml.find("'a.html'"), 8, "'javascript:x()'");
             return with_manifest(xml);
         }},
    };
}

} // namespace

std::vector<HostilePackage> hostile()
{
    auto out = archives();
    for (auto& each : manifests())
        out.push_back(std::move(each));
    return out;
}

} // namespace packages
