// Good archives, however they were made.
#include "content/archive.hpp"

#include "tests/content/counted_source.hpp"
#include "tests/support/zip_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

namespace {

using namespace content;
using support::CountedSource;
using support::ZipWriter;

Archive opened(const ByteSource& source)
{
    Findings findings;
    auto archive = Archive::open(source, findings).value();
    BOOST_TEST(support::told(findings.refusals) == "");
    BOOST_TEST_REQUIRE(archive.has_value());
    return std::move(*archive);
}

// What stands in the file of that name.
std::string content_of(Archive& archive, std::string_view name)
{
    const auto file = std::ranges::find(archive.files(), name, &ArchiveFile::path);
    return file != archive.files().end() ? archive.read_all(*file, 1u << 30).value() : "none";
}

// Bytes that no packing makes much smaller.
std::string noise(std::size_t size)
{
    std::mt19937 random(1);
    std::string out(size, '\0');
    for (char& c : out)
        c = static_cast<char>(random());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_archive)

BOOST_AUTO_TEST_CASE(ways_to_write_one)
{
    const auto text = std::string(1'000, 'x') + "the end";

    const struct {
        const char* name;
        std::string bytes;
    } rows[] = {
        {"packed", ZipWriter().add("a/ü.html", text).bytes()},
        {"stored", ZipWriter().add("a/ü.html", text, {.deflate = false}).bytes()},
        {"sizes behind it", ZipWriter().add("a/ü.html", text, {.descriptor = true}).bytes()},
        {"zip64 sizes", ZipWriter().add("a/ü.html", text, {.zip64 = true}).bytes()},
        {"zip64 sizes behind it",
         ZipWriter().add("a/ü.html", text, {.descriptor = true, .zip64 = true}).bytes()},
        {"a zip64 end", ZipWriter().add("a/ü.html", text).bytes({.zip64 = true})},
        {"all of zip64", ZipWriter().add("a/ü.html", text, {.zip64 = true}).bytes({.zip64 = true})},
        {"made on Unix", ZipWriter().add("a/ü.html", text, {.unix_mode = 0100600}).bytes()},
        {"made on Windows", ZipWriter().add("a\\ü.html", text).bytes()},
        {"in UTF-8 without saying so", ZipWriter().add("a/ü.html", text, {.utf8 = false}).bytes()},
        {"in code page 437", ZipWriter().add("a/\x81.html", text, {.utf8 = false}).bytes()},
        {"with characters of two parts", ZipWriter().add("a/u\xcc\x88.html", text).bytes()},
        {"with a comment", ZipWriter().add("a/ü.html", text).bytes({.comment = "by me"})},
        {"with an archive for a comment",
         ZipWriter().add("a/ü.html", text).bytes({.comment = ZipWriter().bytes() + "."})},
        {"behind other bytes that count", ZipWriter("MZ").add("a/ü.html", text).bytes()},
        {"before other bytes", ZipWriter().add("a/ü.html", text).bytes() + "\n"},
        {"with further fields",
         ZipWriter().add("a/ü.html", text, {.extra = std::string("\x34\x12\2\0ab", 6)}).bytes()},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const BytesInMemory source(row.bytes);
            auto archive = opened(source);
            BOOST_TEST_REQUIRE(archive.files().size() == 1u);
            BOOST_TEST(archive.files()[0].path == "a/ü.html");
            BOOST_TEST(archive.files()[0].size == text.size());
            BOOST_TEST(content_of(archive, "a/ü.html") == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(files_of_it)
{
    const auto inner = ZipWriter().add("inner", "inner").bytes();
    const auto bytes = ZipWriter()
                           .add("b/", "")
                           .add("b/one", "1")
                           .add("__MACOSX/b/._one", "junk")
                           .add("a", "")
                           .add("inner.zip", inner, {.deflate = false})
                           .add("b/two", "22")
                           .bytes();
    const BytesInMemory source(bytes);
    auto archive = opened(source);
    std::string names;
    for (const auto& [path, size, index] : archive.files())
        names += path + " " + std::to_string(size) + "; ";
    BOOST_TEST(names == "b/one 1; a 0; inner.zip " + std::to_string(inner.size()) + "; b/two 2; ");
    BOOST_TEST(content_of(archive, "b/one") == "1");
    BOOST_TEST(content_of(archive, "a") == "");
    BOOST_TEST(content_of(archive, "inner.zip") == inner);
    BOOST_TEST(content_of(archive, "b/two") == "22");
    BOOST_TEST(content_of(archive, "b/one") == "1"); // Once more.
    auto moved = std::move(archive);
    BOOST_TEST(content_of(moved, "b/two") == "22");
}

BOOST_AUTO_TEST_CASE(pulled)
{
    const auto text = noise(3 * limits::unpacked_piece);
    CountedSource source(ZipWriter()
                             .add("a", text)
                             .add("b", text.substr(1), {.deflate = false})
                             .add("empty", "")
                             .bytes());
    auto archive = opened(source);
    auto a = archive.unpack(archive.files()[0]).value();
    auto b = archive.unpack(archive.files()[1]).value();
    auto empty = archive.unpack(archive.files()[2]).value();
    auto moved = std::move(archive);
    std::string of_a = a.next().value();
    BOOST_TEST(of_a.size() == limits::unpacked_piece);
    std::string of_b;
    for (auto piece = b.next().value(); !piece.empty(); piece = b.next().value()) {
        BOOST_TEST(piece.size() <= limits::unpacked_piece);
        of_b += piece;
        of_a += a.next().value();
    }
    BOOST_TEST((of_a == text));
    BOOST_TEST((of_b == text.substr(1)));
    BOOST_TEST(a.next().value() == ""); // Once more.
    BOOST_TEST(empty.next().value() == "");

    source.fails_at = source.reads + 1;
    auto failed = moved.unpack(moved.files()[0]);
    const auto error = failed ? failed->next().error() : failed.error();
    BOOST_TEST(error.why == "The disk has gone.");
}

BOOST_AUTO_TEST_CASE(in_pieces)
{
    const auto text = noise(3 * limits::unpacked_piece + 5);
    for (const bool deflate : {true, false}) {
        const CountedSource source(
            ZipWriter().add("a", text, {.deflate = deflate}).add("b", "b").bytes());
        auto archive = opened(source);
        std::string got;
        std::size_t pieces = 0;
        const auto whole = archive.read(archive.files()[0], [&](std::string_view piece) {
            BOOST_TEST(!piece.empty());
            BOOST_TEST(piece.size() <= limits::unpacked_piece);
            got += piece;
            ++pieces;
            return base::Result<>();
        });
        BOOST_TEST(whole.has_value());
        BOOST_TEST((got == text));
        BOOST_TEST(pieces == 4u);

        // The sink has had enough.
        pieces = 0;
        const auto ended =
            archive.read(archive.files()[0], [&](std::string_view) -> base::Result<> {
                if (++pieces < 2) return {};
                return base::Error{base::ErrorKind::full, "No room."};
            });
        BOOST_TEST(ended.error().why == "No room.");
        BOOST_TEST(pieces == 2u);
        BOOST_TEST(content_of(archive, "b") == "b");
    }
}

// One small file costs a few reads, wherever it lies.
BOOST_AUTO_TEST_CASE(nothing_is_read_but_what_is_asked_for)
{
    const CountedSource source(ZipWriter()
                                   .add("film", noise(4u << 20), {.deflate = false})
                                   .add("tincan.xml", "<tincan/>")
                                   .add("film2", noise(4u << 20), {.deflate = false})
                                   .bytes());
    auto archive = opened(source);
    BOOST_TEST(content_of(archive, "tincan.xml") == "<tincan/>");
    BOOST_TEST(source.bytes_read < 400u << 10);
}

BOOST_AUTO_TEST_CASE(at_once)
{
    const auto bytes = ZipWriter().add("a", "0123456789").bytes();
    const BytesInMemory good(bytes);
    auto archive = opened(good);
    BOOST_TEST(archive.read_all(archive.files()[0], 10).value() == "0123456789");
    const auto longer = archive.read_all(archive.files()[0], 9);
    BOOST_TEST((longer.error().kind == base::ErrorKind::too_large));
    BOOST_TEST(longer.error().why == "The file \"a\" has 10 bytes; at most 9 are read.");
    BOOST_TEST(longer.error().where == "a");
}

// Not the package's fault, so no complaint.
BOOST_AUTO_TEST_CASE(failing_source)
{
    CountedSource source(ZipWriter().add("a", noise(100'000)).bytes({.zip64 = true}));
    const auto fails = [&](std::uint64_t at) {
        source.reads = 0;
        source.fails_at = at;
        Findings findings;
        auto archive = Archive::open(source, findings);
        BOOST_TEST(!findings.refused());
        if (archive) {
            const auto read = (*archive)->read_all((*archive)->files()[0], 1u << 20);
            if (read) return false;
            BOOST_TEST(read.error().why == "The disk has gone.");
            return true;
        }
        BOOST_TEST(archive.error().why == "The disk has gone.");
        return true;
    };
    std::uint64_t at = 1;
    while (fails(at))
        ++at;
    BOOST_TEST(at > 10u);
    BOOST_TEST(at <= source.reads + 1);
}

BOOST_AUTO_TEST_SUITE_END()
