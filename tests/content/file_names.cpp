#include "content/file_names.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

namespace {

using namespace content;
using namespace std::string_literals;

// "file a/b", or the rule that it breaks.
std::string outcome(std::string_view name)
{
    Findings findings;
    const auto entry = entry_name(name, findings);
    BOOST_TEST(findings.refused() == !entry);
    if (!entry) return findings.refusals.at(0).rule.substr(std::string_view("zip.name.").size());
    switch (entry->kind) {
    case NameKind::file: return "file " + entry->path;
    case NameKind::folder: return "folder " + entry->path;
    case NameKind::junk: return "junk " + entry->path;
    }
    return "";
}

std::string parts(std::size_t bytes)
{
    std::string out(bytes, 'x');
    for (std::size_t at = 200; at + 1 < bytes; at += 200)
        out[at] = '/';
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_file_names)

BOOST_AUTO_TEST_CASE(names)
{
    const struct {
        const char* name;
        std::string text;
        std::string outcome;
    } rows[] = {
        {"a file", "index.html", "file index.html"},
        {"in folders", "a/b/c.js", "file a/b/c.js"},
        {"from Windows", "a\\b\\c.js", "file a/b/c.js"},
        {"both ways", "a\\b/c.js", "file a/b/c.js"},
        {"blanks and signs", "a b/ü (1) & 100%.html", "file a b/ü (1) & 100%.html"},
        {"a folder", "a/b/", "folder a/b"},
        {"a folder from Windows", "a\\", "folder a"},

        {"no name", "", "empty"},
        {"one letter", "a", "file a"},

        {"absolute", "/etc/passwd", "absolute"},
        {"absolute on Windows", "\\a.html", "absolute"},
        {"another computer", "\\\\host\\share\\a.html", "absolute"},
        {"the top", "/", "absolute"},
        {"a drive", "C:\\win.txt", "drive"},
        {"a drive's current folder", "c:win.txt", "drive"},
        {"a drive alone", "Z:", "drive"},
        {"a colon elsewhere", "ab:c.txt", "file ab:c.txt"},
        {"a digit and a colon", "1:c.txt", "file 1:c.txt"},

        {"up", "../a.html", "segment"},
        {"up from within", "a/../../b.html", "segment"},
        {"up and down again", "a/../b.html", "segment"},
        {"up on Windows", "..\\..\\x", "segment"},
        {"up at the end", "a/..", "segment"},
        {"up as a folder", "a/../", "segment"},
        {"only up", "..", "segment"},
        {"three dots", ".../a", "file .../a"},
        {"two dots and more", "..a/b..", "file ..a/b.."},
        {"here", "./a.html", "segment"},
        {"here within", "a/./b.html", "segment"},
        {"a hidden file", ".a/.b", "file .a/.b"},
        {"two slashes", "a//b.html", "segment"},
        {"two slashes at the end", "a//", "segment"},

        {"a NUL", "a\0b"s, "control"},
        {"a line break", "a\nb", "control"},
        {"a tabulator", "a\tb", "control"},
        {"an escape", "a\x1b[2J", "control"},
        {"DEL", "a\x7f", "control"},
        {"a control character of U+0080 and above", "a\xc2\x9f", "control"},
        {"a blank that does not break",
         "a\xc2\xa0"
         "b",
         "file a\xc2\xa0"
         "b"},

        {"latin-1", "M\xfcller.html", "utf8"},
        {"an overlong slash", "a\xc0\xaf..", "utf8"},
        {"a surrogate", "a\xed\xa0\x80", "utf8"},
        {"half a character", "a\xc3", "utf8"},
        {"four bytes", "\xf0\x9f\x8f\x9b.png", "file \xf0\x9f\x8f\x9b.png"},

        {"decomposed", "Mu\xcc\x88ller.html", "file M\xc3\xbcller.html"},
        {"composed", "M\xc3\xbcller.html", "file M\xc3\xbcller.html"},
        {"a mark alone", "\xcc\x88", "file \xcc\x88"},
        {"the sign of another letter", "\xe2\x84\xab.html", "file \xc3\x85.html"}, // Angstrom.
        {"dots that are one character", "\xe2\x80\xa5/a", "file \xe2\x80\xa5/a"},
        {"a wide slash", "a\xef\xbc\x8f..", "file a\xef\xbc\x8f.."},

        {"a file manager's folder", "__MACOSX/._a.html", "junk __MACOSX/._a.html"},
        {"it as a folder", "__MACOSX/", "junk __MACOSX"},
        {"it within", "a/__MACOSX/b", "file a/__MACOSX/b"},
        {"longer", "__MACOSX2/b", "file __MACOSX2/b"},
        {"a file manager's file", "a/.DS_Store", "junk a/.DS_Store"},
        {"another one's", "a/thumbs.DB", "junk a/thumbs.DB"},
        {"a folder of that name", "Thumbs.db/a", "file Thumbs.db/a"},
        {"junk that leads out", "__MACOSX/../../a", "segment"},

        {"a long part", "a/" + std::string(limits::file_name_segment_bytes, 'x'),
         "file a/" + std::string(limits::file_name_segment_bytes, 'x')},
        {"a longer part", "a/" + std::string(limits::file_name_segment_bytes + 1, 'x') + "/b",
         "length"},
        {"a long name", parts(limits::file_name_bytes), "file " + parts(limits::file_name_bytes)},
        {"a longer name", parts(limits::file_name_bytes + 1), "length"},
        // Musical notes are composed on paper only: U+1D15E takes 4 bytes, its parts 8.
        {"longer by being composed", "\xf0\x9d\x85\x9e" + std::string(250, 'x'), "length"},
        {"that long", "\xf0\x9d\x85\x9e" + std::string(247, 'x'),
         "file \xf0\x9d\x85\x97\xf0\x9d\x85\xa5" + std::string(247, 'x')},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(row.text) == row.outcome);
        }
    }
}

