#include "content/file_index.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using content::FileIndex;

// "3" or "3!" when it is called exactly so; empty: there is none.
std::string found(const FileIndex& files, std::string_view name)
{
    const auto out = files.find(name);
    return out ? std::to_string(out->at) + (out->exactly ? "!" : "") : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_file_index)

BOOST_AUTO_TEST_CASE(names)
{
    const FileIndex files({"b/Z.html", "Ärger/a.html", "a.html", "A.HTML", "a.htm", "Straße"});

    const struct {
        const char* name;
        const char* found;
    } rows[] = {
        {"b/Z.html", "0!"},
        {"B/z.HTML", "0"},
        {"b\\Z.html", "0"},
        {"Ärger/a.html", "1!"},
        {"a\xcc\x88rger/A.html", "1"},
        {"a.html", "2!"},
        {"A.HTML", "3!"},
        {"A.html", "2"}, // Of two, the first.
        {"a.htm", "4!"},
        {"STRAßE", "5"},
        {"Strasse", ""},
        {"", ""},
        {"b", ""},
        {"b/", ""},
        {"Z.html", ""},
        {"/b/Z.html", ""},
        {"b/Z.html/", ""},
        {"b//Z.html", ""},
        {"\xff", ""},
        {"Arger/a.html", ""},
        {"a.htm ", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(found(files, row.name) == row.found);
        }
    }
    BOOST_TEST(files.size() == 6u);
    BOOST_TEST(files.name(3) == "A.HTML");
    BOOST_TEST(found(FileIndex(), "a") == "");
}

BOOST_AUTO_TEST_CASE(stays_when_it_is_moved)
{
    FileIndex first({"B", "a"});
    const auto copy = first;
    const auto moved = std::move(first);
    for (const auto* files : {&copy, &moved}) {
        BOOST_TEST(found(*files, "b") == "0");
        BOOST_TEST(found(*files, "a") == "1!");
    }
}

BOOST_AUTO_TEST_CASE(how_long)
{
    const std::string longest(limits::file_name_bytes, 'a');
    const FileIndex files({longest, longest + 'a'});
    BOOST_TEST(found(files, longest) == "0!");
    BOOST_TEST(found(files, longest + 'a') == "");
}

BOOST_AUTO_TEST_SUITE_END()
