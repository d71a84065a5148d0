#include "web/files.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

BOOST_AUTO_TEST_SUITE(web_files)

BOOST_AUTO_TEST_CASE(what_is_there)
{
    struct Row {
        std::string_view name;
        std::string_view media_type;
        std::string_view begin;
        std::string_view end;
    };

    static constexpr Row rows[] = {
        {"courses.html", "text/html; charset=utf-8", "<!doctype html>\n", "</html>\n"},
        {"courses.css", "text/css; charset=utf-8", "/* An employee's", "}\n"},
        {"courses.js", "text/javascript; charset=utf-8", "// An employee's page",
         "await main();\n"},
        {"player.html", "text/html; charset=utf-8", "<!doctype html>\n", "</html>\n"},
        {"player.css", "text/css; charset=utf-8", "/* The player", "}\n"},
        {"player.js", "text/javascript; charset=utf-8", "// The page that", "await main();\n"},
        {"scorm12.min.js", "text/javascript; charset=utf-8", "this.Scorm12API=", ".map\n"},
        {"scorm2004.min.js", "text/javascript; charset=utf-8", "this.Scorm2004API=", ".map\n"},
        {"scorm-again-license.txt", "text/plain; charset=utf-8", "MIT License", "\n"},
    };
    const auto files = web::web_files();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto file = std::ranges::find(files, row.name, &web::WebFile::name);
            BOOST_REQUIRE(file != files.end());
            BOOST_TEST(file->media_type == row.media_type);
            BOOST_TEST(file->bytes.substr(0, row.begin.size()) == row.begin);
            BOOST_TEST(file->bytes.ends_with(row.end));
        }
    }
}

BOOST_AUTO_TEST_CASE(names_and_tags_are_their_own)
{
    std::set<std::string_view> names;
    std::set<std::string_view> tags;
    for (const auto& file : web::web_files()) {
        names.insert(file.name);
        tags.insert(file.etag);
        BOOST_TEST(file.etag.starts_with('"'));
        BOOST_TEST(file.etag.ends_with('"'));
        BOOST_TEST(file.etag.size() == 34);
    }
    BOOST_TEST(names.size() == web::web_files().size());
    BOOST_TEST(tags.size() == web::web_files().size());
}

// Whatever a module imports is among them.
BOOST_AUTO_TEST_CASE(what_is_imported_is_there)
{
    static constexpr std::string_view before = " from \"./";
    const auto files = web::web_files();
    std::size_t imports = 0;
    for (const auto& file : files) {
        if (file.name.ends_with(".min.js")) continue;
        for (auto rest = file.bytes; rest.find(before) != rest.npos; ++imports) {
            rest.remove_prefix(rest.find(before) + before.size());
            const auto name = rest.substr(0, rest.find('"'));
            const bool is_there =
                std::ranges::find(files, name, &web::WebFile::name) != files.end();
            BOOST_TEST(is_there, file.name << " imports " << name);
        }
    }
    BOOST_TEST(imports > 0);
}

BOOST_AUTO_TEST_SUITE_END()
