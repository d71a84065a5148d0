#include "content/mime.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(content_mime)

BOOST_AUTO_TEST_CASE(types)
{
    const struct {
        const char* name;
        std::string_view file;
        std::string_view type;
    } rows[] = {
        // No charset: an old page says in a <meta> that it is windows-1252.
        {"a page", "index.html", "text/html"},
        {"its short form", "a/b/index.htm", "text/html"},
        {"capital letters", "INDEX.HTM", "text/html"},
        {"a script", "scormfunctions.js", "text/javascript"},
        {"a module", "player.mjs", "text/javascript"},
        {"a style", "style.css", "text/css"},
        {"data", "course.json", "application/json"},
        {"a manifest", "imsmanifest.xml", "text/xml"},
        {"its schema", "imscp_v1p1.xsd", "text/xml"},
        {"a drawing", "logo.svg", "image/svg+xml"},
        {"a picture", "a.JPG", "image/jpeg"},
        {"a picture with a longer name", "a.jpeg", "image/jpeg"},
        {"a film", "film.mp4", "video/mp4"},
        {"another film", "film.webm", "video/webm"},
        {"a sound", "a.mp3", "audio/mpeg"},
        {"subtitles", "a.vtt", "text/vtt"},
        {"older subtitles", "a.srt", "text/plain"},
        {"a typeface", "a.woff", "font/woff"},
        {"a newer typeface", "a.woff2", "font/woff2"},
        {"a program", "a.wasm", "application/wasm"},
        {"the first of the table", "a.aac", "audio/aac"},
        {"the last of the table", "a.zip", "application/zip"},
        {"before the first", "a.a", "application/octet-stream"},
        {"behind the last", "a.zzz", "application/octet-stream"},
        {"any data", "a.dat", "application/octet-stream"},
        {"the last extension counts", "a.html.bin", "application/octet-stream"},
        {"and no other one", "a.tar.html", "text/html"},
        {"no extension", "README", "application/octet-stream"},
        {"an empty extension", "a.", "application/octet-stream"},
        {"an extension alone", ".html", "text/html"},
        {"a folder's extension", "a.html/b", "application/octet-stream"},
        {"nothing", "", "application/octet-stream"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(content::media_type(row.file) == row.type);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