// What the author of a course reads.
BOOST_AUTO_TEST_CASE(a_complaint)
{
    Findings findings;
    entry_name("a/../\x1b[2J\n.html", findings);
    entry_name("../../etc/passwd", findings);
    const base::Complaint control{"a/../?[2J?.html", "zip.name.control", "a/../?[2J?.html",
                                  "have a name without control characters: rename it"};
    const base::Complaint up{"../../etc/passwd", "zip.name.segment", "../../etc/passwd",
                             "be named by folders below the package's top: without \"..\", without "
                             "\".\" and with one slash between two"};
    BOOST_TEST((findings.refusals == base::Complaints{control, up}));
}

BOOST_AUTO_TEST_CASE(shown)
{
    const std::string limit(limits::found_bytes, 'x');
    BOOST_TEST(shown_name("a/b.html") == "a/b.html");
    BOOST_TEST(shown_name("M\xfcller\n") == "M?ller?");
    BOOST_TEST(shown_name(limit) == limit);
    BOOST_TEST(shown_name(limit + "x") == limit + "...");
    BOOST_TEST(shown_name(std::string(limits::found_bytes - 1, 'x') + "ü") ==
               std::string(limits::found_bytes - 1, 'x') + "...");
    BOOST_TEST(shown_name(std::string(1u << 20, '\xff')).size() == limits::found_bytes + 3);
}

BOOST_AUTO_TEST_CASE(keys)
{
    const struct {
        const char* name;
        std::string_view one;
        std::string_view other;
        bool equal;
    } rows[] = {
        {"the same", "a/b.html", "a/b.html", true},
        {"capital letters", "A/Index.HTML", "a/index.html", true},
        {"capital Umlauts", "ÄÖÜ.html", "äöü.html", true},
        {"other alphabets", "ΑΒΓ Ж", "αβγ ж", true},
        {"Umlauts of two characters", "u\xcc\x88.html", "\xc3\x9c.html", true},
        {"backslashes", "a\\b.html", "a/b.html", true},
        {"composed only when small", "J\xcc\x8c", "\xc7\xb0", true},
        {"an Umlaut and none", "u.html", "ü.html", false},
        {"ß and ss", "Straße.html", "Strasse.html", false},
        {"capital ß",
         "STRA\xe1\xba\x9e"
         "E",
         "straße", true},
        {"a blank more", "a .html", "a.html", false},
        {"a slash at the end", "a/", "a", false},
        {"no UTF-8", "\xff", "\xfe", false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST((name_key(row.one) == name_key(row.other)) == row.equal);
        }
    }
}

// Whatever the name: what is accepted leads nowhere else, is accepted once more as it is, and its
// key is its own key.
BOOST_AUTO_TEST_CASE(random_names)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    constexpr std::string_view pieces[] = {"a",
                                           "B",
                                           ".",
                                           "..",
                                           "/",
                                           "\\",
                                           "ä",
                                           "u\xcc\x88",
                                           "ß",
                                           " ",
                                           ":",
                                           "\n",
                                           "\xe2\x84\xab",
                                           "\xff",
                                           "C:",
                                           "//",
                                           "x.",
                                           "İ",
                                           "\xf0\x9d\x85\x9e",
                                           "\xcc\xa3\xcc\x87",
                                           "Thumbs.db"};
    for (int round = 0; round < 20'000; ++round) {
        std::string name;
        for (auto left = random() % 8; left > 0; --left)
            name += pieces[random() % std::size(pieces)];
        Findings findings;
        const auto entry = entry_name(name, findings);
        if (!entry) continue;
        BOOST_TEST_CONTEXT("seed " << seed << ", name " << name)
        {
            const auto around = "/" + entry->path + "/";
            for (const auto* wrong : {"//", "/../", "/./", "\\", "\n"})
                BOOST_TEST(around.find(wrong) == around.npos);
            const auto again = entry_name(entry->path, findings);
            BOOST_TEST_REQUIRE(again.has_value());
            BOOST_TEST(again->path == entry->path);
            BOOST_TEST(name_key(name_key(name)) == name_key(name));
            BOOST_TEST(base::is_utf8(name_key(name)));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
