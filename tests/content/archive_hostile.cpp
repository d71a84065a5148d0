// Archives that lie, are damaged, or would fill a disk: each is refused with a complaint, and none
// is unpacked further than it may be.
#include "content/archive.hpp"
#include "tests/content/counted_source.hpp"
#include "tests/support/zip_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

namespace {

using namespace content;
using support::CountedSource;
using support::told;
using support::ZipEntry;
using support::ZipTail;
using support::ZipWriter;
using namespace std::string_literals;

constexpr std::uint64_t megabyte = 1u << 20;

// What is told when it is opened and all is read; empty: nothing.
struct Tried {
    explicit Tried(std::string bytes, std::uint64_t limit = limits::package_bytes)
        : source(std::move(bytes))
    {
        Findings findings;
        auto archive = Archive::open(source, findings, limit).value();
        BOOST_TEST(findings.refused() == !archive);
        BOOST_TEST(findings.warnings.empty());
        opening = told(findings.refusals);
        if (archive) read(*archive);
    }

    std::string all() const { return opening + reading; }

    CountedSource source;
    std::string opening;
    std::string reading;
    std::uint64_t unpacked = 0; // Bytes that were given to the sink.
    std::uint64_t files = 0;

private:
    void read(Archive& archive)
    {
        for (const auto& file : archive.files()) {
            std::uint64_t size = 0;
            const auto whole = archive.read(file, [&](std::string_view piece) {
                size += piece.size();
                return base::Result<>();
            });
            ++files;
            unpacked += size;
            BOOST_TEST(size <= file.size);
            if (whole) {
                BOOST_TEST(size == file.size);
                continue;
            }
            BOOST_TEST((whole.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(whole.error().where == file.path);
            BOOST_TEST(whole.error().complaints.size() == 1u);
            reading += told(whole.error().complaints);
        }
    }
};

ZipWriter with(std::string_view name, const ZipEntry& how)
{
    return ZipWriter().add("index.html", "x").add(name, "0123456789", how);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_archive_hostile)

BOOST_AUTO_TEST_CASE(refused_when_opened)
{
    const struct {
        const char* name;
        std::string bytes;
        std::string_view refusals; // Empty: accepted.
    } rows[] = {
        {"as it should be", with("a", {}).bytes(), ""},
        {"nothing", "", "zip.format  an empty file"},
        {"a page", "<html></html>", "zip.format  no zip archive"},
        {"another archive", "7z\xbc\xaf\x27\x1c"s + std::string(1'000, '\0'),
         "zip.format  no zip archive"},
        {"no files", ZipWriter().bytes(), "zip.empty  an archive without files"},
        {"only folders", ZipWriter().add("a/", "").bytes(), "zip.empty  an archive without files"},
        {"cut off", with("a", {}).bytes().substr(0, 120), "zip.cut_off  120 bytes"},
        {"behind other bytes", "MZ" + with("a", {}).bytes(), "zip.damaged  Not a zip archive"},
        {"the last of several", with("a", {}).bytes({.disk = 1}),
         "zip.parts  one of several parts"},
        {"a list elsewhere", with("a", {}).bytes({.list_offset = 0}),
         "zip.damaged  Not a zip archive"},
        {"a list that goes on", with("a", {}).bytes({.list_bytes = 1'000}),
         "zip.damaged  Zip archive inconsistent"},
        {"fewer entries than it says", with("a", {}).bytes({.entries = 3}),
         "zip.damaged  Zip archive inconsistent"},

        {"up", with("../../../etc/pwn.txt", {}).bytes(),
         "zip.name.segment ../../../etc/pwn.txt ../../../etc/pwn.txt"},
        {"up on Windows", with("..\\..\\x", {}).bytes(), "zip.name.segment ..\\..\\x ..\\..\\x"},
        {"absolute", with("/abs.txt", {}).bytes(), "zip.name.absolute /abs.txt /abs.txt"},
        {"on a drive", with("C:\\win.txt", {}).bytes(), "zip.name.drive C:\\win.txt C:\\win.txt"},
        {"without a name", with("", {}).bytes(), "zip.name.empty  "},
        {"a NUL, which is read as a blank", with("..\0/a"s, {}).bytes(), ""},
        {"a NUL before UTF-8", with("a\0ü"s, {}).bytes(), ""},
        {"an escape", with("a\x1b[2J", {}).bytes(), "zip.name.control a?[2J a?[2J"},
        {"a line break", with("a\nb", {}).bytes(), "zip.name.control a?b a?b"},
        {"an escape beside code page 437", with("\x81\x1b", {.utf8 = false}).bytes(),
         "zip.name.control ?? ??"},
        {"an overlong slash", with("..\xc0\xaf", {}).bytes(), "zip.name.utf8 ..?? ..??"},
        {"a surrogate", with("\xed\xa0\x80", {}).bytes(), "zip.name.utf8 ??? ???"},
        {"no UTF-8 though it says so", with("\x81", {}).bytes(),
         "zip.damaged  Zip archive inconsistent"},

        {"a link", with("a", {.unix_mode = 0120777}).bytes(),
         "zip.link a a link, a device or the like"},
        {"a pipe", with("a", {.unix_mode = 0010644}).bytes(),
         "zip.link a a link, a device or the like"},
        {"encrypted", with("a", {.flags = 1}).bytes(), "zip.encrypted a encrypted"},
        {"strongly encrypted", with("a", {.flags = 0x41}).bytes(), "zip.encrypted a encrypted"},
        {"BZIP2", with("a", {.method = 12}).bytes(), "zip.method a method 12 (BZIP2)"},
        {"the same twice", with("index.html", {}).bytes(), "zip.duplicate index.html index.html"},
        {"the same but for case", with("Index.HTML", {}).bytes(),
         "zip.duplicate Index.HTML index.html"},
        {"a file that is a folder", with("index.html/a", {}).bytes(),
         "zip.folder index.html index.html/a"},
        {"packed into more than there is", with("a", {.packed_size = 10'000}).bytes(),
         "zip.damaged a 10000 bytes packed"},
        {"all that is wrong", with("/a", {}).add("b", "b", {.flags = 1}).bytes(),
         "zip.name.absolute /a /a\nzip.encrypted b encrypted"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Tried tried(row.bytes);
            BOOST_TEST(tried.opening == row.refusals);
            BOOST_TEST(tried.reading == "");
        }
    }
}

// The list is fine, and what it lists is not.
BOOST_AUTO_TEST_CASE(refused_when_read)
{
    const auto replaced = [](std::string bytes, std::string_view from, std::string_view to) {
        bytes.replace(bytes.find(from), from.size(), to);
        return bytes;
    };
    const auto stored = with("a", {.deflate = false}).bytes();

    const struct {
        const char* name;
        std::string bytes;
        std::string_view complaint;
        std::uint64_t unpacked; // Of the ten bytes, and one of another file.
    } rows[] = {
        {"as it should be", stored, "", 11},
        {"longer than declared", with("a", {.size = 9}).bytes(), "zip.size a more bytes", 1},
        {"much longer", ZipWriter().add_zeros("a", 200 * megabyte, {.size = 10}).bytes(),
         "zip.size a more bytes", 0},
        {"shorter than declared", with("a", {.size = 11}).bytes(), "zip.size a 10 bytes", 11},
        {"nothing, declared as something", with("a", {.packed_size = 0}).bytes(),
         "zip.size a 0 bytes", 1},
        {"another checksum", with("a", {.crc = 1}).bytes(), "zip.crc a another checksum", 11},
        {"other bytes", replaced(stored, "0123456789", "0123456788"), "zip.crc a another checksum",
         11},
        {"packed bytes cut off", with("a", {.packed_size = 6}).bytes(),
         "zip.crc a another checksum", 6},
        {"no packed bytes", with("a", {.deflate = false, .method = 8}).bytes(),
         "zip.damaged a bytes that do not unpack", 1},
        {"another place", with("a", {.offset = 5}).bytes(), "zip.damaged a nothing at its place",
         1},
        {"a place behind the end", with("a", {.offset = 100'000}).bytes(),
         "zip.damaged a nothing at its place", 1},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Tried tried(row.bytes);
            BOOST_TEST(tried.opening == "");
            BOOST_TEST(tried.reading == row.complaint);
            BOOST_TEST(tried.unpacked == row.unpacked);
        }
    }
}

// 200 MB in 200 kB: known from the list, and not a byte of it is read.
BOOST_AUTO_TEST_CASE(a_bomb)
{
    const Tried bomb(ZipWriter().add_zeros("zeros", 200 * megabyte).bytes());
    BOOST_TEST(bomb.opening.starts_with("zip.ratio zeros 209715200 bytes, packed into "));
    BOOST_TEST(bomb.source.bytes_read < 150u << 10); // Its end, twice.

    const Tried small(ZipWriter().add_zeros("zeros", limits::package_ratio_from).bytes());
    BOOST_TEST(small.all() == "");
    BOOST_TEST(small.unpacked == limits::package_ratio_from);
}

// The same packed bytes under thousands of names. Each is a good file by itself.
BOOST_AUTO_TEST_CASE(a_bomb_of_shared_bytes)
{
    const auto shared = [](int times) {
        ZipWriter writer;
        writer.add_zeros("0", 9 * megabyte);
        for (int i = 1; i < times; ++i)
            writer.add_again(std::to_string(i));
        return writer.bytes();
    };
    const Tried many(shared(1'000));
    BOOST_TEST(many.opening == "zip.bytes  9437184000 bytes unpacked");
    const Tried fewer(shared(200));
    BOOST_TEST(fewer.opening.starts_with("zip.ratio  1887436800 bytes, packed into "));
    BOOST_TEST(fewer.source.bytes_read < 100u << 10);
    BOOST_TEST(Tried(shared(1)).all() == "");
}

BOOST_AUTO_TEST_CASE(unpacked_size)
{
    const auto bytes = ZipWriter().add("a", std::string(600, 'a')).add("b", "0123").bytes();
    BOOST_TEST(Tried(bytes, 604).all() == "");
    BOOST_TEST(Tried(bytes, 603).all() == "zip.bytes  604 bytes unpacked");
    // What the default allows is refused by its list alone, whether or not it is true.
    const Tried large(
        ZipWriter().add("a", "a", {.zip64 = true, .size = limits::package_bytes + 1}).bytes());
    BOOST_TEST(large.opening.starts_with("zip.ratio a 2147483649 bytes"));
}

BOOST_AUTO_TEST_CASE(number_of_files)
{
    const auto with_files = [](std::size_t count, const ZipTail& tail) {
        ZipWriter writer;
        writer.add("0", "x", {.deflate = false});
        for (std::size_t i = 1; i < count; ++i)
            writer.add_again(std::to_string(i));
        return writer.bytes(tail);
    };
    const Tried most(with_files(limits::package_files, {}));
    BOOST_TEST(most.all() == "");
    BOOST_TEST(most.files == limits::package_files);
    BOOST_TEST(most.unpacked == limits::package_files);
    const Tried more(with_files(limits::package_files + 1, {}));
    BOOST_TEST(more.all() == "zip.files  20001 entries");
    BOOST_TEST(more.source.bytes_read < 100u << 10); // The list itself is ten times as long.
    BOOST_TEST(Tried(with_files(limits::package_files + 1, {.zip64 = true})).all() ==
               "zip.files  20001 entries");
    // More than 16 bits count, without zip64: the record says 64.
    BOOST_TEST(Tried(with_files(65'600, {.entries = 64})).all() == "zip.files  65600 entries");
    // More than anybody has memory for.
    const Tried claimed(with_files(2, {.zip64 = true, .entries = 1ull << 40}));
    BOOST_TEST(claimed.all() == "zip.files  1099511627776 entries");
}

BOOST_AUTO_TEST_CASE(length_of_the_list)
{
    const auto with_list = [](std::size_t size) {
        ZipWriter writer;
        std::string extra("\x34\x12\0\0", 4); // An unknown field, of a length that follows.
        constexpr std::size_t entry_bytes = 46 + 3;
        for (int i = 100; size > 0; ++i) {
            const auto length = size < 120'000 ? size / 2 : 60'000;
            const auto extra_bytes = (size < 60'000 ? size : length) - entry_bytes;
            extra.resize(extra_bytes, 'x');
            extra[2] = static_cast<char>((extra_bytes - 4) & 0xff);
            extra[3] = static_cast<char>((extra_bytes - 4) >> 8);
            writer.add(std::to_string(i), "x", {.extra = extra});
            size -= extra_bytes + entry_bytes;
        }
        return writer.bytes();
    };
    BOOST_TEST(Tried(with_list(limits::package_directory_bytes)).all() == "");
    BOOST_TEST(Tried(with_list(limits::package_directory_bytes + 1)).all() ==
               "zip.list  8388609 bytes");
}

// Whoever tries each of them reads as many lists: there may be 2,900 of 20,000 entries.
BOOST_AUTO_TEST_CASE(many_end_records)
{
    ZipWriter writer;
    for (int i = 0; i < 2'000; ++i)
        writer.add(std::to_string(i), "", {.deflate = false});
    const auto plain = writer.bytes();
    std::string comment;
    for (int i = 0; i < 100; ++i)
        comment += plain.substr(plain.size() - 22);
    const Tried often(writer.bytes({.comment = comment + "."}));
    BOOST_TEST(often.all() == "");
    BOOST_TEST(often.source.bytes_read < Tried(plain).source.bytes_read + 10'000);
}

BOOST_AUTO_TEST_CASE(cut_off_everywhere)
{
    const auto bytes = ZipWriter()
                           .add("imsmanifest.xml", "<manifest/>")
                           .add("a/index.html", std::string(100, 'a'), {.descriptor = true})
                           .add("b", "b", {.deflate = false, .zip64 = true})
                           .bytes({.comment = "a comment", .zip64 = true});
    BOOST_TEST(Tried(bytes).all() == "");
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        BOOST_TEST_CONTEXT("of " << bytes.size() << " bytes " << size)
        {
            BOOST_TEST(Tried(bytes.substr(0, size)).opening != "");
        }
    }
}

// Whatever is changed: a complaint, or files as long as they are said to be.
BOOST_AUTO_TEST_CASE(changed_anywhere)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    const auto bytes = ZipWriter()
                           .add("imsmanifest.xml", "<manifest/>")
                           .add("a/index.html", std::string(100, 'a'), {.descriptor = true})
                           .add("b", "b", {.deflate = false, .zip64 = true})
                           .bytes({.zip64 = true});
    for (int round = 0; round < 5'000; ++round) {
        auto changed = bytes;
        for (auto left = 1 + random() % 4; left > 0; --left)
            changed[random() % changed.size()] = static_cast<char>(random() % 3 ? random() : 0);
        BOOST_TEST_CONTEXT("seed " << seed << ", round " << round)
        {
            const Tried tried(changed, 10'000);
            BOOST_TEST(tried.unpacked <= 10'000u);
        }
    }
}

// What the author of a course reads.
BOOST_AUTO_TEST_CASE(an_error)
{
    const auto bytes = with("media/a.mp4", {.size = 9}).bytes();
    const BytesInMemory source(bytes);
    Findings findings;
    auto archive = Archive::open(source, findings).value();
    const auto error = archive->read_all(archive->files()[1], 100).error();
    BOOST_TEST(error.why == "The file \"media/a.mp4\" cannot be unpacked: it must have the 9 bytes "
                            "that the archive declares: make the archive again.");
    const base::Complaint expected{"media/a.mp4", "zip.size", "more bytes",
                                   "have the 9 bytes that the archive declares: make the archive "
                                   "again"};
    BOOST_TEST((error.complaints == base::Complaints{expected}));
}

BOOST_AUTO_TEST_SUITE_END()
