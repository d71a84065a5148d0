#include "content/zip_end.hpp"

#include "tests/content/counted_source.hpp"
#include "tests/support/zip_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace {

using namespace content;
using support::ZipTail;
using support::ZipWriter;

ZipWriter three()
{
    return ZipWriter().add("a", "1").add("b", "2").add("c", "3");
}

// "entries others", or "none".
std::string end_of(const std::string& bytes)
{
    const auto end = find_zip_end(BytesInMemory(bytes)).value();
    if (!end) return "none";
    return std::to_string(end->entries) + " " + std::to_string(end->others.size());
}

// Pieces with nothing but zeros between them.
class Scattered final : public ByteSource {
public:
    explicit Scattered(std::map<std::uint64_t, std::string> pieces) : pieces_(std::move(pieces)) {}

    std::uint64_t size() const override
    {
        return pieces_.rbegin()->first + pieces_.rbegin()->second.size();
    }

    base::Result<std::size_t> read(std::uint64_t offset,
                                   std::span<char> into) const noexcept override
    {
        const auto got = std::min<std::uint64_t>(into.size(), size() - offset);
        for (std::size_t at = 0; at < got; ++at)
            into[at] = byte(offset + at);
        return static_cast<std::size_t>(got);
    }

private:
    char byte(std::uint64_t offset) const
    {
        const auto& [from, piece] = *std::prev(pieces_.upper_bound(offset));
        return offset - from < piece.size() ? piece[offset - from] : '\0';
    }

    std::map<std::uint64_t, std::string> pieces_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_zip_end)

BOOST_AUTO_TEST_CASE(ends)
{
    const auto plain = three().bytes();
    const auto inner = ZipWriter().add("x", "y").bytes();
    const auto large = ZipWriter().add("a", std::string(70'000, 'x'), {.deflate = false});

    const struct {
        const char* name;
        std::string bytes;
        std::string_view end;
    } rows[] = {
        {"nothing", "", "none"},
        {"something else", std::string(100'000, 'x'), "none"},
        {"the signature alone", "PK\5\6", "none"},
        {"no files", ZipWriter().bytes(), "0 0"},
        {"cut off", ZipWriter().bytes().substr(0, 21), "none"},
        {"three files", plain, "3 0"},
        {"a comment", three().bytes({.comment = "hello"}), "3 0"},
        {"the longest comment", three().bytes({.comment = std::string(65'535, 'x')}), "3 0"},
        {"a comment that is cut off",
         three().bytes({.comment = "hello"}).substr(0, plain.size() + 4), "none"},
        {"bytes behind it", plain + "hello", "3 0"},
        {"too many bytes behind it", plain + std::string(65'577, 'x'), "none"},
        {"an archive in its comment", three().bytes({.comment = inner + " "}), "3 1"},
        // As most programs read it, which look from the end.
        {"an archive at the end of its comment", three().bytes({.comment = inner}), "1 1"},
        {"an archive within", ZipWriter().add("a.zip", inner, {.deflate = false}).bytes(), "1 1"},
        {"a large file", large.bytes(), "1 0"},
        {"zip64", three().bytes({.zip64 = true}), "3 0"},
        {"many files", three().bytes({.entries = 65'535}), "65535 0"},
        {"more than many", three().bytes({.zip64 = true, .entries = 1ull << 40}),
         "1099511627776 0"},
        {"zip64 with a comment", three().bytes({.comment = "hello", .zip64 = true}), "3 0"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(end_of(row.bytes) == row.end);
        }
    }
}

BOOST_AUTO_TEST_CASE(length_of_the_list)
{
    const auto length = [](const ZipTail& tail) {
        const auto bytes = three().bytes(tail);
        return find_zip_end(BytesInMemory(bytes)).value()->list_bytes;
    };
    BOOST_TEST(length({}) == 3 * (46u + 1));
    BOOST_TEST(length({.list_bytes = 0xffff'fffe}) == 0xffff'fffeu);
    BOOST_TEST(length({.zip64 = true, .list_bytes = 1ull << 50}) == 1ull << 50);
}

BOOST_AUTO_TEST_CASE(masked_bytes)
{
    const std::string bytes = "0123456789abcdef";
    const BytesInMemory source(bytes);
    const Masked masked(source, {2, 9});
    BOOST_TEST(masked.size() == bytes.size());
    for (std::size_t from = 0; from < bytes.size(); ++from) {
        for (std::size_t size = 1; size <= bytes.size(); ++size) {
            std::string piece(size, '?');
            const auto got = masked.read(from, piece).value();
            piece.resize(got);
            std::string expected = bytes;
            expected.replace(2, 4, 4, '\0').replace(9, 4, 4, '\0');
            BOOST_TEST(piece == expected.substr(from, size));
        }
    }
}

// The place of a larger record may hold a signature. Whoever reads the archive with that masked
// finds another record, at another place: that one counts.
BOOST_AUTO_TEST_CASE(a_place_made_of_a_signature)
{
    auto tail = three().bytes({.zip64 = true}); // At the end the locator and the record.
    tail.replace(tail.size() - 22 - 20 + 8, 4, "PK\5\6");
    const auto larger = [](std::uint64_t entries) {
        const auto bytes = ZipWriter().bytes({.zip64 = true, .entries = entries});
        return bytes.substr(0, 56);
    };
    const Scattered source({{0, larger(1ull << 40)}, {0x0605'4b50, larger(3)}, {120 << 20, tail}});
    const auto end = find_zip_end(source).value();
    BOOST_TEST_REQUIRE(end.has_value());
    BOOST_TEST(end->others.size() == 1u);
    BOOST_TEST(end->entries == 1ull << 40);
}

BOOST_AUTO_TEST_CASE(failing_source)
{
    for (std::uint64_t at = 1; at <= 3; ++at) {
        support::CountedSource source(three().bytes({.zip64 = true}));
        source.fails_at = at;
        const auto end = find_zip_end(source);
        BOOST_TEST_REQUIRE(end.has_error());
        BOOST_TEST(end.error().why == "The disk has gone.");
    }
}

BOOST_AUTO_TEST_SUITE_END()
