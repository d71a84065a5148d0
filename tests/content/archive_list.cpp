#include "content/archive_list.hpp"

#include "base/limits.hpp"
#include "tests/content/counted_source.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace content;

constexpr std::uint64_t megabyte = 1u << 20;
constexpr std::uint32_t link_mode = 0120777;
constexpr std::uint32_t device_mode = 0020666;

ListedEntry entry(std::string name, std::uint64_t size = 10, std::uint64_t packed_size = 8)
{
    return {std::move(name), size, packed_size, 8, false, 0};
}

ListedEntry stored(std::string name, std::uint64_t size, std::uint64_t packed_size)
{
    return {std::move(name), size, packed_size, 0, false, 0};
}

ListedEntry by_method(std::uint16_t method)
{
    return {"a", 10, 8, method, false, 0};
}

ListedEntry with_mode(std::string name, std::uint32_t mode)
{
    return {std::move(name), 10, 8, 8, false, mode};
}

// What is told of an archive of 1 MB whose files may have 100 MB; empty: nothing.
std::string refusals(const std::vector<ListedEntry>& entries)
{
    ArchiveList list(megabyte, 100 * megabyte);
    Findings findings;
    for (const auto& each : entries)
        list.add(each, findings);
    list.check(findings);
    BOOST_TEST(findings.warnings.empty());
    return support::told(findings.refusals);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_archive_list)

BOOST_AUTO_TEST_CASE(entries)
{
    const struct {
        const char* name;
        std::vector<ListedEntry> entries;
        std::string_view refusals;
    } rows[] = {
        {"a file", {entry("a")}, ""},
        {"no file", {}, "zip.empty  an archive without files"},
        {"only a folder", {entry("a/")}, "zip.empty  an archive without files"},
        {"only junk", {entry("a/.DS_Store")}, "zip.empty  an archive without files"},
        {"a name that leads out", {entry("../a")}, "zip.name.segment ../a ../a"},
        {"a folder that leads out", {entry("../"), entry("a")}, "zip.name.segment ../ ../"},

        {"a file by its mode", {with_mode("a", 0100644)}, ""},
        {"rights alone", {with_mode("a", 0644)}, ""},
        {"a link", {with_mode("a", link_mode)}, "zip.link a a link, a device or the like"},
        {"a device", {with_mode("a", device_mode)}, "zip.link a a link, a device or the like"},
        {"a link to a folder", {with_mode("a/", link_mode), entry("b")}, ""},
        {"a folder by its mode alone", {with_mode("a", 0040755), entry("a/b")}, ""},

        {"stored", {stored("a", 10, 10)}, ""},
        {"stored shorter", {stored("a", 10, 9)}, "zip.size a 10 bytes, stored as 9"},
        {"stored longer", {stored("a", 10, 11)}, "zip.size a 10 bytes, stored as 11"},
        {"Deflate64", {by_method(9)}, "zip.method a method 9 (Deflate64)"},
        {"a method of no name", {by_method(77)}, "zip.method a method 77"},
        {"encrypted", {{"a", 10, 8, 8, true, 0}}, "zip.encrypted a encrypted"},
        {"encrypted by a method of its own",
         {{"a", 10, 8, 99, true, 0}},
         "zip.encrypted a encrypted"},

        {"as large as the archive", {entry("a", megabyte, megabyte)}, ""},
        {"larger than the archive",
         {entry("a", megabyte, megabyte + 1)},
         "zip.damaged a 1048577 bytes packed"},
        {"as much as there may be",
         {entry("a", 60 * megabyte, megabyte), entry("b", 40 * megabyte, megabyte)},
         ""},
        {"a byte more",
         {entry("a", 60 * megabyte, megabyte), entry("b", 40 * megabyte + 1, megabyte)},
         "zip.bytes  104857601 bytes unpacked"},
        {"more than can be counted",
         {entry("a", ~0ull, ~0ull), entry("b", ~0ull, ~0ull)},
         "zip.damaged a 18446744073709551615 bytes packed\n"
         "zip.damaged b 18446744073709551615 bytes packed"},
        {"a file of no bytes", {entry("a", 0, 0)}, ""},
        {"a small file packed well", {entry("a", 10 * megabyte, 1)}, ""},
        {"a larger one",
         {entry("a", 10 * megabyte + 1, 1)},
         "zip.ratio a 10485761 bytes, packed into 1"},
        {"packed 200 times smaller", {entry("a", 20'000'000, 100'000)}, ""},
        {"packed smaller still",
         {entry("a", 20'000'001, 100'000)},
         "zip.ratio a 20000001 bytes, packed into 100000"},

        {"two files", {entry("a"), entry("b")}, ""},
        {"the same twice", {entry("a"), entry("a")}, "zip.duplicate a a"},
        {"the same but for case",
         {entry("a/B.js"), entry("A/b.js")},
         "zip.duplicate A/b.js a/B.js"},
        {"the same of other characters",
         {entry("\xc3\xbc"), entry("u\xcc\x88")},
         "zip.duplicate \xc3\xbc \xc3\xbc"},
        {"the same on Windows", {entry("a/b"), entry("a\\b")}, "zip.duplicate a/b a/b"},
        {"a folder twice", {entry("a/"), entry("A/"), entry("a/b")}, ""},
        {"junk twice", {entry("Thumbs.db"), entry("Thumbs.db"), entry("a")}, ""},

        {"a file in a folder", {entry("a/b"), entry("a.b")}, ""},
        {"a file that is a folder", {entry("a/b"), entry("a")}, "zip.folder a a/b"},
        {"in the other order", {entry("a"), entry("a/b")}, "zip.folder a a/b"},
        {"but for case", {entry("A"), entry("a/b")}, "zip.folder A a/b"},
        {"far down", {entry("a/b"), entry("a/b/c/d")}, "zip.folder a/b a/b/c/d"},
        {"an empty folder", {entry("a"), entry("a/")}, "zip.folder a a/"},
        {"a name that begins like it", {entry("a"), entry("a-b"), entry("a0/b")}, ""},
        {"one between them", {entry("a"), entry("a-b"), entry("a/b")}, "zip.folder a a/b"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(refusals(row.entries) == row.refusals);
        }
    }
}

// The same bytes under many names: each entry is small enough, and all of them are not.
BOOST_AUTO_TEST_CASE(many_that_share_their_bytes)
{
    const auto sharing = [](std::size_t count) {
        ArchiveList list(megabyte, limits::package_bytes);
        Findings findings;
        for (std::size_t i = 0; i < count; ++i)
            list.add(entry(std::to_string(i), 5 * megabyte, megabyte), findings);
        list.check(findings);
        return support::told(findings.refusals);
    };
    BOOST_TEST(sharing(40) == "");
    BOOST_TEST(sharing(41) == "zip.ratio  214958080 bytes, packed into 1048576");
    BOOST_TEST(sharing(500) == "zip.bytes  2621440000 bytes unpacked");
    // A larger whole must have shrunk less.
    const auto whole = [](std::uint64_t packed) {
        ArchiveList list(packed, limits::package_bytes);
        Findings findings;
        for (std::size_t i = 0; i < 100; ++i)
            list.add(entry(std::to_string(i), 10 * megabyte, megabyte), findings);
        list.check(findings);
        return support::told(findings.refusals);
    };
    BOOST_TEST(whole(50 * megabyte) == "");
    BOOST_TEST(whole(50 * megabyte - 1) == "zip.ratio  1048576000 bytes, packed into 52428799");
}

BOOST_AUTO_TEST_CASE(what_is_kept)
{
    ArchiveList list(megabyte, megabyte);
    Findings findings;
    for (const auto* name : {"b/", "b/Z.html", "__MACOSX/._Z.html", "Ärger\\a.html"})
        list.add(entry(name), findings);
    list.check(findings);
    BOOST_TEST(!findings.refused());
    BOOST_TEST_REQUIRE(list.files().size() == 2u);
    BOOST_TEST(list.files()[0].path == "b/Z.html");
    BOOST_TEST(list.files()[0].index == 1u);
    BOOST_TEST(list.files()[1].path == "Ärger/a.html");
    BOOST_TEST(list.files()[1].index == 3u);
}

BOOST_AUTO_TEST_CASE(not_more_complaints_than_one_reads)
{
    ArchiveList list(megabyte, megabyte);
    Findings findings;
    for (std::size_t i = 0; i <= limits::complaints; ++i)
        list.add(entry("../" + std::to_string(i)), findings);
    list.check(findings);
    BOOST_TEST(findings.refusals.size() == limits::complaints);
}

// What the author of a course reads.
BOOST_AUTO_TEST_CASE(a_complaint)
{
    ArchiveList list(megabyte, megabyte);
    Findings findings;
    list.add(entry("media/Film.mp4"), findings);
    list.add(entry("media/film.mp4"), findings);
    list.check(findings);
    const base::Complaint expected{
        "media/film.mp4", "zip.duplicate", "media/Film.mp4",
        "be in the archive once, also when capital and small letters are taken for the same: many "
        "systems keep only one of the two"};
    BOOST_TEST((findings.refusals == base::Complaints{expected}));
}

BOOST_AUTO_TEST_SUITE_END()
